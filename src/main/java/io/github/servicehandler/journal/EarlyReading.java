package io.github.servicehandler.journal;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.CommandInterruptedException;
import io.github.servicehandler.internal.concurrent.DaemonThreads;
import io.github.servicehandler.internal.systemctl.ProgramNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * Reading of entries before the manager has answered. Starting systemctl takes about as long as starting journalctl.
 * Both therefore run at the same time: entries are read for the identities that the manager will probably report, and
 * once more if it reports others.
 *
 * @param <T> what is read
 */
final class EarlyReading<T> {

    private static final Executor THREADS = DaemonThreads.unbounded("servicehandler-journal-identities");

    private static final List<String> OWN_MANAGER = List.of("--user");
    private static final List<String> SYSTEM_MANAGER = List.of("--system");

    private final JournalctlClient journal;
    private final BiFunction<JournalctlClient, List<UnitIdentity>, T> reading;

    /** @param reading reads from a journal for given identities of its units */
    EarlyReading(JournalctlClient journal, BiFunction<JournalctlClient, List<UnitIdentity>, T> reading) {
        this.journal = journal;
        this.reading = reading;
    }

    /** Returns what is read for the present identities of the units. */
    T read() {
        List<UnitIdentity> guess = guess();
        return guess.isEmpty() ? reading.apply(journal, journal.identities()) : read(guess);
    }

    private T read(List<UnitIdentity> guess) {
        FutureTask<List<UnitIdentity>> answer = new FutureTask<>(journal::identities);
        THREADS.execute(answer);
        EarlyAttempt attempt = new EarlyAttempt(guess);
        List<UnitIdentity> reported = await(answer);
        boolean right =
                IntStream.range(0, guess.size()).allMatch(i -> guess.get(i).findsSameAs(reported.get(i)));
        return right ? attempt.result() : reading.apply(journal, reported);
    }

    private static List<UnitIdentity> await(FutureTask<List<UnitIdentity>> answer) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new CommandInterruptedException(Command.of(ProgramNames.SYSTEMCTL, "show"));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    /** Returns the identities that the manager will probably report; empty if there is no good guess. */
    private List<UnitIdentity> guess() {
        Optional<QueryMemory> memory = journal.source().memory();
        if (memory.isEmpty()) {
            return List.of();
        }
        List<String> manager = journal.source().manager();
        Optional<String> uid = uid(manager);
        List<UnitIdentity> guesses = journal.units().stream()
                .flatMap(unit ->
                        memory
                                .get()
                                .recall(manager, unit)
                                .or(() -> uid.map(id -> UnitIdentity.ordinary(id, unit)))
                                .stream())
                .toList();
        return guesses.size() == journal.units().size() ? guesses : List.of();
    }

    private static Optional<String> uid(List<String> manager) {
        if (manager.equals(SYSTEM_MANAGER)) {
            return Optional.of("");
        }
        try {
            return manager.equals(OWN_MANAGER)
                    ? Optional.of(String.valueOf(Files.getAttribute(Path.of("/proc/self"), "unix:uid")))
                    : Optional.empty();
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A reading whose failure and warnings count only if the guess was right. */
    private final class EarlyAttempt {

        private final List<JournalWarning> warnings = new ArrayList<>();
        private Optional<T> read = Optional.empty();
        private Optional<CommandException> failure = Optional.empty();

        EarlyAttempt(List<UnitIdentity> guess) {
            try {
                read = Optional.of(reading.apply(journal.withWarningListener(warnings::add), guess));
            } catch (CommandException e) {
                failure = Optional.of(e);
            }
        }

        T result() {
            warnings.forEach(journal.source().warningListener());
            return read.orElseThrow(failure::get);
        }
    }
}

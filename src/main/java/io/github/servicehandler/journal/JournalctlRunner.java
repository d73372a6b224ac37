package io.github.servicehandler.journal;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandStartException;
import io.github.servicehandler.command.RunningCommand;
import io.github.servicehandler.internal.systemctl.CommandLimit;
import io.github.servicehandler.internal.systemctl.ProgramNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runner of journalctl.
 *
 * <p>Entries are always read without {@code --user} and {@code --system}. These options select files, not units, and
 * hide the entries in all other files, such as those of a system unit that runs as an ordinary user.
 */
final class JournalctlRunner {

    private static final Logger log = LoggerFactory.getLogger(JournalctlRunner.class.getPackageName());

    private static final JournalctlSelection THIS_BOOT = JournalctlSelection.ALL.with(JournalQuerySpec.ALL.thisBoot());

    private final JournalSource source;

    JournalctlRunner(JournalSource source) {
        this.source = source;
    }

    /**
     * Returns the position of the latest entry of this boot from any source; empty if there is none. An entry of an
     * earlier boot may seem to be later, if the clock was wrong then.
     */
    Optional<JournalCursor> latestCursor() {
        return latestCursor(THIS_BOOT);
    }

    /** Returns the position of the oldest entry of this boot from any source; empty if there is none. */
    Optional<JournalCursor> oldestCursor() {
        return read(THIS_BOOT, THIS_BOOT.forwards(), 1).stream()
                .map(JournalEntry::cursor)
                .findFirst();
    }

    /** Returns the position of the latest of the selected entries; empty if there is none. */
    Optional<JournalCursor> latestCursor(JournalctlSelection selection) {
        return read(selection, selection.backwards(1), 1).stream()
                .map(JournalEntry::cursor)
                .findFirst();
    }

    /** Returns the position of the first selected entry after another, even if it is too damaged to be exported. */
    Optional<JournalCursor> cursorAfter(@Nullable JournalCursor cursor, JournalctlSelection selection) {
        List<String> arguments = new ArrayList<>(List.of("--output=json", "--output-fields=_BOOT_ID"));
        arguments.addAll(selection.forwards());
        try (RunningCommand running = start(journalctl(arguments))) {
            return JsonCursorReader.firstAfter(cursor, running.stdout());
        } catch (IOException e) {
            log.debug("the entry after {} could not be found", cursor, e);
            return Optional.empty();
        }
    }

    private Command journalctl(List<String> arguments) {
        List<String> argv =
                new ArrayList<>(List.of(ProgramNames.JOURNALCTL, "--no-pager", "--quiet", "--output=export"));
        source.manager().stream()
                .filter(argument -> !argument.equals("--user") && !argument.equals("--system"))
                .forEach(argv::add);
        argv.addAll(arguments);
        return Command.of(argv).withTimeout(source.timeout());
    }

    /** Opens a journalctl that ends after the last entry and may write a lot. */
    JournalEntryReader openToTheEnd(JournalctlSelection selection) {
        return openToTheEnd(selection, source.warningListener());
    }

    JournalEntryReader openToTheEnd(JournalctlSelection selection, Consumer<JournalWarning> listener) {
        return open(toTheEnd(selection), selection, listener);
    }

    private Command toTheEnd(JournalctlSelection selection) {
        return BlockBufferedCommand.wrapIfAvailable(journalctl(selection.forwards()), source.runner());
    }

    /** Opens a journalctl that waits for further entries until it is closed. */
    JournalEntryReader openToFollow(JournalctlSelection selection, Consumer<JournalWarning> listener) {
        return open(journalctl(selection.following()), selection, listener);
    }

    private JournalEntryReader open(Command command, JournalctlSelection selection, Consumer<JournalWarning> listener) {
        log.debug("starting {}", command);
        return new JournalEntryReader(start(command), selection, listener);
    }

    private RunningCommand start(Command command) {
        try {
            return RunningCommand.start(source.runner(), command);
        } catch (CommandStartException e) {
            throw JournalctlErrors.translate(e);
        }
    }

    /** Reads the entries to the end, but no more than {@code limit}. */
    List<JournalEntry> read(JournalctlSelection selection, List<String> arguments, int limit) {
        return read(journalctl(arguments), selection, reader -> reader.first(limit));
    }

    /** Reads to the end, which may be a lot, and returns the last entries, but no more than {@code limit}. */
    List<JournalEntry> readLast(JournalctlSelection selection, int limit) {
        return read(toTheEnd(selection), selection, reader -> reader.last(limit));
    }

    private List<JournalEntry> read(
            Command command, JournalctlSelection selection, Function<JournalEntryReader, List<JournalEntry>> reading) {
        CommandLimit limit = CommandLimit.ofJournals(source.runner(), source.manager());
        return limit.run(command, timed -> {
            try (JournalEntryReader reader =
                    open(timed, selection, source.warningListener()).within(timed.timeout())) {
                return reading.apply(reader);
            }
        });
    }
}

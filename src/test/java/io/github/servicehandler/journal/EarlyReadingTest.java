package io.github.servicehandler.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.CommandTimeoutException;
import io.github.servicehandler.command.RunningCommand;
import io.github.servicehandler.unit.UnitName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reading on this machine, where journalctl does not wait for the manager's answer. */
@Timeout(30)
class EarlyReadingTest {

    private final StubRunner stub = new StubRunner();
    private final CommandRunner local = new CommandRunner() {
        @Override
        public CommandResult run(Command command) {
            return stub.run(command);
        }

        @Override
        public RunningCommand start(Command command) {
            return stub.start(command);
        }

        @Override
        public boolean isLocal() {
            return true;
        }
    };
    private final JournalQuery query =
            JournalQuery.of(local, List.of("--system"), UnitName.of("bot")).last(1);

    private static CommandResult reported(String names, String namespace) {
        return CommandResult.ok("Id=bot.service\nNames=" + names + "\nLogNamespace=" + namespace
                + "\n\nId=-.slice\nNames=-.slice\nControlGroup=/\n");
    }

    private static Export entry(int number) {
        return new Export()
                .line("__CURSOR=" + Export.cursor(number))
                .line("_UID=0")
                .line("MESSAGE=" + number)
                .end();
    }

    private List<String> messages() {
        return query.read().stream().map(JournalEntry::message).toList();
    }

    private Stream<String> journalctls() {
        return stub.started.stream().map(started -> started.command().toString());
    }

    @Test
    void anOrdinaryUnitIsReadOnce() {
        stub.answers(reported("bot.service", "")).writes(entry(1));

        assertThat(messages()).containsExactly("1");
        assertThat(stub.started).hasSize(1);
    }

    @Test
    void aUnitWithSettingsIsReadAgainTheFirstTimeOnly() {
        stub.answers(reported("bot.service alias.service", "shop"));
        stub.writes(entry(1)).writes(entry(2)).writes(entry(3));

        assertThat(messages()).containsExactly("2");
        assertThat(messages()).containsExactly("3");
        assertThat(journalctls().skip(1))
                .hasSize(2)
                .allMatch(command ->
                        command.contains("--namespace=+shop") && command.contains("_SYSTEMD_UNIT=alias.service"));
    }

    @Test
    void aUnitWhoseSettingsChangedIsReadAgain() {
        stub.answers(reported("bot.service", "shop")).writes(entry(1)).writes(entry(2));
        query.read();
        stub.answers(reported("bot.service", "")).writes(entry(3)).writes(entry(4));

        assertThat(messages()).containsExactly("4");
        assertThat(stub.lastStarted()).doesNotContain("--namespace");
    }

    @Test
    void aFailureOfTheFirstReadingCountsUnlessItIsReadAgain() {
        stub.answers(reported("bot.service", "")).writes(new byte[0], 1, "Bad things");
        assertThatExceptionOfType(JournalReadException.class).isThrownBy(query::read);

        stub.answers(reported("bot.service", "shop"))
                .writes(new byte[0], 1, "Bad things")
                .writes(entry(2));
        assertThat(messages()).containsExactly("2");
    }

    @Test
    void warningsOfTheFirstReadingCountUnlessItIsReadAgain() {
        List<JournalWarning> warnings = new ArrayList<>();
        byte[] truncated = new Export().line("__CURSOR=" + Export.cursor(1)).bytes();
        stub.answers(reported("bot.service", "shop")).writes(truncated, 0, "").writes(entry(2));
        query.onWarning(warnings::add).read();
        assertThat(warnings).isEmpty();

        stub.writes(truncated, 0, "");
        query.onWarning(warnings::add).read();
        assertThat(warnings).extracting(JournalWarning::kind).containsExactly(JournalWarning.Kind.TRUNCATED_ENTRY);
    }

    @Test
    void whetherAllIsReadableIsCheckedOnce() {
        stub.answers(reported("bot.service", "")).writes(userEntry(1)).writes(userEntry(2));
        query.read();
        query.read();

        assertThat(stub.commands.stream().map(Command::toString))
                .filteredOn(command -> command.contains("--lines=1") && !command.contains("export"))
                .hasSize(1);
    }

    private static Export userEntry(int number) {
        return new Export()
                .line("__CURSOR=" + Export.cursor(number))
                .line("_UID=1000")
                .line("MESSAGE=" + number)
                .end();
    }

    @Test
    void atMost32ReadAtTheSameTime() throws Exception {
        stub.answers(reported("bot.service", ""));
        List<CompletableFuture<Void>> ended =
                IntStream.range(0, 40).mapToObj(i -> readInBackground()).toList();
        Semaphore enough = new Semaphore(0);
        while (!enough.tryAcquire(20, TimeUnit.MILLISECONDS)) {
            if (stub.started.size() >= 32) {
                enough.release();
            }
        }
        // the others wait until their time is over, like those that read a journalctl without an end
        assertThat(ended).noneMatch(CompletableFuture::isDone);
        assertThat(stub.started).hasSize(32);
        stub.started.forEach(StubRunner.Started::close);
    }

    private CompletableFuture<Void> readInBackground() {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        Thread reader = new Thread(() -> {
            try {
                query.within(Duration.ofSeconds(20)).read();
            } catch (CommandException e) {
                // the time was over
                assertThat(e).isInstanceOf(CommandTimeoutException.class);
            } finally {
                ended.complete(null);
            }
        });
        reader.setDaemon(true);
        reader.start();
        return ended;
    }
}

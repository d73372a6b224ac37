package io.github.servicehandler.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.journal.JournalWarning.Kind;
import io.github.servicehandler.unit.UnitName;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class JournalFollowTest {

    private final StubRunner runner = new StubRunner();
    private final List<JournalWarning> warnings = new CopyOnWriteArrayList<>();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final JournalQuery query =
            JournalQuery.of(runner, List.of("--system"), UnitName.of("bot")).onWarning(warnings::add);

    private JournalFollow follow(JournalQuery what) {
        return what.follow(entry -> received.add(entry.message()));
    }

    private void awaitHeard(String... messages) {
        await().untilAsserted(() -> assertThat(received).containsExactly(messages));
    }

    /** Returns entries as journalctl shows them from a cursor on; the first entry has that cursor. */
    private static Export entries(int first, String... messages) {
        Export export = new Export();
        for (int i = 0; i < messages.length; i++) {
            export.line("__CURSOR=" + Export.cursor(first + i))
                    .line("MESSAGE=" + messages[i])
                    .end();
        }
        return export;
    }

    /** Returns what journalctl shows as the latest entry of this boot. */
    private static Export latest(int number) {
        return entries(number, "latest");
    }

    @Test
    void beginsAfterTheJournalsLastEntry() {
        runner.writes(entries(7, "foreign")).writes(entries(8, "a", "b"));

        try (JournalFollow follow = follow(query)) {
            awaitHeard("a", "b");
            assertThat(runner.started.get(0).command().toString()).endsWith("--reverse --lines=1 --boot");
            assertThat(runner.started.get(1).command().toString())
                    .contains("--follow --no-tail --boot '--cursor=" + Export.cursor(7));
            assertThat(follow.cursor()).isPresent();
        }
    }

    @Test
    void whatSomebodysListenersThrowEndsNothing() {
        runner.writes(new Export())
                .writes(entries(1, "a", "b"))
                .writes(latest(2))
                .writes(entries(2, "b", "c"));
        JournalQuery warned = query.onWarning(warning -> {
            throw new IllegalStateException("no warnings, please");
        });

        try (JournalFollow follow = warned.follow(entry -> {
            received.add(entry.message());
            throw new AssertionError("no entries either");
        })) {
            awaitHeard("a", "b", "c");
            assertThat(follow.cursor()).isPresent();
        }
    }

    @Test
    void aRunnerThatThrowsAnythingIsTriedAgain() {
        runner.writes(new Export())
                .writes(entries(1, "a"))
                .fails()
                .writes(latest(1))
                .writes(entries(1, "a", "b"));

        try (JournalFollow follow = follow(query)) {
            awaitHeard("a", "b");
            assertThat(warnings).extracting(JournalWarning::kind).contains(Kind.INTERRUPTED);
            assertThat(follow.cursor()).isPresent();
        }
    }

    @Test
    void whatTheManagerOnceToldIsKept() {
        runner.answers(CommandResult.ok("SyslogIdentifier=tag\nId=bot.service\n\nControlGroup=/user@1000.service\n"));
        runner.writes(new Export()).writes(new ManagerGone()).writes(new Export());
        JournalQuery users =
                JournalQuery.of(runner, List.of("--user"), UnitName.of("bot")).onWarning(warnings::add);

        try (JournalFollow follow = follow(users)) {
            await().until(() -> runner.started.size() == 4);
            assertThat(runner.started.get(1).command().toString()).endsWith(" SYSLOG_IDENTIFIER=tag _UID=1000");
            assertThat(runner.started.get(3).command())
                    .isEqualTo(runner.started.get(1).command());
            assertThat(follow).isNotNull();
        }
    }

    /** The output of a journalctl that ends at a time when the manager has stopped answering. */
    private final class ManagerGone extends InputStream {

        @Override
        public int read() {
            runner.answers(CommandResult.failed(1, "Failed to connect to bus"));
            return -1;
        }

        @Override
        public int read(byte[] to, int offset, int length) {
            return read();
        }
    }

    @Test
    void anEmptyJournalIsFollowedFromItsBeginning() {
        runner.writes(new Export()).writes(entries(1, "a"));

        try (JournalFollow follow = follow(query)) {
            awaitHeard("a");
            assertThat(runner.started.get(1).command().toString()).doesNotContain("--cursor");
            assertThat(follow).isNotNull();
        }
    }

    @Test
    void isStartedAgainAtTheLastEntry() {
        runner.writes(latest(0))
                .writes(entries(1, "a", "b").bytes(), 137, "")
                .writes(latest(2))
                .writes(
                        entries(2, "b", "c")
                                .line("__CURSOR=" + Export.cursor(4))
                                .bytes(),
                        1,
                        "Bad things")
                .writes(latest(3))
                .writes(entries(3, "c", "d").bytes(), 0, "")
                .writes(latest(4));

        try (JournalFollow follow = follow(query.after(new JournalCursor(Export.cursor(0))))) {
            awaitHeard("a", "b", "c", "d");
            await().until(() -> runner.started.size() == 8);
            assertThat(runner.lastStarted()).contains("'--cursor=" + Export.cursor(4));
            assertThat(follow.cursor()).contains(new JournalCursor(Export.cursor(4)));
        }
        // a truncated entry is read again, so there is no warning about it
        assertThat(warnings).extracting(JournalWarning::kind).containsOnly(Kind.INTERRUPTED);
    }

    @Test
    void goesOnThoughTheEntryOfTheCursorIsGone() {
        runner.writes(latest(4)).writes(entries(5, "e", "f"));

        try (JournalFollow follow = follow(query.after(new JournalCursor(Export.cursor(2))))) {
            awaitHeard("e", "f");
            assertThat(follow).isNotNull();
        }
    }

    @Test
    void pausesGrowWhileNothingComes() {
        runner.writes(latest(0)).writes(entries(1, "a"));
        for (int i = 0; i < 9; i++) {
            runner.writes(latest(1)).writes(new byte[0], 1, "Bad things");
        }
        runner.writes(latest(1)).writes(entries(1, "a", "b")).writes(latest(2));

        try (JournalFollow follow = follow(query.after(new JournalCursor(Export.cursor(0))))) {
            awaitHeard("a", "b");
            await().until(() -> runner.started.size() == 24);
            assertThat(runner.pauses)
                    .extracting(Duration::toMillis)
                    .containsExactly(100L, 200L, 400L, 800L, 1600L, 3200L, 6400L, 10_000L, 10_000L, 10_000L, 100L);
            assertThat(follow).isNotNull();
        }
    }

    @Test
    void aJournalctlThatCannotBeStartedAgainIsTriedAgain() {
        runner.writes(latest(0))
                .writes(entries(1, "a"))
                .doesNotStart()
                .writes(latest(1))
                .writes(entries(1, "a", "b"));

        try (JournalFollow follow = follow(query.after(new JournalCursor(Export.cursor(0))))) {
            awaitHeard("a", "b");
            assertThat(warnings).extracting(JournalWarning::message).anyMatch(text -> text.contains("PATH"));
            assertThat(follow).isNotNull();
        }
    }

    @Test
    void beginsWithTheLastOnes() {
        Export backwards = new Export();
        for (int i = 3; i > 1; i--) {
            backwards.line("__CURSOR=" + Export.cursor(i)).line("MESSAGE=" + i).end();
        }
        runner.writes(latest(3)).writes(backwards).writes(entries(3, "3", "4"));

        try (JournalFollow follow = follow(query.last(2))) {
            awaitHeard("2", "3", "4");
            assertThat(follow).isNotNull();
        }
    }

    @Test
    void whereThereIsNoLastOneAllThatComesIsHeard() {
        runner.writes(new Export()).writes(new Export()).writes(entries(1, "a"));

        try (JournalFollow follow = follow(query.last(2))) {
            awaitHeard("a");
            assertThat(follow).isNotNull();
        }
    }

    @Test
    void aListenerThatThrowsHearsTheNext() {
        runner.writes(latest(0)).writes(entries(1, "a", "b"));

        try (JournalFollow follow = query.after(new JournalCursor(Export.cursor(0)))
                .follow(entry -> {
                    received.add(entry.message());
                    throw new IllegalStateException("on purpose");
                })) {
            awaitHeard("a", "b");
            await().untilAsserted(() -> assertThat(follow.cursor()).contains(new JournalCursor(Export.cursor(2))));
        }
    }

    @Test
    void theCursorIsThatOfTheLastEntryThatTheListenerIsDoneWith() throws InterruptedException {
        runner.writes(latest(0)).writes(entries(1, "a", "b"));
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch goOn = new CountDownLatch(1);

        JournalFollow follow = query.after(new JournalCursor(Export.cursor(0))).follow(entry -> {
            begun.countDown();
            if (entry.message().equals("b")) {
                awaitQuietly(goOn);
            }
        });
        begun.await();

        assertThat(follow.cursor()).contains(new JournalCursor(Export.cursor(1)));
        follow.close();
        goOn.countDown();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError("closing must not interrupt a listener", e);
        }
    }

    @Test
    void runsOnOneDaemonThreadWithAName() {
        runner.writes(latest(0)).writes(entries(1, "a")).writes(latest(1));
        List<Thread> threads = new CopyOnWriteArrayList<>();

        try (JournalFollow follow =
                query.after(new JournalCursor(Export.cursor(0))).follow(entry -> threads.add(Thread.currentThread()))) {
            await().until(() -> !threads.isEmpty());
            assertThat(threads.get(0).isDaemon()).isTrue();
            assertThat(threads.get(0).getName()).isEqualTo("servicehandler-journal-bot.service");
            assertThat(follow).isNotNull();
        }
        await().until(() -> !threads.get(0).isAlive());
    }

    @Test
    void closingEndsJournalctl() {
        runner.writes(entries(7, "foreign"));
        JournalFollow follow = follow(query);
        follow.close();
        follow.close();

        await().until(() -> runner.started.get(1).closed);
        assertThat(received).isEmpty();
        assertThat(warnings).isEmpty();
    }

    @Test
    void anEarlierBootIsReadToItsEndBeforeThisOneIsFollowed() {
        Export earlier = new Export();
        for (int i : new int[] {1, 900}) {
            earlier.line("__CURSOR=" + Export.cursorOfBoot("99", i))
                    .line("MESSAGE=earlier " + i)
                    .end();
        }
        runner.writes(latest(4)).writes(earlier).writes(entries(1, "a", "b"));

        try (JournalFollow follow = follow(query.after(new JournalCursor(Export.cursorOfBoot("99", 1))))) {
            awaitHeard("earlier 900", "a", "b");
            assertThat(runner.started.get(1).command().toString())
                    .doesNotContain("--follow")
                    .doesNotContain("--boot");
            // no entry of this boot was delivered, so it is followed from its beginning, whatever time it has
            assertThat(runner.started.get(2).command().toString())
                    .contains("--follow --no-tail --boot")
                    .doesNotContain("--cursor");
            assertThat(follow).isNotNull();
        }
    }

    @Test
    void entriesSinceAMomentAreReadToTheEndBeforeNewOnesAreFollowed() {
        runner.writes(latest(4)).writes(entries(3, "a", "b", "c")).writes(entries(5, "c", "d"));

        try (JournalFollow follow = follow(query.since(Instant.EPOCH))) {
            awaitHeard("a", "b", "c", "d");
            assertThat(runner.started.get(1).command().toString())
                    .contains("--since=")
                    .doesNotContain("--follow");
            assertThat(runner.started.get(2).command().toString())
                    .contains("--follow --no-tail --boot '--cursor=" + Export.cursor(5))
                    .doesNotContain("--since=");
            assertThat(follow).isNotNull();
        }
    }

    @Test
    void theLastEntriesMayBeOfTheFuture() {
        Export future = new Export()
                .line("__CURSOR=" + Export.cursorOfBoot("99", 1))
                .line("MESSAGE=future")
                .end();
        runner.writes(latest(7)).writes(future).writes(entries(8, "a"));

        try (JournalFollow follow = follow(query.last(1))) {
            awaitHeard("future", "a");
            assertThat(runner.started.get(2).command().toString()).contains("'--cursor=" + Export.cursor(7));
            assertThat(follow).isNotNull();
        }
    }

    @Test
    void continuesInTheNextBoot() {
        runner.writes(latest(0)).writes(entries(1, "a"));
        Export next = new Export()
                .line("__CURSOR=" + Export.cursorOfBoot("01", 1))
                .line("MESSAGE=b")
                .end();
        runner.writes(next).writes(entries(1, "a")).writes(next).writes(next);

        try (JournalFollow follow = follow(query)) {
            awaitHeard("a", "b");
            assertThat(runner.started.get(3).command().toString())
                    .contains("'--cursor=" + Export.cursor(1))
                    .doesNotContain("--boot");
            assertThat(follow).isNotNull();
        }
    }

    @Test
    void anEntryThatWasMovedToAnotherFileIsNotDeliveredAgain() {
        Export moved = new Export()
                .line("__CURSOR=" + Export.cursor(1).replace("s=00;i=1", "s=77;i=5"))
                .line("MESSAGE=a")
                .end();
        runner.writes(latest(0)).writes(entries(1, "a")).writes(latest(1)).writes(moved);

        try (JournalFollow follow = follow(query)) {
            await().until(() -> runner.started.size() >= 5);
            assertThat(received).containsExactly("a");
            assertThat(follow).isNotNull();
        }
    }

    @Test
    void isUpToDateWhenTheLatestEntryHasArrived() {
        runner.writes(latest(0))
                .writes(new SequenceInputStream(
                        new ByteArrayInputStream(entries(1, "a").bytes()), new StubRunner.Silence()));

        try (JournalFollow follow = follow(query)) {
            awaitHeard("a");
            runner.writes(latest(1));
            assertThat(follow.isUpToDate(Duration.ofSeconds(10))).isTrue();
            runner.writes(new Export());
            assertThat(follow.isUpToDate(Duration.ofSeconds(10))).isTrue();
            assertThat(runner.lastStarted()).contains("--reverse --lines=1 --boot _SYSTEMD_UNIT=bot.service");
        }
    }

    @Test
    void isNotUpToDateBeforeTheSecondEntryOfAMicrosecondHasArrived() {
        String first = Export.cursor(1);
        Export second = new Export()
                .line("__CURSOR=" + first.replace("i=1", "i=2"))
                .line("MESSAGE=b")
                .end();
        runner.writes(latest(0))
                .writes(new SequenceInputStream(
                        new ByteArrayInputStream(entries(1, "a").bytes()), new StubRunner.Silence()));

        try (JournalFollow follow = follow(query)) {
            awaitHeard("a");
            runner.writes(second).writes(latest(1));
            assertThat(follow.isUpToDate(Duration.ofMillis(50))).isFalse();
        }
    }

    private static CommandResult denied() {
        return CommandResult.failed(1, "No journal files were opened due to insufficient permissions.\n");
    }

    @Test
    void entriesThatMayNotBeReadAreAWarningIfOthersCanBeRead() {
        runner.answers(denied()).writes(latest(7)).writes(latest(7)).writes(entries(8, "own"));

        try (JournalFollow follow = follow(query)) {
            awaitHeard("own");
            assertThat(runner.started.get(0).command().toString()).contains("_SYSTEMD_UNIT=bot.service");
            assertThat(follow).isNotNull();
        }
        assertThat(warnings).extracting(JournalWarning::kind).startsWith(Kind.ACCESS_DENIED);
    }

    @Test
    void entriesThatMayNotBeReadEndTheBeginningIfThereAreNoOthers() {
        runner.answers(denied()).writes(new Export());

        assertThatExceptionOfType(JournalAccessException.class).isThrownBy(() -> follow(query));
    }

    @Test
    void isNotUpToDateIfEntriesMayNotBeReadAnyMore() {
        runner.writes(latest(0)).writes(new StubRunner.Silence());

        try (JournalFollow follow = follow(query)) {
            runner.answers(denied());
            assertThatExceptionOfType(JournalAccessException.class)
                    .isThrownBy(() -> follow.isUpToDate(Duration.ofSeconds(1)));
        }
    }

    @Test
    void isStartedAgainIfAnEntryDoesNotArrive() {
        runner.writes(latest(0)).writes(new StubRunner.Silence());

        try (JournalFollow follow = follow(query)) {
            runner.writes(latest(2)).writes(latest(2)).writes(entries(1, "a", "b"));
            assertThat(follow.isUpToDate(Duration.ofMillis(50))).isFalse();
            awaitHeard("a", "b");
        }
    }

    private static byte[] json(int... numbers) {
        StringBuilder json = new StringBuilder();
        for (int number : numbers) {
            json.append("{\"__CURSOR\":\"").append(Export.cursor(number)).append("\"}\n");
        }
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void writesDamaged(Export before) {
        runner.writes(latest(9)).writes(before.bytes(), 1, "Invalid field.\n");
    }

    /** journalctl cannot begin at a damaged entry, either. */
    @Test
    void onlyADamagedEntryIsSkipped() {
        runner.writes(latest(0)).writes(entries(1, "a").bytes(), 1, "Invalid field.\n");
        writesDamaged(entries(1, "a"));
        runner.writes(json(1, 2, 3), 0, "").writes(json(2, 3, 4), 0, "");
        runner.writes(latest(4)).writes(entries(3, "c", "d"));

        try (JournalFollow follow = follow(query)) {
            awaitHeard("a", "c", "d");
            assertThat(runner.started.get(5).command().toString()).contains("'--cursor=" + Export.cursor(2));
            assertThat(runner.started.get(7).command().toString()).contains("'--cursor=" + Export.cursor(3));
            assertThat(follow).isNotNull();
        }
        assertThat(warnings).extracting(JournalWarning::kind).contains(Kind.DAMAGED_ENTRY);
    }

    @Test
    void twoDamagedEntriesInARowAreSkipped() {
        runner.writes(latest(0));
        runner.writes(new byte[0], 1, "Invalid field.\n")
                .writes(json(0, 1, 2, 3), 0, "")
                .writes(json(1, 2, 3), 0, "");
        writesDamaged(new Export());
        runner.writes(json(2, 3), 0, "");
        runner.writes(latest(3)).writes(entries(3, "c"));

        try (JournalFollow follow = follow(query)) {
            awaitHeard("c");
            assertThat(follow).isNotNull();
        }
    }

    @Test
    void theFirstEntryAfterADamagedOneAtTheEndIsDelivered() {
        runner.writes(latest(0));
        runner.writes(new byte[0], 1, "Invalid field.\n")
                .writes(json(0, 1), 0, "")
                .writes(json(1), 0, "");
        writesDamaged(new Export());
        runner.writes(json(1), 0, "");
        writesDamaged(new Export());
        runner.writes(json(1, 2), 0, "");
        runner.writes(latest(2)).writes(entries(2, "b"));

        try (JournalFollow follow = follow(query)) {
            awaitHeard("b");
            assertThat(follow).isNotNull();
        }
    }
}

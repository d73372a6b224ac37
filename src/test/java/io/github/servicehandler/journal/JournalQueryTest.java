package io.github.servicehandler.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandTimeoutException;
import io.github.servicehandler.command.OutputLimitException;
import io.github.servicehandler.journal.JournalWarning.Kind;
import io.github.servicehandler.testing.FakeSystemd;
import io.github.servicehandler.testing.Fault;
import io.github.servicehandler.unit.UnitName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalQueryTest {

    private static final String PLAIN = "journalctl --no-pager --quiet --output=export ";
    private static final String SYSTEM_BOT = "_SYSTEMD_UNIT=bot.service + UNIT=bot.service _UID=0"
            + " + OBJECT_SYSTEMD_UNIT=bot.service _UID=0 + COREDUMP_UNIT=bot.service _UID=0";
    private static final String FACTS = "SyslogIdentifier=tag\nId=bot.service\nInvocationID="
            + "0123456789abcdef0123456789abcdef\n\nControlGroup=/user.slice/user@1000.service\n";
    private static final Instant MOMENT = Instant.parse("2026-01-01T00:00:00.123456Z");

    private final StubRunner runner = new StubRunner();
    private final List<JournalWarning> warnings = new ArrayList<>();
    private final JournalQuery system = query("--system");
    private final JournalQuery user = query("--user");

    private JournalQuery query(String manager) {
        return JournalQuery.of(runner, List.of(manager), UnitName.of("bot")).onWarning(warnings::add);
    }

    private static Export three() {
        return new Export()
                .entry("MESSAGE=one", "__REALTIME_TIMESTAMP=1")
                .end()
                .entry("MESSAGE=two", "__REALTIME_TIMESTAMP=2")
                .end()
                .entry("MESSAGE=three", "__REALTIME_TIMESTAMP=3")
                .end();
    }

    private static List<String> messages(List<JournalEntry> entries) {
        return entries.stream().map(JournalEntry::message).toList();
    }

    /** Returns the command line that reads a query. */
    private String commandOf(JournalQuery query) {
        runner.writes(three());
        query.read();
        return runner.lastStarted();
    }

    @Test
    void makingAQueryRunsNothing() {
        assertThat(system.last(3).thisBoot().thisInvocation()).hasToString("journal of bot.service");
        assertThat(runner.commands).isEmpty();
    }

    @Test
    void allOfASystemUnitTakesAQuestionToItsManager() {
        assertThat(commandOf(system)).isEqualTo(PLAIN + SYSTEM_BOT);
        assertThat(runner.commands).extracting(Command::program).startsWith("systemctl", "journalctl");
    }

    @Test
    void allOfAUsersUnitTakesAQuestionToItsManager() {
        runner.answers(CommandResult.ok(FACTS));

        assertThat(commandOf(user))
                .contains("_SYSTEMD_USER_UNIT=bot.service _UID=1000 + ")
                .endsWith("SYSLOG_IDENTIFIER=tag _UID=1000");
    }

    @Test
    void whereTheUsersManagerDoesNotAnswerJournalctlKnowsItsUser() {
        runner.answers(CommandResult.failed(1, "Failed to connect to bus"));

        assertThat(commandOf(user)).isEqualTo(PLAIN + "--user-unit=bot.service");
    }

    @Test
    void anotherMachinesManagerIsAnotherMachinesJournal() {
        JournalQuery there = JournalQuery.of(runner, List.of("--machine=box", "--system"), UnitName.of("bot"));

        assertThat(commandOf(there)).isEqualTo(PLAIN + "--machine=box " + SYSTEM_BOT);
    }

    @Test
    void anEmptyPatternWouldTakeTheNextArgumentForItself() {
        assertThatThrownBy(() -> system.grep(""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the pattern must have at least 1 character, but was empty");
    }

    @Test
    void eachNarrowingIsAnOption() {
        assertThat(commandOf(system.thisBoot())).contains(" --boot ");
        assertThat(commandOf(system.priority(Priority.WARNING))).contains(" --priority=4 ");
        assertThat(commandOf(system.grep("a b"))).contains(" --case-sensitive=true '--grep=a b' ");
        assertThat(commandOf(system.since(MOMENT))).contains(" --since=@1767225600.123456 ");
        assertThat(commandOf(system.field("TAG", "a"))).contains("_SYSTEMD_UNIT=bot.service TAG=a + ");
        assertThat(commandOf(system.last(2))).startsWith(PLAIN + "--reverse --lines=2 ");
        assertThat(commandOf(system.invocation("0123456789abcdef0123456789abcdef")))
                .contains(" _SYSTEMD_INVOCATION_ID=0123456789abcdef0123456789abcdef + ");
    }

    @Test
    void anEndIsTheLastEntryBeforeIt() {
        Export latest = new Export()
                .entry("MESSAGE=one", "__REALTIME_TIMESTAMP=1")
                .end()
                .entry("MESSAGE=two", "__REALTIME_TIMESTAMP=2")
                .end();
        Export lastOfThem = new Export()
                .line("__CURSOR=" + Export.cursor(4))
                .line("__REALTIME_TIMESTAMP=2")
                .end();
        Export setBack = three().entry("MESSAGE=four", "__REALTIME_TIMESTAMP=2").end();
        Instant end = Instant.EPOCH.plusNanos(2000);

        runner.writes(lastOfThem)
                .writes(setBack.entry("MESSAGE=five", "__REALTIME_TIMESTAMP=1").end());
        assertThat(messages(system.until(end).read())).containsExactly("one", "two", "four");
        assertThat(runner.started.get(0).command().toString())
                .contains("--reverse --lines=1 --until=@0.000002 ")
                .doesNotContain("--cursor");
        assertThat(runner.lastStarted()).doesNotContain("--until");

        runner.writes(lastOfThem).writes(setBack);
        try (Stream<JournalEntry> entries = system.until(end).stream()) {
            assertThat(entries).extracting(JournalEntry::message).containsExactly("one", "two", "four");
        }
        runner.writes(new Export());
        assertThat(system.until(end).read()).isEmpty();
        runner.writes(latest);
        assertThat(system.until(end).last(2).read()).hasSize(2);
        assertThat(runner.lastStarted()).contains("--reverse --lines=2 --until=@0.000002 ");
    }

    @Test
    void anyMomentIsAllowed() {
        assertThat(commandOf(system.since(Instant.MIN))).contains(" --since=@0.000000 ");
        assertThat(commandOf(system.since(Instant.MAX))).contains(" --since=@253402300799.999999 ");
        assertThat(commandOf(system.until(Instant.MAX).last(1))).contains(" --until=@253402300799.999999 ");
        assertThat(commandOf(system.until(Instant.MIN).last(1))).contains(" --until=@0.000000 ");
        int started = runner.started.size();

        assertThat(system.since(MOMENT).until(MOMENT.minusNanos(1)).read()).isEmpty();
        assertThat(system.since(MOMENT).until(MOMENT.minusNanos(1)).last(1).read())
                .isEmpty();
        assertThat(runner.started).hasSize(started);
    }

    @Test
    void aNamespaceHasAJournalOfItsOwn() {
        runner.answers(CommandResult.ok("Id=bot.service\nLogNamespace=shop\n\nId=-.slice\n"));
        assertThat(commandOf(system)).isEqualTo(PLAIN + "--namespace=+shop " + SYSTEM_BOT);

        JournalQuery several = JournalQuery.of(
                runner, List.of("--system"), List.of(UnitName.of("a"), UnitName.of("b"), UnitName.of("c")));
        runner.answers(CommandResult.ok("""
                Id=a.service
                LogNamespace=shop

                Id=b.service
                LogNamespace=

                Id=c.service
                LogNamespace=bar

                Id=-.slice
                """));
        assertThat(commandOf(several)).startsWith(PLAIN + "'--namespace=*' ");
    }

    @Test
    void aQueryIsNotChangedByNarrowingIt() {
        system.last(1).thisBoot().field("TAG", "a").priority(Priority.ERROR).after(new JournalCursor("s=1"));

        assertThat(commandOf(system)).isEqualTo(PLAIN + SYSTEM_BOT);
    }

    @Test
    void thisInvocationIsWhatTheManagerSays() {
        runner.answers(CommandResult.ok(FACTS));

        assertThat(commandOf(system.thisInvocation()))
                .isEqualTo(PLAIN + "_SYSTEMD_INVOCATION_ID=0123456789abcdef0123456789abcdef"
                        + " + INVOCATION_ID=0123456789abcdef0123456789abcdef _UID=0"
                        + " + OBJECT_SYSTEMD_INVOCATION_ID=0123456789abcdef0123456789abcdef _UID=0");
    }

    @Test
    void thisInvocationIsElseTheJournalsLast() {
        String own = "f".repeat(32);
        String last = "a".repeat(32);
        runner.writes(new Export()
                .entry("USER_UNIT=bot.service", "_SYSTEMD_INVOCATION_ID=" + own)
                .end()
                .entry("_SYSTEMD_USER_UNIT=bot.service", "_SYSTEMD_INVOCATION_ID=" + last)
                .end());

        assertThat(commandOf(user.thisInvocation())).contains("USER_INVOCATION_ID=" + last);
        assertThat(runner.started.get(0).command().toString()).contains("--reverse --lines=20 ");
    }

    @Test
    void aUnitThatNeverRanHasNoInvocation() {
        runner.writes(new Export());

        assertThat(system.thisInvocation().read()).isEmpty();
        assertThat(runner.started).hasSize(1);
    }

    @Test
    void readsOldestFirst() {
        runner.writes(three());
        assertThat(messages(system.read())).containsExactly("one", "two", "three");
        runner.writes(three());
        // the order in which journalctl --reverse would write them
        assertThat(messages(system.last(2).read())).containsExactly("two", "one");
    }

    @Test
    void readsAfterACursorWithoutItsEntry() {
        JournalQuery after = system.after(new JournalCursor(Export.cursor(1)));

        runner.writes(three());
        assertThat(messages(after.read())).containsExactly("two", "three");
        assertThat(runner.lastStarted())
                .contains("'--cursor=" + Export.cursor(1))
                .doesNotContain("--after-cursor");
        runner.writes(three());
        assertThat(messages(after.last(1).read())).containsExactly("three");
        assertThat(runner.lastStarted()).doesNotContain("--reverse");
        runner.writes(three());
        assertThat(messages(after.since(Instant.EPOCH.plusNanos(3000)).read())).containsExactly("three");
        // journalctl accepts only one of the two
        assertThat(runner.lastStarted()).doesNotContain("--since");
    }

    @Test
    void fieldsHaveUpTo64Characters() {
        for (String name : List.of("A", "_A", "A".repeat(64), "_" + "A".repeat(63))) {
            assertThat(commandOf(system.field(name, "x"))).contains(" " + name + "=x ");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> system.field("_" + "A".repeat(64), "x"));
    }

    @Test
    void fieldsThatCannotBeAreRefused() {
        for (String name : List.of("", "a", "__CURSOR", "1A", "A=B", "A B", "A".repeat(65))) {
            assertThatIllegalArgumentException().isThrownBy(() -> system.field(name, "x"));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> system.last(0))
                .withMessageContaining("count must be at least 1, but was 0");
        assertThatIllegalArgumentException().isThrownBy(() -> system.invocation("xyz"));
        assertThatIllegalArgumentException().isThrownBy(() -> system.within(Duration.ZERO));
    }

    @Test
    void whatJournalctlLeavesOutIsWarnedOf() {
        runner.writes(three().entry("MESSAGE=cut").bytes(), 0, "Journal file /x corrupted, ignoring file.\n");

        assertThat(system.read()).hasSize(3);
        assertThat(warnings).extracting(JournalWarning::kind).containsExactly(Kind.TRUNCATED_ENTRY, Kind.CORRUPT_FILE);
    }

    @Test
    void aFailureIsAnException() {
        runner.writes(three().bytes(), 137, "");

        assertThatExceptionOfType(JournalReadException.class).isThrownBy(system::read);
        assertThat(runner.started.get(0).closed).isTrue();
    }

    /** Returns 66 entries of 1 MiB each, which is more than a query may keep. */
    private static Export large() {
        Export large = new Export();
        String megabyte = "x".repeat(1024 * 1024);
        for (int i = 0; i < 66; i++) {
            large.entry("MESSAGE=" + megabyte).end();
        }
        return large;
    }

    @Test
    void moreThanFitsIntoMemoryIsRefused() {
        Export large = large();
        runner.writes(large);
        assertThatExceptionOfType(OutputLimitException.class).isThrownBy(system::read);
        assertThat(runner.started.get(0).closed).isTrue();

        runner.writes(large);
        try (Stream<JournalEntry> entries = system.stream()) {
            assertThat(entries.count()).isEqualTo(66);
        }
    }

    @Test
    void aJournalctlThatHangsIsKilled() {
        runner.writes(new StubRunner.Silence());

        assertThatExceptionOfType(CommandTimeoutException.class)
                .isThrownBy(() -> system.within(Duration.ofMillis(20)).read())
                .withMessageContaining("20 ms");
        assertThat(runner.started.get(0).closed).isTrue();
    }

    @Test
    void theLastAfterACursorAreLimitedToo() {
        JournalQuery after = system.after(new JournalCursor(Export.cursor(0)));
        Export large = large();
        runner.writes(large).writes(large).writes(new StubRunner.Silence());

        assertThatExceptionOfType(OutputLimitException.class)
                .isThrownBy(() -> after.last(66).read());
        // entries that are not kept take no memory
        assertThat(after.last(2).read()).extracting(JournalEntry::cursor).containsExactly(cursor(65), cursor(66));
        assertThatExceptionOfType(CommandTimeoutException.class)
                .isThrownBy(() -> after.last(1).within(Duration.ofMillis(20)).read());
        assertThat(runner.started).hasSize(3).allMatch(started -> started.closed);
    }

    private static JournalCursor cursor(int number) {
        return new JournalCursor(Export.cursor(number));
    }

    @Test
    void nothingIsLookedInto() {
        runner.writes(new Export()).answers(CommandResult.failed(0, "No journal files were found.\n"));
        assertThatExceptionOfType(NoJournalException.class).isThrownBy(system::read);
        assertThat(runner.commands.get(2)).isEqualTo(Command.of("journalctl", "--no-pager", "--lines=1", "--system"));

        runner.writes(new Export())
                .answers(CommandResult.failed(1, "No journal files were opened due to insufficient permissions.\n"));
        assertThatExceptionOfType(JournalAccessException.class)
                .isThrownBy(() -> system.stream().toList());
    }

    @Test
    void entriesThatMayNotBeReadAreWarnedOf() {
        runner.answers(CommandResult.failed(1, "No journal files were opened due to insufficient permissions.\n"));
        runner.writes(three());
        assertThat(system.read()).hasSize(3);
        runner.writes(three());
        try (Stream<JournalEntry> entries = system.stream()) {
            assertThat(entries.count()).isEqualTo(3);
        }
        assertThat(warnings).extracting(JournalWarning::kind).containsExactly(Kind.ACCESS_DENIED, Kind.ACCESS_DENIED);

        // a user who sees an entry of root sees all
        int commands = runner.commands.size();
        runner.writes(three().entry("_UID=0").end());
        assertThat(system.read()).hasSize(4);
        assertThat(runner.commands).hasSize(commands + 2);
    }

    @Test
    void aMissingJournalctlIsNoJournal() {
        runner.doesNotStart();

        assertThatExceptionOfType(NoJournalException.class).isThrownBy(system::read);
    }

    @Test
    void aRunnerThatStartsNothingIsTold() {
        JournalQuery query = JournalQuery.of(command -> CommandResult.ok(""), List.of("--system"), UnitName.of("bot"));

        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(query::read);
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> query.follow(entry -> {}));
    }

    @Test
    void aStreamIsLazyAndEndsItsJournalctl() {
        runner.writes(three());
        Stream<JournalEntry> entries = system.stream();
        assertThat(entries.findFirst().map(JournalEntry::message)).contains("one");
        assertThat(runner.started.get(0).closed).isFalse();
        entries.close();
        assertThat(runner.started.get(0).closed).isTrue();
    }

    @Test
    void aStreamReadToItsEndIsOver() {
        runner.writes(three());

        assertThat(messages(system.stream().toList())).containsExactly("one", "two", "three");
        assertThat(runner.started.get(0).closed).isTrue();
    }

    @Test
    void anotherThreadMayCloseAStream() {
        runner.writes(new StubRunner.Silence());
        Stream<JournalEntry> entries = system.stream();
        Iterator<JournalEntry> iterator = entries.iterator();
        Thread closer = new Thread(entries::close);
        closer.start();

        assertThat(iterator.hasNext()).isFalse();
    }

    @Test
    void aForgottenStreamIsClosed() {
        runner.writes(three());
        assertThat(system.stream().iterator().next().message()).isEqualTo("one");

        Awaitility.await().until(() -> {
            System.gc();
            return runner.started.get(0).closed;
        });
    }

    @Test
    void aRunThatThereIsNoneOfCannotBeFollowed() {
        FakeSystemd fake = FakeSystemd.create();
        fake.install("bot");
        JournalQuery query = JournalQuery.of(fake, List.of("--user"), UnitName.of("bot"));

        assertThatIllegalStateException()
                .isThrownBy(() -> query.thisInvocation().follow(entry -> {}))
                .withMessageContaining("bot.service has not run yet");
        assertThat(fake.commands()).noneMatch(command -> command.argv().contains("--follow"));
    }

    @Test
    void aQueryWithAnEndCannotBeFollowed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> system.until(MOMENT).follow(entry -> {}))
                .withMessageContaining("until");
    }

    @ParameterizedTest
    @ValueSource(ints = {247, 252, 257, 262})
    void theFakeKnowsItsJournalsTroubles(int version) {
        FakeSystemd fake = FakeSystemd.create(version);
        fake.install("bot");
        JournalQuery query = JournalQuery.of(fake, List.of("--user"), UnitName.of("bot"));

        fake.fail(Fault.journalDenied());
        assertThatExceptionOfType(JournalAccessException.class).isThrownBy(query::read);
        fake.fail(Fault.noJournal());
        assertThatExceptionOfType(NoJournalException.class).isThrownBy(query::read);
        fake.recover();
        assertThat(query.read()).isEmpty();
    }
}

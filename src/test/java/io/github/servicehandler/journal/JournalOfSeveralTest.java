package io.github.servicehandler.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.unit.UnitName;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Tests of a query for several units. */
class JournalOfSeveralTest {

    private static final UnitName A = UnitName.of("a");
    private static final UnitName B = UnitName.of("b");
    private static final UnitName C = UnitName.of("c");
    private static final String RUN = "0123456789abcdef0123456789abcdef";

    /** The manager's answer about a, b and c. */
    private static final String FACTS = """
            SyslogIdentifier=tag-a
            Id=a.service

            SyslogIdentifier=
            Id=b.service

            SyslogIdentifier=tag-c
            Id=c.service

            ControlGroup=/user.slice/user@1000.service
            Id=-.slice
            """;

    private final StubRunner runner = new StubRunner();

    private JournalQuery system(UnitName... units) {
        return JournalQuery.of(runner, List.of("--system"), List.of(units));
    }

    private JournalQuery user() {
        runner.answers(CommandResult.ok(FACTS));
        return JournalQuery.of(runner, List.of("--user"), List.of(A, B, C));
    }

    /** Returns a query for so many units that journalctl is not given all their names. */
    private JournalQuery tooManyToName() {
        return JournalQuery.of(
                runner,
                List.of("--system"),
                IntStream.range(0, 1000)
                        .mapToObj(i -> UnitName.of("worker-" + i))
                        .toList());
    }

    private static Export mixed() {
        return new Export()
                .entry("MESSAGE=mine", "_SYSTEMD_UNIT=worker-7.service")
                .end()
                .entry("MESSAGE=foreign", "_SYSTEMD_UNIT=other.service")
                .end()
                .entry("MESSAGE=also mine", "UNIT=worker-8.service", "_UID=0")
                .end();
    }

    private static String messages(List<JournalEntry> entries) {
        return entries.stream().map(JournalEntry::message).collect(Collectors.joining(", "));
    }

    private List<String> programs() {
        return runner.commands.stream().map(Command::program).toList();
    }

    @Test
    void systemUnitsAreReadByOneJournalctl() {
        runner.writes(new Export()
                .entry("MESSAGE=one", "_SYSTEMD_UNIT=a.service")
                .end()
                .entry("MESSAGE=two", "UNIT=b.service", "_UID=0")
                .end());

        List<JournalEntry> entries = system(A, B).read();

        assertThat(entries).extracting(JournalEntry::units).containsExactly(List.of(A), List.of(B));
        assertThat(runner.started).hasSize(1);
        assertThat(runner.lastStarted())
                .contains("_SYSTEMD_UNIT=a.service _SYSTEMD_UNIT=b.service + UNIT=a.service UNIT=b.service _UID=0 + ");
    }

    @Test
    void aUsersUnitsTakeOneQuestionToTheirManager() {
        JournalQuery query = user();
        runner.writes(new Export()
                .entry("MESSAGE=one", "SYSLOG_IDENTIFIER=tag-c", "_UID=1000")
                .end());

        assertThat(query.read()).extracting(JournalEntry::units).containsExactly(List.of(C));
        assertThat(programs()).containsExactly("systemctl", "journalctl");
        assertThat(runner.commands.get(0)).asString().endsWith(" -- a.service b.service c.service -.slice");
        assertThat(runner.lastStarted())
                .contains(
                        "_SYSTEMD_USER_UNIT=a.service _SYSTEMD_USER_UNIT=b.service _SYSTEMD_USER_UNIT=c.service _UID=1000")
                .endsWith("SYSLOG_IDENTIFIER=tag-a SYSLOG_IDENTIFIER=tag-c _UID=1000");
    }

    /** Returns what journalctl shows of a and of a sibling with the same identifier. */
    private static Export ofSiblings() {
        return new Export()
                .entry("MESSAGE=mine", "_SYSTEMD_USER_UNIT=a.service", "SYSLOG_IDENTIFIER=tag-a", "_UID=1000")
                .end()
                .entry("MESSAGE=no unit", "SYSLOG_IDENTIFIER=tag-a", "_UID=1000")
                .end()
                .entry("MESSAGE=foreign", "_SYSTEMD_USER_UNIT=sibling.service", "SYSLOG_IDENTIFIER=tag-a", "_UID=1000")
                .end();
    }

    @Test
    void aSiblingsLineIsNobodys() {
        JournalQuery query = user();
        runner.writes(ofSiblings());

        List<JournalEntry> entries = query.read();

        assertThat(messages(entries)).isEqualTo("mine, no unit");
        assertThat(entries).extracting(JournalEntry::units).containsOnly(List.of(A));
    }

    @Test
    void aSiblingsLineIsNotInTheJournalOfOneEither() {
        runner.answers(CommandResult.ok("SyslogIdentifier=tag-a\nId=a.service\n\nControlGroup=/user@1000.service\n"));
        runner.writes(ofSiblings()).writes(ofSiblings());
        JournalQuery one = JournalQuery.of(runner, List.of("--user"), A);

        assertThat(messages(one.read())).isEqualTo("mine, no unit");
        // the sibling's line must not count as one of the last entries
        assertThat(messages(one.last(2).read())).isEqualTo("no unit, mine");
        assertThat(runner.lastStarted()).contains(" --reverse ").doesNotContain("--lines");
    }

    @Test
    void whereTheUsersManagerDoesNotAnswerJournalctlKnowsItsUser() {
        JournalQuery query = user();
        runner.answers(CommandResult.failed(1, "Failed to connect to bus"));
        runner.writes(new Export().entry("_SYSTEMD_USER_UNIT=b.service").end());

        assertThat(query.read()).extracting(JournalEntry::units).containsExactly(List.of(B));
        assertThat(runner.lastStarted()).endsWith(" --user-unit=a.service --user-unit=b.service --user-unit=c.service");
    }

    @Test
    void followingAsksEachQuestionOnce() {
        JournalQuery query = user();
        runner.writes(new Export());

        try (JournalFollow follow = query.follow(entry -> {})) {
            assertThat(follow.cursor()).isEmpty();
            // systemctl for the identities, then journalctl to check access, to find the end, and to follow
            assertThat(programs()).containsExactly("systemctl", "journalctl", "journalctl", "journalctl");
            assertThat(runner.lastStarted()).contains(" --follow ");
        }
    }

    @Test
    void moreThanIsWorthwhileToNameAreSortedOutHere() {
        runner.writes(mixed());

        List<JournalEntry> entries = tooManyToName().read();

        assertThat(messages(entries)).isEqualTo("mine, also mine");
        assertThat(entries)
                .extracting(JournalEntry::units)
                .containsExactly(List.of(UnitName.of("worker-7")), List.of(UnitName.of("worker-8")));
        assertThat(runner.lastStarted()).isEqualTo("journalctl --no-pager --quiet --output=export");
    }

    @Test
    void fieldsNarrowWhatIsSortedOut() {
        runner.writes(mixed());

        assertThat(messages(tooManyToName().field("TAG", "x").read())).isEqualTo("mine, also mine");
        assertThat(runner.lastStarted()).endsWith(" TAG=x");
    }

    @Test
    void theLastOnesAreLookedForByNameSoThatNotAllHasToBeRead() {
        runner.writes(new Export().entry("_SYSTEMD_UNIT=worker-7.service").end());

        assertThat(tooManyToName().last(1).read()).hasSize(1);
        assertThat(runner.lastStarted()).contains(" --lines=1 ").contains(" _SYSTEMD_UNIT=worker-999.service ");
    }

    @Test
    void theLastOnesOfMoreThanFitOnACommandLineAreSortedOutToo() {
        String longName = "x".repeat(200);
        List<UnitName> units = IntStream.range(0, 2000)
                .mapToObj(i -> UnitName.of(longName + i))
                .toList();
        runner.writes(new Export()
                .entry("MESSAGE=foreign", "_SYSTEMD_UNIT=other.service")
                .end()
                .entry("MESSAGE=latest", "_SYSTEMD_UNIT=" + units.get(5))
                .end()
                .entry("MESSAGE=older", "_SYSTEMD_UNIT=" + units.get(6))
                .end());

        assertThat(messages(JournalQuery.of(runner, List.of("--system"), units)
                        .last(1)
                        .read()))
                .isEqualTo("latest");
        assertThat(runner.lastStarted()).endsWith(" --reverse").doesNotContain("--lines");
    }

    @Test
    void aFollowerIsNotToldOfOthers() {
        runner.writes(new Export()).writes(mixed());
        List<String> received = new CopyOnWriteArrayList<>();

        try (JournalFollow follow = tooManyToName().follow(entry -> received.add(entry.message()))) {
            Awaitility.await().until(() -> received.size() == 2);
            assertThat(received).containsExactly("mine", "also mine");
            Awaitility.await().until(() -> follow.cursor().isPresent());
        }
    }

    @Test
    void oneIsAskedForAsByItself() {
        runner.writes(new Export()).writes(new Export());
        system(A).read();
        JournalQuery.of(runner, List.of("--system"), A).read();

        assertThat(runner.started.get(0).command())
                .isEqualTo(runner.started.get(1).command());
    }

    @Test
    void oneThatIsNamedTwiceIsThereOnce() {
        assertThat(system(A, A)).hasToString("journal of a.service");
        assertThat(system(A, B, A)).hasToString("journal of a.service and 1 other");
        assertThat(system(A, B, C)).hasToString("journal of a.service and 2 others");
    }

    @Test
    void aRunIsOneUnits() {
        for (JournalQuery query : List.of(system(A, B), user())) {
            assertThatIllegalStateException()
                    .isThrownBy(query::thisInvocation)
                    .withMessageContaining("query each unit separately");
            assertThatIllegalStateException()
                    .isThrownBy(() -> query.invocation(RUN))
                    .withMessageContaining("journal of a.service and ");
        }
        assertThat(system(A).invocation(RUN)).hasToString("journal of a.service");
    }

    @Test
    void noUnitIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(this::system)
                .withMessageContaining("at least one unit is required");
    }

    @Test
    void aStreamTellsOfWhomEachIs() {
        runner.writes(mixed());

        try (Stream<JournalEntry> entries = tooManyToName().stream()) {
            assertThat(entries.flatMap(entry -> entry.units().stream()))
                    .containsExactly(UnitName.of("worker-7"), UnitName.of("worker-8"));
        }
    }
}

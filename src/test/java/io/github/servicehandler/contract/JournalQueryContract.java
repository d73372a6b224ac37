package io.github.servicehandler.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.servicehandler.journal.JournalCursor;
import io.github.servicehandler.journal.JournalEntry;
import io.github.servicehandler.journal.JournalFollow;
import io.github.servicehandler.journal.JournalQuery;
import io.github.servicehandler.journal.LifecycleEvent;
import io.github.servicehandler.journal.Priority;
import io.github.servicehandler.unit.UnitName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;

/** The library's queries for one service in the journal. */
class JournalQueryContract extends Contract {

    private static final String PRINTS_THREE_LINES =
            "ExecStart=/bin/sh -c 'echo one; echo two; echo three; exec sleep 1000'";

    private JournalQuery query(String unit) {
        return JournalQuery.of(backend.runner(), List.of(backend.isUser() ? "--user" : "--system"), UnitName.of(unit))
                .onWarning(warning -> fail("unexpected: %s", warning));
    }

    /** Returns a query for the entries since the start of this case. */
    private JournalQuery query() {
        return query("case").since(startTime());
    }

    private static List<String> messages(List<JournalEntry> entries) {
        return entries.stream().map(JournalEntry::message).toList();
    }

    /** Returns only the output of services. */
    private static JournalQuery output(JournalQuery query) {
        return query.field("_TRANSPORT", "stdout");
    }

    private void awaitEntry(JournalQuery query, Predicate<JournalEntry> wanted) {
        Instant deadline = now().plusSeconds(15);
        List<JournalEntry> last = query.read();
        while (last.stream().noneMatch(wanted)) {
            if (now().isAfter(deadline)) {
                fail("not among %s", last);
            }
            pauseBetweenPolls();
            last = query.read();
        }
    }

    private static void eventually(ThrowingRunnable assertion) {
        Awaitility.await().untilAsserted(assertion);
    }

    private void awaitLine(String line) {
        awaitEntry(output(query()), entry -> entry.message().equals(line));
    }

    private void startWithThreeLines() {
        service("case", PRINTS_THREE_LINES);
        up("case");
        awaitLine("three");
    }

    @Test
    void linesComeInTheirOrder() {
        startWithThreeLines();

        assertThat(messages(output(query()).read())).containsExactly("one", "two", "three");
    }

    @Test
    void anEntryTellsWhoWroteItAndWhen() {
        startWithThreeLines();

        JournalEntry entry = output(query()).read().get(0);
        assertThat(entry.time()).isBetween(startTime(), now());
        assertThat(entry.priority()).isEqualTo(Priority.INFO);
        assertThat(entry.identifier()).contains("sh");
        assertThat(entry.pid()).hasValue(Integer.parseInt(show("case", "MainPID")));
        assertThat(entry.field("_SYSTEMD_INVOCATION_ID")).contains(show("case", "InvocationID"));
        assertThat(entry.field("_BOOT_ID").orElse("")).matches("[0-9a-f]{32}");
        assertThat(entry.lifecycle()).isEmpty();
    }

    @Test
    void theLastOnes() {
        startWithThreeLines();

        assertThat(messages(output(query()).last(2).read())).containsExactly("two", "three");
        assertThat(messages(output(query("case")).last(1).read())).containsExactly("three");
        assertThat(messages(output(query()).last(2).stream().toList())).containsExactly("two", "three");
    }

    @Test
    void theLastOnesThatMatchAPattern() {
        startWithThreeLines();

        assertThat(messages(output(query()).grep("^t").last(1).read())).containsExactly("three");
        assertThat(messages(output(query()).grep("^(one|two)$").last(5).read())).containsExactly("one", "two");
    }

    @Test
    void aPatternTellsUpperFromLowerCase() {
        startWithThreeLines();

        assertThat(output(query()).grep("ONE").read()).isEmpty();
        assertThat(output(query()).grep("one").read()).hasSize(1);
    }

    @Test
    void aPatternInUpperOrLowerCase() {
        startWithThreeLines();

        assertThat(messages(output(query()).grepIgnoringCase("^(ONE|Two)$").read()))
                .containsExactly("one", "two");
        assertThat(messages(output(query()).grepIgnoringCase("T").last(1).read()))
                .containsExactly("three");
        assertThat(messages(output(query()).grepIgnoringCase("ONE").grep("two").read()))
                .containsExactly("two");
        assertThat(output(query()).grepIgnoringCase("ONE").grep("TWO").read()).isEmpty();
    }

    @Test
    void allButTheMatchesOfPatterns() {
        startWithThreeLines();

        Pattern two = Pattern.compile("^two$");
        assertThat(messages(output(query()).except(two).read())).containsExactly("one", "three");
        assertThat(messages(output(query()).except(two).last(2).read())).containsExactly("one", "three");
        assertThat(messages(
                        output(query()).except(Pattern.compile("th")).last(1).read()))
                .containsExactly("two");
        assertThat(messages(output(query()).grep("t").except(two).last(5).read()))
                .containsExactly("three");
        assertThat(messages(output(query()).except(two).except(Pattern.compile("e$")).stream()
                        .toList()))
                .isEmpty();
        assertThat(messages(output(query()).except(two).until(now()).read())).containsExactly("one", "three");
    }

    @Test
    void upToAMoment() {
        startWithThreeLines();

        JournalEntry two = output(query()).read().get(1);
        assertThat(messages(output(query()).until(two.time()).last(1).read())).doesNotContain("one");
        assertThat(messages(output(query()).until(two.time()).read())).contains("one", "two");
        assertThat(messages(output(query()).until(startTime()).read())).isEmpty();
    }

    @Test
    void fromAMomentOn() {
        startWithThreeLines();

        JournalEntry two = output(query()).read().get(1);
        assertThat(messages(output(query("case").since(two.time())).read())).contains("two", "three");
        assertThat(output(query("case").since(now().plusSeconds(60))).read()).isEmpty();
    }

    @Test
    void afterACursor() {
        startWithThreeLines();

        JournalCursor one = output(query()).read().get(0).cursor();
        assertThat(messages(output(query("case").after(one)).read())).containsExactly("two", "three");
        assertThat(messages(output(query("case").after(new JournalCursor(one.text())))
                        .last(1)
                        .read()))
                .containsExactly("three");
        assertThat(messages(output(query().after(one)).read())).containsExactly("two", "three");
    }

    @Test
    void afterACursorOfAnEntryThatDoesNotMatch() {
        startWithThreeLines();

        JournalCursor one = output(query()).read().get(0).cursor();
        assertThat(messages(output(query("case").after(one)).grep("two|three").read()))
                .containsExactly("two", "three");
    }

    @Test
    void afterTheLastCursorThereIsNothing() {
        startWithThreeLines();

        JournalCursor three = output(query()).read().get(2).cursor();
        assertThat(output(query("case").after(three)).read()).isEmpty();
    }

    @Test
    void thisBootOnly() {
        startWithThreeLines();

        assertThat(messages(output(query()).thisBoot().read())).containsExactly("one", "two", "three");
    }

    @Test
    void thisInvocationOnly() {
        startWithThreeLines();
        String first = show("case", "InvocationID");
        restart("case").exits(0);
        String second = show("case", "InvocationID");
        awaitEntry(output(query().invocation(second)), entry -> entry.message().equals("three"));

        assertThat(messages(output(query()).read())).containsExactly("one", "two", "three", "one", "two", "three");
        assertThat(messages(output(query()).thisInvocation().read())).containsExactly("one", "two", "three");
        assertThat(output(query()).thisInvocation().read())
                .allMatch(entry -> entry.field("_SYSTEMD_INVOCATION_ID").equals(Optional.of(second)));
        assertThat(output(query()).invocation(first).read()).hasSize(3);
    }

    @Test
    void thisInvocationIsTheLastOneOfAUnitThatIsDown() {
        startWithThreeLines();
        stop("case").exits(0);
        awaitEntry(query(), entry -> entry.lifecycle().orElse(null) instanceof LifecycleEvent.Stopped);

        assertThat(messages(output(query()).thisInvocation().read())).containsExactly("one", "two", "three");
    }

    @Test
    void urgentEntriesOnly() {
        service("case", "ExecStart=/bin/sh -c 'echo \"<3>bad\"; echo \"<4>odd\"; echo fine; exec sleep 1000'");
        up("case");
        awaitLine("fine");

        assertThat(messages(output(query()).priority(Priority.ERROR).read())).containsExactly("bad");
        assertThat(messages(output(query()).priority(Priority.WARNING).read())).containsExactly("bad", "odd");
        assertThat(output(query()).priority(Priority.ERROR).read().get(0).priority())
                .isEqualTo(Priority.ERROR);
    }

    @Test
    void byFields() {
        startWithThreeLines();

        assertThat(output(query()).field("SYSLOG_IDENTIFIER", "sh").read()).hasSize(3);
        assertThat(output(query()).field("SYSLOG_IDENTIFIER", "other").read()).isEmpty();
        assertThat(output(query())
                        .field("SYSLOG_IDENTIFIER", "other")
                        .field("SYSLOG_IDENTIFIER", "sh")
                        .read())
                .hasSize(3);
    }

    @Test
    void anIdentifierOfItsOwnIsFoundToo() {
        service("case", "SyslogIdentifier=case-tag", PRINTS_THREE_LINES);
        up("case");
        awaitLine("three");

        assertThat(messages(output(query()).read())).containsExactly("one", "two", "three");
        assertThat(messages(
                        output(query()).field("SYSLOG_IDENTIFIER", "case-tag").read()))
                .containsExactly("one", "two", "three");
    }

    @Test
    void anotherUnitsLinesAreNotShown() {
        service("case", PRINTS_THREE_LINES);
        service("case-b", "ExecStart=/bin/sh -c 'echo foreign; exec sleep 1000'");
        up("case", "case-b");
        awaitLine("three");

        assertThat(messages(query().read())).contains("one").doesNotContain("foreign");
    }

    @Test
    void aUnitThatNeverWasHasNoEntries() {
        assertThat(query("case-none").read()).isEmpty();
        assertThat(query("case-none").thisInvocation().read()).isEmpty();
        assertThat(query("case-none").stream().toList()).isEmpty();
    }

    @Test
    void aStreamIsReadAsFarAsItIsWanted() {
        startWithThreeLines();

        try (Stream<JournalEntry> entries = output(query()).stream()) {
            assertThat(entries.findFirst().map(JournalEntry::message)).contains("one");
        }
    }

    @Test
    void aCrashIsToldInEvents() {
        service("case", "Type=oneshot", "ExecStart=/bin/sh -c 'exit 7'");
        start("case").exits(1);
        awaitEntry(query(), entry -> entry.lifecycle().orElse(null) instanceof LifecycleEvent.StartFailed);

        assertThat(query().read().stream().flatMap(entry -> entry.lifecycle().stream()))
                .containsSubsequence(
                        new LifecycleEvent.ProcessExited("case.service", "ExecStart", "exited", "7"),
                        new LifecycleEvent.Failed("case.service", "exit-code"),
                        new LifecycleEvent.StartFailed("case.service", "failed"));
    }

    @Test
    void aRestartIsToldInEvents() {
        service("case", "Restart=always", "RestartSec=50ms", "ExecStart=/bin/sleep 1000");
        up("case");
        systemctl("kill", "--signal=KILL", "case").exits(0);
        await("case", "NRestarts=1");
        awaitEntry(
                query(),
                entry -> entry.lifecycle().equals(Optional.of(new LifecycleEvent.RestartScheduled("case.service", 1))));

        assertThat(query().read().stream().flatMap(entry -> entry.lifecycle().stream()))
                .contains(
                        new LifecycleEvent.Started("case.service"),
                        new LifecycleEvent.ProcessExited("case.service", "ExecStart", "killed", "9"),
                        new LifecycleEvent.Failed("case.service", "signal"));
    }

    @Test
    void followingTellsWhatComes() {
        service("case", "ExecStart=/bin/sh -c 'echo hello; exec sleep 1000'");
        List<String> heard = new CopyOnWriteArrayList<>();
        systemctl("daemon-reload").exits(0);

        try (JournalFollow follow = output(query("case")).follow(entry -> heard.add(entry.message()))) {
            up("case");
            eventually(() -> assertThat(heard).containsExactly("hello"));
            restart("case").exits(0);
            eventually(() -> assertThat(heard).containsExactly("hello", "hello"));
            assertThat(follow.cursor()).isPresent();
        }
    }

    @Test
    void followingBeginsWithTheLastOnes() {
        startWithThreeLines();
        List<String> heard = new CopyOnWriteArrayList<>();

        try (JournalFollow follow = output(query()).last(2).follow(entry -> heard.add(entry.message()))) {
            eventually(() -> assertThat(heard).containsExactly("two", "three"));
            restart("case").exits(0);
            eventually(() -> assertThat(heard).containsExactly("two", "three", "one", "two", "three"));
            assertThat(follow.cursor()).isPresent();
        }
    }

    @Test
    void followingGoesOnAfterACursor() {
        startWithThreeLines();
        JournalCursor one = output(query()).read().get(0).cursor();
        List<String> heard = new CopyOnWriteArrayList<>();

        try (JournalFollow follow = output(query("case").after(one)).follow(entry -> heard.add(entry.message()))) {
            eventually(() -> assertThat(heard).containsExactly("two", "three"));
            eventually(() -> assertThat(follow.cursor())
                    .contains(output(query()).last(1).read().get(0).cursor()));
        }
    }
}

package io.github.servicehandler.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.servicehandler.journal.JournalEntry;
import io.github.servicehandler.journal.JournalFollow;
import io.github.servicehandler.journal.JournalQuery;
import io.github.servicehandler.journal.LifecycleEvent;
import io.github.servicehandler.unit.UnitName;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What the library reads of several services in the journal at once. */
class JournalOfSeveralContract extends Contract {

    private static final String A = "case.service";
    private static final String B = "case-b.service";

    /** Returns a query for some units, from the begin of this case. */
    private JournalQuery query(String... units) {
        List<UnitName> names = Arrays.stream(units).map(UnitName::of).toList();
        return JournalQuery.of(backend.runner(), List.of(backend.isUser() ? "--user" : "--system"), names)
                .onWarning(warning -> fail("unexpected: %s", warning))
                .since(begin());
    }

    /** Returns what services wrote, and which. */
    private static List<String> told(JournalQuery query) {
        return output(query).read().stream().map(JournalOfSeveralContract::told).toList();
    }

    private static JournalQuery output(JournalQuery query) {
        return query.field("_TRANSPORT", "stdout");
    }

    private static String told(JournalEntry entry) {
        return entry.units() + " " + entry.message();
    }

    private static String line(String unit, String message) {
        return "[" + unit + "] " + message;
    }

    private void awaitLines(JournalQuery query, String... lines) {
        Instant deadline = now().plusSeconds(15);
        List<String> last = told(query);
        while (!last.containsAll(List.of(lines))) {
            if (now().isAfter(deadline)) {
                fail("not among %s", last);
            }
            breathe();
            last = told(query);
        }
    }

    private void says(String unit, String word, String... settings) {
        String[] lines = Arrays.copyOf(settings, settings.length + 1);
        lines[settings.length] = "ExecStart=/bin/sh -c 'echo " + word + "; exec sleep 1000'";
        service(unit, lines);
    }

    @Test
    void eachLineIsItsServices() {
        says("case", "one");
        says("case-b", "two");
        up("case");
        awaitLines(query(A, B), line(A, "one"));
        up("case-b");
        awaitLines(query(A, B), line(B, "two"));

        assertThat(told(query(A, B))).containsExactly(line(A, "one"), line(B, "two"));
        assertThat(told(query(B, A).last(1))).containsExactly(line(B, "two"));
        assertThat(output(query(A, B)).stream().map(JournalOfSeveralContract::told))
                .containsExactly(line(A, "one"), line(B, "two"));
    }

    @Test
    void whatTheManagerSaysIsOfTheServiceThatItSpeaksOf() {
        says("case", "one");
        says("case-b", "two");
        up("case");
        up("case-b");
        awaitLines(query(A, B), line(A, "one"), line(B, "two"));

        assertThat(query(A, B).read())
                .filteredOn(entry -> entry.lifecycle().orElse(null) instanceof LifecycleEvent.Started)
                .extracting(entry -> entry.units().toString())
                .containsExactly("[" + A + "]", "[" + B + "]");
    }

    @Test
    void oneThatIsNotThereDoesNotHinderTheOthers() {
        says("case", "one");
        up("case");
        awaitLines(query("case-none", A), line(A, "one"));

        assertThat(told(query("case-none", A, "case-neither"))).containsExactly(line(A, "one"));
        assertThat(query("case-none", "case-neither").read()).isEmpty();
        assertThat(query("case-none", "case-neither").stream().toList()).isEmpty();
    }

    @Test
    void othersAreNotShown() {
        says("case", "one");
        says("case-b", "two");
        says("case-c", "foreign");
        up("case", "case-b", "case-c");
        awaitLines(query(A, B, "case-c"), line(A, "one"), line(B, "two"), line("case-c.service", "foreign"));

        assertThat(query(A, B).read())
                .allSatisfy(entry -> assertThat(entry.units()).hasSize(1))
                .extracting(JournalEntry::message)
                .doesNotContain("foreign");
    }

    @Test
    void aCommonIdentifierConfusesNobodyWhereTheServiceIsKnown() {
        says("case", "one", "SyslogIdentifier=case-tag");
        says("case-b", "two", "SyslogIdentifier=case-tag");
        up("case", "case-b");
        awaitLines(query(A, B), line(A, "one"), line(B, "two"));

        assertThat(told(query(A, B))).containsExactlyInAnyOrder(line(A, "one"), line(B, "two"));
        assertThat(told(query(A, B).field("SYSLOG_IDENTIFIER", "case-tag"))).hasSize(2);
    }

    @Test
    void aSiblingWithTheSameIdentifierIsAnother() {
        says("case", "one", "SyslogIdentifier=case-tag");
        says("case-b", "foreign", "SyslogIdentifier=case-tag");
        up("case", "case-b");
        awaitLines(query(A, B), line(A, "one"), line(B, "foreign"));

        assertThat(told(query(A))).containsExactly(line(A, "one"));
        assertThat(told(query(A).last(1))).containsExactly(line(A, "one"));
        assertThat(told(query(A, "case-none"))).containsExactly(line(A, "one"));
    }

    @Test
    void oneOfMoreThanAreNamedToJournalctl() {
        says("case", "one");
        says("case-c", "foreign");
        up("case", "case-c");
        String[] many = new String[1000];
        Arrays.setAll(many, i -> i == 500 ? A : "case-none-" + i);
        awaitLines(query(many), line(A, "one"));

        assertThat(told(query(many))).containsExactly(line(A, "one"));
        assertThat(told(query(many).last(1))).containsExactly(line(A, "one"));
    }

    @Test
    void followingTellsOfAll() {
        says("case", "one");
        says("case-b", "two");
        List<String> heard = new CopyOnWriteArrayList<>();
        systemctl("daemon-reload").exits(0);

        try (JournalFollow follow = output(query(A, B)).follow(entry -> heard.add(told(entry)))) {
            up("case");
            Awaitility.await().untilAsserted(() -> assertThat(heard).containsExactly(line(A, "one")));
            up("case-b");
            Awaitility.await().untilAsserted(() -> assertThat(heard).containsExactly(line(A, "one"), line(B, "two")));
            Awaitility.await().until(() -> follow.cursor().isPresent());
        }
    }
}

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

/** The library's queries for several services in the journal at the same time. */
class JournalOfSeveralContract extends Contract {

    private static final String CASE = "case.service";
    private static final String CASE_B = "case-b.service";

    /** Returns a query for units from the start of this case. */
    private JournalQuery query(String... units) {
        List<UnitName> names = Arrays.stream(units).map(UnitName::of).toList();
        return JournalQuery.of(backend.runner(), List.of(backend.isUser() ? "--user" : "--system"), names)
                .onWarning(warning -> fail("unexpected: %s", warning))
                .since(startTime());
    }

    /** Returns the output of services, with the service that wrote it. */
    private static List<String> unitsAndMessages(JournalQuery query) {
        return output(query).read().stream()
                .map(JournalOfSeveralContract::unitsAndMessages)
                .toList();
    }

    private static JournalQuery output(JournalQuery query) {
        return query.field("_TRANSPORT", "stdout");
    }

    private static String unitsAndMessages(JournalEntry entry) {
        return entry.units() + " " + entry.message();
    }

    private static String line(String unit, String message) {
        return "[" + unit + "] " + message;
    }

    private void awaitLines(JournalQuery query, String... lines) {
        Instant deadline = now().plusSeconds(15);
        List<String> last = unitsAndMessages(query);
        while (!last.containsAll(List.of(lines))) {
            if (now().isAfter(deadline)) {
                fail("not among %s", last);
            }
            pauseBetweenPolls();
            last = unitsAndMessages(query);
        }
    }

    private void startWithOutput(String unit, String word, String... settings) {
        String[] lines = Arrays.copyOf(settings, settings.length + 1);
        lines[settings.length] = "ExecStart=/bin/sh -c 'echo " + word + "; exec sleep 1000'";
        service(unit, lines);
    }

    @Test
    void eachLineIsItsServices() {
        startWithOutput("case", "one");
        startWithOutput("case-b", "two");
        up("case");
        awaitLines(query(CASE, CASE_B), line(CASE, "one"));
        up("case-b");
        awaitLines(query(CASE, CASE_B), line(CASE_B, "two"));

        assertThat(unitsAndMessages(query(CASE, CASE_B))).containsExactly(line(CASE, "one"), line(CASE_B, "two"));
        assertThat(unitsAndMessages(query(CASE_B, CASE).last(1))).containsExactly(line(CASE_B, "two"));
        assertThat(output(query(CASE, CASE_B)).stream().map(JournalOfSeveralContract::unitsAndMessages))
                .containsExactly(line(CASE, "one"), line(CASE_B, "two"));
    }

    @Test
    void whatTheManagerSaysIsOfTheServiceThatItSpeaksOf() {
        startWithOutput("case", "one");
        startWithOutput("case-b", "two");
        up("case");
        up("case-b");
        awaitLines(query(CASE, CASE_B), line(CASE, "one"), line(CASE_B, "two"));

        assertThat(query(CASE, CASE_B).read())
                .filteredOn(entry -> entry.lifecycle().orElse(null) instanceof LifecycleEvent.Started)
                .extracting(entry -> entry.units().toString())
                .containsExactly("[" + CASE + "]", "[" + CASE_B + "]");
    }

    @Test
    void oneThatIsNotThereDoesNotHinderTheOthers() {
        startWithOutput("case", "one");
        up("case");
        awaitLines(query("case-none", CASE), line(CASE, "one"));

        assertThat(unitsAndMessages(query("case-none", CASE, "case-neither"))).containsExactly(line(CASE, "one"));
        assertThat(query("case-none", "case-neither").read()).isEmpty();
        assertThat(query("case-none", "case-neither").stream().toList()).isEmpty();
    }

    @Test
    void othersAreNotShown() {
        startWithOutput("case", "one");
        startWithOutput("case-b", "two");
        startWithOutput("case-c", "foreign");
        up("case", "case-b", "case-c");
        awaitLines(
                query(CASE, CASE_B, "case-c"),
                line(CASE, "one"),
                line(CASE_B, "two"),
                line("case-c.service", "foreign"));

        assertThat(query(CASE, CASE_B).read())
                .allSatisfy(entry -> assertThat(entry.units()).hasSize(1))
                .extracting(JournalEntry::message)
                .doesNotContain("foreign");
    }

    @Test
    void aCommonIdentifierConfusesNobodyWhereTheServiceIsKnown() {
        startWithOutput("case", "one", "SyslogIdentifier=case-tag");
        startWithOutput("case-b", "two", "SyslogIdentifier=case-tag");
        up("case", "case-b");
        awaitLines(query(CASE, CASE_B), line(CASE, "one"), line(CASE_B, "two"));

        assertThat(unitsAndMessages(query(CASE, CASE_B)))
                .containsExactlyInAnyOrder(line(CASE, "one"), line(CASE_B, "two"));
        assertThat(unitsAndMessages(query(CASE, CASE_B).field("SYSLOG_IDENTIFIER", "case-tag")))
                .hasSize(2);
    }

    @Test
    void aSiblingWithTheSameIdentifierIsAnother() {
        startWithOutput("case", "one", "SyslogIdentifier=case-tag");
        startWithOutput("case-b", "foreign", "SyslogIdentifier=case-tag");
        up("case", "case-b");
        awaitLines(query(CASE, CASE_B), line(CASE, "one"), line(CASE_B, "foreign"));

        assertThat(unitsAndMessages(query(CASE))).containsExactly(line(CASE, "one"));
        assertThat(unitsAndMessages(query(CASE).last(1))).containsExactly(line(CASE, "one"));
        assertThat(unitsAndMessages(query(CASE, "case-none"))).containsExactly(line(CASE, "one"));
    }

    @Test
    void oneOfMoreThanAreNamedToJournalctl() {
        startWithOutput("case", "one");
        startWithOutput("case-c", "foreign");
        up("case", "case-c");
        String[] many = new String[1000];
        Arrays.setAll(many, i -> i == 500 ? CASE : "case-none-" + i);
        awaitLines(query(many), line(CASE, "one"));

        assertThat(unitsAndMessages(query(many))).containsExactly(line(CASE, "one"));
        assertThat(unitsAndMessages(query(many).last(1))).containsExactly(line(CASE, "one"));
    }

    @Test
    void followingTellsOfAll() {
        startWithOutput("case", "one");
        startWithOutput("case-b", "two");
        List<String> heard = new CopyOnWriteArrayList<>();
        systemctl("daemon-reload").exits(0);

        try (JournalFollow follow = output(query(CASE, CASE_B)).follow(entry -> heard.add(unitsAndMessages(entry)))) {
            up("case");
            Awaitility.await().untilAsserted(() -> assertThat(heard).containsExactly(line(CASE, "one")));
            up("case-b");
            Awaitility.await()
                    .untilAsserted(() -> assertThat(heard).containsExactly(line(CASE, "one"), line(CASE_B, "two")));
            Awaitility.await().until(() -> follow.cursor().isPresent());
        }
    }
}

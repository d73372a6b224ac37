package io.github.servicehandler.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.RequiresUserManager;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.journal.JournalCursor;
import io.github.servicehandler.journal.JournalEntry;
import io.github.servicehandler.journal.JournalFollow;
import io.github.servicehandler.journal.JournalQuery;
import io.github.servicehandler.journal.Multiline;
import io.github.servicehandler.journal.StructuredMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Tests of messages of several lines in a real journal, and of entries as JSON. */
@RequiresUserManager
@Timeout(120)
class JournalMultilineIT {

    private static final String TRACE = """
            java.lang.IllegalStateException: %d
            \tat bot.Main.main(Main.java:7)
            Caused by: java.io.IOException: inner
            \t... 12 more""";

    @RegisterExtension
    static final TestUnits units = TestUnits.ofUser();

    @TempDir
    Path directory;

    private final List<JournalEntry> received = new CopyOnWriteArrayList<>();

    private static JournalQuery output(ServiceHandler service) {
        return service.journal().field("_TRANSPORT", "stdout").multiline(Multiline.stackTraces());
    }

    private static List<String> messages(List<JournalEntry> entries) {
        return entries.stream().map(JournalEntry::message).toList();
    }

    /** Returns a service that runs a script of sh, which then waits. */
    private ServiceHandler service(String name, String script) throws IOException {
        Path file = directory.resolve(name + ".sh");
        Files.writeString(file, script + "\nexec sleep infinity\n");
        return units.service(name, "ExecStart=/bin/sh " + file);
    }

    /** Returns the lines of a script that prints a file line by line, so that other processes write in between. */
    private String printSlowly(String name, List<String> messages) throws IOException {
        Path file = Files.writeString(directory.resolve(name), String.join("\n", messages) + "\n");
        return "while IFS= read -r line; do echo \"$line\"; sleep 0.003; done < " + file;
    }

    @Test
    void tracesOfTwoProcessesThatWriteAtTheSameTimeStayWhole() throws IOException {
        List<String> even = new ArrayList<>();
        List<String> odd = new ArrayList<>();
        IntStream.range(0, 40).forEach(i -> (i % 2 == 0 ? even : odd).add(TRACE.formatted(i)));
        ServiceHandler traces = service(
                "traces", "(" + printSlowly("even", even) + ") &\n(" + printSlowly("odd", odd) + ") &\nwait; echo end");

        try (JournalFollow follow = output(traces).follow(received::add)) {
            traces.start();
            Await.until(() -> messages(received).contains("end"));
            assertThat(messages(received)).filteredOn(even::contains).isEqualTo(even);
            assertThat(messages(received)).filteredOn(odd::contains).isEqualTo(odd);
            assertThat(received).hasSize(41);
            assertThat(follow.cursor()).contains(received.get(40).cursor());
        }
        assertThat(messages(output(traces).read())).isEqualTo(messages(received));
        assertThat(messages(output(traces).last(5).read())).isEqualTo(messages(received.subList(36, 41)));
        // a program that continues after any of them loses none of the others
        for (JournalEntry entry : received) {
            List<String> rest = messages(output(traces).after(entry.cursor()).read());
            int next = received.indexOf(entry) + 1;
            assertThat(rest).containsAll(messages(received.subList(next, received.size())));
        }
    }

    @Test
    void theLastMessageArrivesWithoutAFurtherLine() throws IOException {
        ServiceHandler single = service("single", printSlowly("one", List.of(TRACE.formatted(1))));

        try (JournalFollow follow = output(single).follow(received::add)) {
            single.start();
            Await.until(() -> !received.isEmpty());
            assertThat(follow.cursor()).isPresent();
        }
        assertThat(messages(received)).containsExactly(TRACE.formatted(1));
    }

    @Test
    void aClosedFollowerContinuesAfterItsLastMessage() throws IOException {
        List<String> all = IntStream.range(0, 60).mapToObj(TRACE::formatted).toList();
        ServiceHandler restarted = service("restarted", printSlowly("all", all));
        JournalFollow first = output(restarted).follow(received::add);
        restarted.start();
        Await.until(() -> received.size() > 10);
        first.close();
        JournalCursor saved = first.cursor().orElseThrow();

        try (JournalFollow second = output(restarted).after(saved).follow(received::add)) {
            Await.until(() -> messages(received).contains(all.get(59)));
            assertThat(second.cursor()).isPresent();
        }
        assertThat(String.join("\n", messages(received))).isEqualTo(String.join("\n", all));
    }

    @Test
    void piecesOfALongLineAreJoined() throws IOException {
        ServiceHandler cut = service(
                "cut", "x=x; while [ ${#x} -lt 200000 ]; do x=$x$x; done; echo \"{\\\"a\\\":\\\"$x\\\"}\"; echo end");
        cut.start();
        JournalQuery lines = cut.journal().field("_TRANSPORT", "stdout").multiline(Multiline.cutLines());
        Await.until(() -> messages(lines.read()).contains("end"));

        List<JournalEntry> joined = lines.read();
        assertThat(joined).hasSize(2);
        assertThat(joined.get(0).structured().orElseThrow().field("a").orElseThrow())
                .hasSize(262_144);
    }

    @Test
    void jsonIsThatOfJournalctl() throws Exception {
        ServiceHandler json =
                service("json", "printf 'plain \"text\" \\\\\\n\\033[1mbold\\033[0m\\n\\377\\n\\ttab\\n'; echo end");
        json.start();
        JournalQuery lines = json.journal().field("_TRANSPORT", "stdout");
        Await.until(() -> messages(lines.read()).contains("end"));

        Process journalctl = new ProcessBuilder(
                        "journalctl",
                        "--no-pager",
                        "--quiet",
                        "--all",
                        "--output=json",
                        "_TRANSPORT=stdout",
                        "_SYSTEMD_USER_UNIT=" + json.unitName())
                .start();
        List<String> expected = new String(journalctl.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(lines.read().stream().map(entry -> fields(entry.toJson())))
                .hasSize(5)
                .isEqualTo(expected.stream().map(JournalMultilineIT::fields).toList());
    }

    private static Map<String, String> fields(String json) {
        Map<String, String> fields =
                new TreeMap<>(StructuredMessage.parse(json).orElseThrow().fields());
        fields.replaceAll((name, value) -> value.startsWith("[") ? value.replace(" ", "") : value);
        return fields;
    }
}

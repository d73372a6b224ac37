package io.github.servicehandler.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class EntryJoinerTest {

    private static final Multiline PLUS = Multiline.continuedBy(Pattern.compile("^\\+"));

    private final List<JournalEntry> entries = new ArrayList<>();

    /** Writes a line to the journal: a process, the second at which it writes, and the line. */
    private JournalEntry write(int pid, double second, String message, String... fields) {
        Export export = new Export()
                .line("__CURSOR=" + Export.cursor(entries.size() + 1))
                .line("__REALTIME_TIMESTAMP=" + (long) (second * 1_000_000))
                .line("_PID=" + pid)
                .line("_STREAM_ID=" + pid);
        for (String field : fields) {
            export.line(field);
        }
        export.binary("MESSAGE", message.getBytes(StandardCharsets.UTF_8)).end();
        JournalEntry entry = Export.read(export.bytes(), new ArrayList<>()).get(0);
        entries.add(entry);
        return entry;
    }

    private List<JournalEntry> join(Multiline multiline) {
        return join(multiline, entries);
    }

    private static List<JournalEntry> join(Multiline multiline, List<JournalEntry> entries) {
        return JoinedEntryStream.of(entries.stream(), new EntryJoiner(multiline, null))
                .toList();
    }

    private static List<String> messages(List<JournalEntry> joined) {
        return joined.stream().map(JournalEntry::message).toList();
    }

    private static JournalCursor cursor(int number) {
        return new JournalCursor(Export.cursor(number));
    }

    @Test
    void aJoinedEntryHasTheFieldsOfTheFirstAndThePositionOfTheLast() {
        write(7, 1, "a", "PRIORITY=3");
        write(7, 1.5, "+b", "PRIORITY=6");
        write(7, 1.6, "c", "PRIORITY=6");

        List<JournalEntry> joined = join(PLUS);
        assertThat(messages(joined)).containsExactly("a\n+b", "c");
        assertThat(joined.get(0).priority()).isEqualTo(Priority.ERROR);
        assertThat(joined.get(0).time()).isEqualTo(entries.get(0).time());
        assertThat(joined.get(0).fields().keySet())
                .isEqualTo(entries.get(0).fields().keySet());
        assertThat(joined.get(0).cursor()).isEqualTo(cursor(2));
        assertThat(joined.get(1)).isSameAs(entries.get(2));
    }

    @Test
    void processesAndStreamsAreJoinedSeparatelyAndStayInOrder() {
        write(1, 1, "a");
        write(2, 1, "x");
        write(1, 1, "+b");
        write(2, 1, "+y");
        write(1, 1, "c");
        write(1, 1, "+stderr", "_STREAM_ID=other");

        assertThat(messages(join(PLUS))).containsExactly("a\n+b", "x\n+y", "c\n+stderr");
    }

    @Test
    void anotherStreamOfTheSameProcessIsSeparate() {
        write(1, 1, "out", "SYSLOG_IDENTIFIER=a");
        write(1, 1, "+err", "SYSLOG_IDENTIFIER=b");

        assertThat(messages(join(PLUS))).containsExactly("out", "+err");
    }

    @Test
    void aPauseEndsAMessage() {
        write(1, 1, "a");
        write(1, 2, "+b");
        write(1, 3.1, "+c");

        assertThat(messages(join(PLUS))).containsExactly("a\n+b", "+c");
        assertThat(messages(join(PLUS.timeout(Duration.ofSeconds(2))))).containsExactly("a\n+b\n+c");
    }

    @Test
    void aMessageDoesNotWaitForOthersLongerThanThePause() {
        EntryJoiner joiner = new EntryJoiner(PLUS, null);
        joiner.add(write(1, 1, "a"));
        joiner.add(write(2, 1.5, "x"));
        assertThat(joiner.next()).isNull();

        joiner.add(write(2, 2.1, "y"));
        assertThat(joiner.next()).isSameAs(entries.get(0));
        assertThat(joiner.next()).isSameAs(entries.get(1));
        assertThat(joiner.next()).isNull();
    }

    @Test
    void boundsDivideAMessageAndLoseNothing() {
        for (int i = 0; i < 10; i++) {
            write(1, 1, "+" + i);
        }

        assertThat(messages(join(PLUS.maxLines(4)))).containsExactly("+0\n+1\n+2\n+3", "+4\n+5\n+6\n+7", "+8\n+9");
        assertThat(messages(join(PLUS.maxCharacters(8))))
                .containsExactly("+0\n+1\n+2", "+3\n+4\n+5", "+6\n+7\n+8", "+9");
        assertThat(messages(join(PLUS.maxCharacters(1)))).hasSize(10);
    }

    @Test
    void piecesOfACutLineAreJoinedWithoutALineBreak() {
        write(1, 1, "{\"a\":", "_LINE_BREAK=line-max");
        write(2, 1, "other");
        write(1, 1, "1,\"b\":", "_LINE_BREAK=line-max");
        write(1, 1, "2}");
        write(1, 1, "{}", "_LINE_BREAK=eof");
        write(1, 1, "next");

        for (Multiline multiline : List.of(Multiline.cutLines(), Multiline.stackTraces(), PLUS)) {
            assertThat(messages(join(multiline))).containsExactly("{\"a\":1,\"b\":2}", "other", "{}", "next");
        }
    }

    @Test
    void piecesOfAContainersLineAreJoined() {
        write(1, 1, "a", "CONTAINER_ID=1", "CONTAINER_PARTIAL_MESSAGE=true");
        write(1, 1, "x", "CONTAINER_ID=2");
        write(1, 1, "b", "CONTAINER_ID=1");

        assertThat(messages(join(Multiline.cutLines()))).containsExactly("ab", "x");
    }

    @Test
    void aCutLineCanBelongToAStackTrace() {
        write(1, 1, "java.lang.Error: a very ", "_LINE_BREAK=line-max");
        write(1, 1, "long text");
        write(1, 1, "\tat A.b(", "_LINE_BREAK=line-max");
        write(1, 1, "A.java:7)");
        write(1, 1, "other");

        assertThat(messages(join(Multiline.stackTraces())))
                .containsExactly("java.lang.Error: a very long text\n\tat A.b(A.java:7)", "other");
    }

    @Test
    void entriesThatHaveSeveralLinesAreJoinedToo() {
        write(1, 1, "Traceback (most recent call last):\n  File \"a\", line 1, in f");
        write(1, 1, "ValueError: x\nmore");
        write(1, 1, "");
        write(1, 1, "other");

        assertThat(messages(join(Multiline.stackTraces())))
                .containsExactly(
                        "Traceback (most recent call last):\n  File \"a\", line 1, in f\nValueError: x\nmore\n",
                        "other");
    }

    @Test
    void bytesThatAreNotTextAreKept() {
        byte[] odd = {(byte) 0xff, '+', 0};
        JournalEntry first = Export.read(
                        new Export()
                                .entry("_PID=1")
                                .binary("MESSAGE", odd)
                                .end()
                                .bytes(),
                        new ArrayList<>())
                .get(0);
        JournalEntry second = Export.of("_PID=1", "MESSAGE=+b");

        assertThat(join(PLUS, List.of(first, second)).get(0).rawFields("MESSAGE"))
                .containsExactly(new byte[] {(byte) 0xff, '+', 0, '\n', '+', 'b'});
    }

    @Test
    void theLastMessagesAreReadAsAWhole() {
        for (int i = 0; i < 300; i++) {
            write(1, i, "before " + i);
        }
        write(1, 300, "a");
        for (int i = 0; i < 200; i++) {
            write(1, 300 + i / 1000.0, "+" + i);
        }
        write(1, 301, "b");

        List<Integer> limits = new ArrayList<>();
        List<JournalEntry> last = LastMessages.entries(PLUS, 2, limit -> {
            limits.add(limit);
            return entries.subList(Math.max(0, entries.size() - limit), entries.size());
        });

        assertThat(limits).containsExactly(102, 802);
        assertThat(last).isEqualTo(entries.subList(300, 502));
        assertThat(LastMessages.entries(PLUS, 1000, limit -> entries)).isEqualTo(entries);
        assertThat(LastMessages.entries(PLUS, 1, limit -> List.of())).isEmpty();
    }

    @Test
    void thePositionStaysBeforeMessagesThatAreMixedWithOthers() {
        EntryJoiner joiner = new EntryJoiner(PLUS, cursor(100));
        joiner.add(write(1, 1, "a"));
        joiner.add(write(2, 1, "x"));
        joiner.add(write(1, 1, "+b"));
        joiner.completeFirst();

        assertThat(joiner.next()).extracting(JournalEntry::cursor).isEqualTo(cursor(100));
        assertThat(joiner.position()).isEqualTo(cursor(100));

        joiner.completeFirst();
        assertThat(joiner.next()).extracting(JournalEntry::message).isEqualTo("x");
        assertThat(joiner.position()).isEqualTo(cursor(3));
        assertThat(joiner.isEmpty()).isTrue();
    }

    /** Whatever is written: each line is in one message, messages are in order, and a restart never loses a line. */
    @Test
    void anyMixtureOfProcessesIsJoinedWithoutLoss() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            entries.clear();
            for (int i = 0; i < 40; i++) {
                String cut = random.nextInt(6) == 0 ? "_LINE_BREAK=line-max" : "X=";
                write(
                        random.nextInt(3),
                        i * random.nextDouble() / 10,
                        (random.nextBoolean() ? "+" : "") + i + ".",
                        cut);
            }
            EntryJoiner joiner = new EntryJoiner(PLUS.maxLines(4), cursor(0));
            List<String> delivered = new ArrayList<>();
            for (JournalEntry entry : entries) {
                joiner.add(entry);
                check(joiner, delivered);
            }
            joiner.completeAll();
            check(joiner, delivered);

            assertThat(delivered).as("seed " + seed).hasSize(40).doesNotHaveDuplicates();
            assertThat(joiner.position()).isEqualTo(cursor(40));
        }
    }

    private void check(EntryJoiner joiner, List<String> delivered) {
        for (JournalEntry message = joiner.next(); message != null; message = joiner.next()) {
            String joined = message.message();
            entries.stream()
                    .map(JournalEntry::message)
                    .filter(line -> contains(joined, line))
                    .forEach(delivered::add);
            assertThat(message.cursor()).isEqualTo(joiner.position());
            long position = Long.parseLong(message.cursor().text().replaceFirst(".*i=([0-9a-f]+);.*", "$1"), 16);
            assertThat(delivered)
                    .as("nothing before the position is missing")
                    .containsAll(messages(entries).subList(0, (int) position));
        }
    }

    private static boolean contains(String joined, String line) {
        return Pattern.compile("(?<![0-9+])" + Pattern.quote(line))
                .matcher(joined)
                .find();
    }
}

package io.github.servicehandler.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.journal.JournalWarning.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportFormatReaderTest {

    private final List<JournalWarning> warnings = new ArrayList<>();

    private List<JournalEntry> read(Export export) {
        return Export.read(export.bytes(), warnings);
    }

    private List<Kind> kinds() {
        return warnings.stream().map(JournalWarning::kind).toList();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void nothing() {
        assertThat(read(new Export())).isEmpty();
        assertThat(warnings).isEmpty();
    }

    @Test
    void linesOfText() {
        List<JournalEntry> entries = read(new Export()
                .entry("MESSAGE=one", "EMPTY=", "A=b=c")
                .end()
                .entry("MESSAGE=two")
                .end());

        assertThat(entries).extracting(JournalEntry::message).containsExactly("one", "two");
        assertThat(entries.get(0).field("EMPTY")).contains("");
        assertThat(entries.get(0).field("A")).contains("b=c");
        assertThat(warnings).isEmpty();
    }

    @Test
    void binaryFields() {
        byte[] value = new byte[300];
        Arrays.fill(value, (byte) '\n');
        List<JournalEntry> entries = read(new Export()
                .entry()
                .binary("MESSAGE", utf8("one\ntwo\n\n__CURSOR=x"))
                .binary("BLOB", value)
                .binary("NONE", new byte[0])
                .line("AFTER=1")
                .end()
                .entry("MESSAGE=next")
                .end());

        assertThat(entries).hasSize(2);
        assertThat(entries.get(0).message()).isEqualTo("one\ntwo\n\n__CURSOR=x");
        assertThat(entries.get(0).rawFields("BLOB")).containsExactly(value);
        assertThat(entries.get(0).field("NONE")).contains("");
        assertThat(entries.get(0).field("AFTER")).contains("1");
        assertThat(warnings).isEmpty();
    }

    @Test
    void blankLinesBetweenEntriesMeanNothing() {
        assertThat(read(new Export()
                        .end()
                        .end()
                        .entry("MESSAGE=a")
                        .end()
                        .end()
                        .entry("MESSAGE=b")
                        .end()))
                .hasSize(2);
        assertThat(warnings).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64})
    void howManyBytesComeAtOnceMakesNoDifference(int most) throws IOException {
        byte[] bytes = new Export()
                .entry("MESSAGE=h\u00e9llo")
                .binary("B", utf8("x\ny"))
                .end()
                .entry("MESSAGE=next")
                .end()
                .bytes();
        InputStream slow = new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] to, int offset, int length) {
                return super.read(to, offset, Math.min(length, most));
            }
        };
        ExportFormatReader reader =
                new ExportFormatReader(slow, warnings::add, UnitAttribution.NONE, ExportFormatReader.LIMIT);

        JournalEntry first = reader.next();
        assertThat(first).isEqualTo(Export.read(bytes, warnings).get(0));
        assertThat(reader.next()).extracting(JournalEntry::message).isEqualTo("next");
        assertThat(reader.next()).isNull();
        assertThat(warnings).isEmpty();
    }

    @Test
    void aStreamThatEndsWithinAnEntryAtAnyByte() {
        byte[] whole = new Export().entry("MESSAGE=one").end().bytes();
        byte[] bytes = new Export()
                .entry("MESSAGE=one")
                .end()
                .entry("MESSAGE=two")
                .binary("B", utf8("x\ny"))
                .end()
                .bytes();
        for (int length = whole.length + 1; length < bytes.length; length++) {
            warnings.clear();
            assertThat(Export.read(Arrays.copyOf(bytes, length), warnings))
                    .extracting(JournalEntry::message)
                    .containsExactly("one");
            assertThat(kinds()).as("cut at %d", length).containsExactly(Kind.TRUNCATED_ENTRY);
        }
    }

    @Test
    void anEntryThatIsTooLargeIsLeftOut() {
        byte[] large = new byte[1000];
        byte[] bytes = new Export()
                .entry("MESSAGE=a")
                .end()
                .entry("MESSAGE=" + "x".repeat(1000), "MORE=1")
                .end()
                .entry()
                .binary("BLOB", large)
                .line("MORE=1")
                .end()
                .entry("MESSAGE=b")
                .end()
                .bytes();

        assertThat(Export.read(bytes, warnings, 500))
                .extracting(JournalEntry::message)
                .containsExactly("a", "b");
        assertThat(kinds()).containsExactly(Kind.OVERSIZED_ENTRY, Kind.OVERSIZED_ENTRY);
    }

    @Test
    void anEntryOfTheLargestSizeIsRead() {
        String message = "x".repeat(400);
        byte[] bytes = new Export().entry("MESSAGE=" + message).end().bytes();
        int size = bytes.length - 3; // without two line feeds and the blank line

        assertThat(Export.read(bytes, warnings, size)).hasSize(1);
        assertThat(Export.read(bytes, warnings, size - 1)).isEmpty();
    }

    @Test
    void whatIsNoFieldIsLeftOutWithItsEntry() {
        List<JournalEntry> entries = read(new Export()
                .line("-- No entries --")
                .end()
                .entry("MESSAGE=a")
                .end()
                .entry("MESSAGE=b")
                .line("not a name")
                .line("MORE=1")
                .end()
                .entry("MESSAGE=c")
                .end());

        assertThat(entries).extracting(JournalEntry::message).containsExactly("a", "c");
        assertThat(kinds()).containsExactly(Kind.MALFORMED_ENTRY, Kind.MALFORMED_ENTRY);
    }

    @Test
    void anEntryWithoutACursorIsNone() {
        assertThat(read(new Export().line("MESSAGE=a").end())).isEmpty();
        assertThat(read(new Export().line("__CURSOR=").line("MESSAGE=a").end())).isEmpty();
        assertThat(kinds()).containsExactly(Kind.MALFORMED_ENTRY, Kind.MALFORMED_ENTRY);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE, (1L << 30) + 1})
    void aLengthThatCannotBe(long length) {
        byte[] eight = new byte[8];
        for (int i = 0; i < 8; i++) {
            eight[i] = (byte) (length >>> (8 * i));
        }
        List<JournalEntry> entries = read(new Export()
                .entry()
                .line("BLOB")
                .raw(eight)
                .line("rest")
                .end()
                .entry("MESSAGE=next")
                .end());

        assertThat(entries).extracting(JournalEntry::message).containsExactly("next");
        assertThat(kinds()).containsExactly(Kind.MALFORMED_ENTRY);
    }

    @Test
    void aFloodOfGarbageIsOneWarning() {
        Export export = new Export();
        for (int i = 0; i < 1000; i++) {
            export.line("garbage " + i).end();
        }
        assertThat(read(export.entry("MESSAGE=a").end())).hasSize(1);
        assertThat(kinds()).containsExactly(Kind.MALFORMED_ENTRY);
    }

    @Test
    void whateverComesIsReadToTheEnd() {
        byte[] good = new Export()
                .entry("MESSAGE=one", "PRIORITY=6")
                .binary("BLOB", utf8("a\n\nb"))
                .end()
                .entry("MESSAGE=two")
                .end()
                .bytes();
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            byte[] bad = good.clone();
            for (int change = random.nextInt(8); change >= 0; change--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            byte[] cut = Arrays.copyOf(bad, random.nextInt(bad.length + 1));
            warnings.clear();
            List<JournalEntry> entries = Export.read(cut, warnings, 10 + random.nextInt(200));
            assertThat(entries.size() + warnings.size()).as("seed %d", seed).isLessThanOrEqualTo(6);
            entries.forEach(ExportFormatReaderTest::touch);
        }
    }

    /** Calls every accessor of an entry, none of which may fail. */
    private static void touch(JournalEntry entry) {
        assertThat(entry.fields()).containsKey("__CURSOR");
        assertThat(entry.cursor()).isNotNull();
        assertThat(entry.time()).isNotNull();
        assertThat(entry.priority()).isNotNull();
        assertThat(entry.lifecycle()).isNotNull();
        assertThat(entry.toString()).isNotNull();
        assertThat(entry.pid().orElse(1)).isPositive();
    }
}

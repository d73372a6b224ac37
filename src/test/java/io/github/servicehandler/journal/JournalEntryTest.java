package io.github.servicehandler.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JournalEntryTest {

    private static final JournalEntry ENTRY = Export.of(
            "__REALTIME_TIMESTAMP=1767225600123456",
            "MESSAGE=hello",
            "PRIORITY=3",
            "_PID=4711",
            "SYSLOG_IDENTIFIER=bot",
            "TAG=a",
            "TAG=b");

    @Test
    void tellsWhoWroteWhatAndWhen() {
        assertThat(ENTRY.message()).isEqualTo("hello");
        assertThat(ENTRY.time()).isEqualTo(Instant.parse("2026-01-01T00:00:00.123456Z"));
        assertThat(ENTRY.priority()).isEqualTo(Priority.ERROR);
        assertThat(ENTRY.pid()).hasValue(4711);
        assertThat(ENTRY.identifier()).contains("bot");
        assertThat(ENTRY.cursor()).isEqualTo(new JournalCursor(Export.cursor(1)));
    }

    @Test
    void printsMuchAsJournalctlDoes() {
        TimeZone before = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
            assertThat(ENTRY).hasToString("2026-01-01T01:00:00.123456+01:00 bot[4711]: hello");
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void whatIsMissingIsEmpty() {
        JournalEntry bare = Export.of();

        assertThat(bare.message()).isEmpty();
        assertThat(bare.priority()).isEqualTo(Priority.INFO);
        assertThat(bare.pid()).isEmpty();
        assertThat(bare.identifier()).isEmpty();
        assertThat(bare.lifecycle()).isEmpty();
        assertThat(bare.fields("TAG")).isEmpty();
        assertThat(bare.time()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void aFieldMayComeSeveralTimes() {
        assertThat(ENTRY.fields("TAG")).containsExactly("a", "b");
        assertThat(ENTRY.field("TAG")).contains("a");
        assertThat(ENTRY.fields()).containsEntry("TAG", List.of("a", "b")).hasSize(7);
    }

    @Test
    void aNameIsTheWholeName() {
        assertThat(ENTRY.field("PID")).isEmpty();
        assertThat(ENTRY.field("_PI")).isEmpty();
        assertThat(ENTRY.field("")).isEmpty();
        assertThat(ENTRY.field("MESSAGE\u00e9")).isEmpty();
    }

    @Test
    void bytesThatAreNoTextAreKept() {
        byte[] bytes = {(byte) 0xff, 'a'};
        JournalEntry entry = Export.read(
                        new Export().entry().binary("MESSAGE", bytes).end().bytes(), new ArrayList<>())
                .get(0);

        assertThat(entry.message()).isEqualTo("\ufffda");
        assertThat(entry.rawFields("MESSAGE")).containsExactly(bytes);
        entry.rawFields("MESSAGE").get(0)[0] = 'x';
        assertThat(entry.rawFields("MESSAGE")).containsExactly(bytes);
    }

    @Test
    void equalsAnotherReadingOfTheSame() {
        assertThat(Export.of("MESSAGE=a")).isEqualTo(Export.of("MESSAGE=a")).hasSameHashCodeAs(Export.of("MESSAGE=a"));
        assertThat(Export.of("MESSAGE=a")).isNotEqualTo(Export.of("MESSAGE=b")).isNotEqualTo("MESSAGE=a");
        assertThat(ENTRY.size()).isGreaterThan(ENTRY.toString().getBytes(StandardCharsets.UTF_8).length);
    }

    @ParameterizedTest
    @CsvSource({"0, EMERGENCY", "2, CRITICAL", "4, WARNING", "7, DEBUG", "8, INFO", "-1, INFO", "x, INFO", "66, INFO"})
    void priorities(String text, Priority priority) {
        assertThat(Export.of("PRIORITY=" + text).priority()).isEqualTo(priority);
    }

    @ParameterizedTest
    @CsvSource({"0", "-5", "x", "99999999999999999999"})
    void aPidThatIsNone(String text) {
        assertThat(Export.of("_PID=" + text).pid()).isEmpty();
    }

    @Test
    void isShownWithoutWhatATerminalWouldObeyAndWithoutEnd() {
        byte[] bytes = ("\u001b[2J" + "x".repeat(900_000)).getBytes(StandardCharsets.UTF_8);
        JournalEntry entry = Export.read(
                        new Export().entry().binary("MESSAGE", bytes).end().bytes(), new ArrayList<>())
                .get(0);

        assertThat(entry.toString())
                .hasSizeLessThan(10_000)
                .contains("\\x1b[2Jxxx")
                .endsWith("xxx... (900004 characters)");
        assertThat(entry.message()).hasSize(900_004);
    }
}

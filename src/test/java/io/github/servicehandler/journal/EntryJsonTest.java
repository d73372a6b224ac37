package io.github.servicehandler.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EntryJsonTest {

    private static JournalEntry entry(Export export) {
        return Export.read(export.end().bytes(), new ArrayList<>()).get(0);
    }

    private static JournalEntry withMessage(byte[] message) {
        return entry(new Export().line("__CURSOR=c=1").binary("MESSAGE", message));
    }

    @Test
    void textIsAString() {
        JournalEntry entry = entry(new Export()
                .line("__CURSOR=c=1")
                .line("MESSAGE=a \"b\" \\ é \uD83D\uDE00")
                .line("EMPTY="));

        String json = "{\"__CURSOR\":\"c=1\",\"MESSAGE\":\"a \\\"b\\\" \\\\ é \uD83D\uDE00\",\"EMPTY\":\"\"}";
        assertThat(entry.toJson()).isEqualTo(json);
        assertThat(entry.toFlatJson()).isEqualTo(json);
    }

    @Test
    void aFieldWithSeveralValuesIsAnArray() {
        JournalEntry entry = entry(new Export()
                .line("__CURSOR=c=1")
                .line("A=1")
                .line("B=x")
                .line("A=2")
                .binary("A", new byte[] {0, (byte) 200}));

        assertThat(entry.toJson()).isEqualTo("{\"__CURSOR\":\"c=1\",\"A\":[\"1\",\"2\",[0,200]],\"B\":\"x\"}");
        assertThat(entry.toFlatJson()).isEqualTo("{\"__CURSOR\":\"c=1\",\"A\":\"1\\n2\\n\\u0000\uFFFD\",\"B\":\"x\"}");
    }

    static Stream<Arguments> harmless() {
        return Stream.of(
                arguments("a\tb", "\"a\\tb\""), arguments("a\nb", "\"a\\nb\""), arguments("\u2028", "\"\\u2028\""));
    }

    @ParameterizedTest
    @MethodSource("harmless")
    void harmlessControlCharactersAreEscaped(String text, String json) {
        assertThat(withMessage(text.getBytes(UTF_8)).toJson())
                .isEqualTo("{\"__CURSOR\":\"c=1\",\"MESSAGE\":" + json + "}");
    }

    /** What journalctl does not print as text, because a terminal would obey it, or because it is not Unicode. */
    static Stream<Arguments> notText() {
        return Stream.of(
                arguments("\u001b[1m", "[27,91,49,109]", "\\u001b[1m"),
                arguments("a\rb", "[97,13,98]", "a\\rb"),
                arguments("\u007f", "[127]", "\\u007f"),
                arguments("\u0085", "[194,133]", "\\u0085"),
                arguments("\uFDD0", "[239,183,144]", "\uFDD0"),
                arguments("\uFFFF", "[239,191,191]", "\uFFFF"));
    }

    @ParameterizedTest
    @MethodSource("notText")
    void otherControlCharactersMakeAnArrayOfBytes(String text, String bytes, String flat) {
        JournalEntry entry = withMessage(text.getBytes(UTF_8));

        assertThat(entry.toJson()).isEqualTo("{\"__CURSOR\":\"c=1\",\"MESSAGE\":" + bytes + "}");
        assertThat(entry.toFlatJson()).isEqualTo("{\"__CURSOR\":\"c=1\",\"MESSAGE\":\"" + flat + "\"}");
    }

    @Test
    void nothingIsLeftOutBecauseOfItsSize() {
        String large = "x".repeat(100_000);

        assertThat(withMessage(large.getBytes(UTF_8)).toJson()).contains("\"" + large + "\"");
    }
}

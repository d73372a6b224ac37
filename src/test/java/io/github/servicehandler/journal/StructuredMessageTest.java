package io.github.servicehandler.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StructuredMessageTest {

    private static Map<String, String> fields(String text) {
        return StructuredMessage.parse(text).orElseThrow().fields();
    }

    private static Optional<Priority> level(String text) {
        return StructuredMessage.parse(text).orElseThrow().level();
    }

    @Test
    void jsonFieldsKeepTheirOrderAndTheSpellingOfNumbers() {
        assertThat(fields(" {\"b\" : \"x\\n\\u00e9\\\"\", \"a\":1.50e3,\"t\":true ,\"n\":null,\"e\":\"\"} "))
                .containsExactly(entry("b", "x\né\""), entry("a", "1.50e3"), entry("t", "true"), entry("e", ""));
    }

    @Test
    void objectsInsideGiveNamesWithDots() {
        assertThat(
                        fields(
                                "{\"http\":{\"status\":500,\"request\":{\"method\":\"GET\"},\"none\":{}},\"tags\":[1, \"a]\",{\"b\":[]}]}"))
                .containsExactly(
                        entry("http.status", "500"),
                        entry("http.request.method", "GET"),
                        entry("tags", "[1, \"a]\",{\"b\":[]}]"));
    }

    @Test
    void theLastOfEqualNamesCounts() {
        assertThat(fields("{\"a\":1,\"b\":2,\"a\":3}")).containsExactly(entry("b", "2"), entry("a", "3"));
        assertThat(fields("{\"a\":1,\"a\":null}")).isEmpty();
        assertThat(fields("a=1 b=2 a=3")).containsExactly(entry("b", "2"), entry("a", "3"));
    }

    @Test
    void aCeeMarkMayPrecedeJson() {
        assertThat(fields("@cee: {\"a\":\"b\"}")).containsExactly(entry("a", "b"));
    }

    @Test
    void logfmt() {
        assertThat(
                        fields(
                                "ts=2026-11-30T12:00:00Z level=warn msg=\"disk \\\"a\\\" is full\\n\"  free=7  url=/x?y=1 none= é.b/c@d=1"))
                .containsExactly(
                        entry("ts", "2026-11-30T12:00:00Z"),
                        entry("level", "warn"),
                        entry("msg", "disk \"a\" is full\n"),
                        entry("free", "7"),
                        entry("url", "/x?y=1"),
                        entry("none", ""),
                        entry("é.b/c@d", "1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "hello",
                "{}{}",
                "{\"a\":1",
                "{\"a\":1,}",
                "{\"a\":01}",
                "{\"a\":NaN}",
                "{\"a\":'b'}",
                "{a:1}",
                "{\"a\":1} rest",
                "before {\"a\":1}",
                "[{\"a\":1}]",
                "{\"a\":[1,]}",
                "{\"a\":[1}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12g4\"}",
                "{\"a\":\"\t\"}",
                "{\"a\":\"b",
                "connected to host=a",
                "a=1 b",
                "a=1\nb=2",
                "=1",
                "a=\"b",
                "a=\"b\"c",
                "a=b\"c",
                "a==\"b\" \"c\"",
                "retry count=3"
            })
    void otherTextIsNotStructured(String text) {
        assertThat(StructuredMessage.parse(text)).isEmpty();
    }

    @Test
    void limits() {
        String many = IntStream.range(0, 1000).mapToObj(i -> "\"f" + i + "\":1").collect(Collectors.joining(","));
        assertThat(fields("{" + many + "}")).hasSize(1000);
        assertThat(StructuredMessage.parse("{" + many + ",\"more\":1}")).isEmpty();
        assertThat(StructuredMessage.parse(many.replaceAll("\"|,", " ").replace(" :", "=") + " more=1"))
                .isEmpty();
        assertThat(fields("{\"a\":" + "[".repeat(31) + "]".repeat(31) + "}")).hasSize(1);
        assertThat(StructuredMessage.parse("{\"a\":" + "[".repeat(32) + "]".repeat(32) + "}"))
                .isEmpty();
        assertThat(StructuredMessage.parse("{\"a\":".repeat(100_000))).isEmpty();
        assertThat(StructuredMessage.parse("{\"a\":\"" + "x".repeat(1024 * 1024) + "\"}"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "level,panic,EMERGENCY",
        "severity,ALERT,ALERT",
        "lvl,crit,CRITICAL",
        "Level,Fatal,CRITICAL",
        "levelname,ERROR,ERROR",
        "loglevel,SEVERE,ERROR",
        "level,warn,WARNING",
        "LEVEL,WARN+1,WARNING",
        "log_level,Warning,WARNING",
        "severity,NOTICE,NOTICE",
        "@level,info,INFO",
        "@l,Information,INFO",
        "SeverityText,debug,DEBUG",
        "level,trace,DEBUG",
        "severity,3,ERROR",
        "PRIORITY,6,INFO",
        "level,30,INFO",
        "level,60,CRITICAL",
        "levelno,30,WARNING"
    })
    void levels(String name, String word, Priority priority) {
        assertThat(level("{\"" + name + "\":\"" + word + "\"}")).contains(priority);
        assertThat(level(name + "=" + word)).contains(priority);
    }

    @Test
    void anUnknownLevelIsNone() {
        assertThat(level("level=purple")).isEmpty();
        assertThat(level("level=8")).isEmpty();
        assertThat(level("a=b")).isEmpty();
        assertThat(level("level=purple severity=error")).contains(Priority.ERROR);
        assertThat(level("{\"log\":{\"level\":\"warn\"}}")).contains(Priority.WARNING);
    }

    @Test
    void theText() {
        assertThat(StructuredMessage.parse("level=info msg=\"a b\"")
                        .orElseThrow()
                        .text())
                .contains("a b");
        assertThat(StructuredMessage.parse("{\"Message\":\"a\"}").orElseThrow().text())
                .contains("a");
        assertThat(StructuredMessage.parse("a=b").orElseThrow().text()).isEmpty();
        assertThat(StructuredMessage.parse("a=b").orElseThrow().field("a")).contains("b");
        assertThat(StructuredMessage.parse("a=b").orElseThrow().field("A")).isEmpty();
    }

    @Test
    void anEntryHasTheFieldsOfItsMessage() {
        assertThat(Export.of("MESSAGE={\"level\":\"error\"}").structured().flatMap(StructuredMessage::level))
                .contains(Priority.ERROR);
        assertThat(Export.of("MESSAGE=plain").structured()).isEmpty();
    }
}

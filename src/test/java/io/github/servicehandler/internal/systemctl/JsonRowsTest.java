package io.github.servicehandler.internal.systemctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.reflect.TypeToken;
import io.github.servicehandler.CapturedOutput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRowsTest {

    private static final Gson GSON = new Gson();

    @Test
    void readsRowsOfTexts() {
        assertThat(JsonRows.parse(" [ { \"unit\" : \"a.service\", \"sub\":\"dead\" } ,\n{} ] \n"))
                .containsExactly(Map.of("unit", "a.service", "sub", "dead"), Map.of());
        assertThat(JsonRows.parse("[]")).isEmpty();
    }

    @Test
    void undoesEscapes() {
        assertThat(JsonRows.parse("[{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4\\uD83D\\ude00\"}]"))
                .containsExactly(Map.of("a", "\"\\/\b\f\n\r\tä😀"));
    }

    @Test
    void nullCountsAsLeftOutAndOtherLiteralsKeepTheirSpelling() {
        assertThat(JsonRows.parse("[{\"a\":null,\"b\":1.50e+3,\"c\":true}]"))
                .containsExactly(Map.of("b", "1.50e+3", "c", "true"));
    }

    @Test
    void theLastOfRepeatedKeysCounts() {
        assertThat(JsonRows.parse("[{\"a\":\"x\",\"a\":\"y\",\"b\":\"z\",\"b\":null}]"))
                .containsExactly(Map.of("a", "y"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "[",
                "[{",
                "[{}",
                "[{},]",
                "[{}]]",
                "[{}] x",
                "[1]",
                "[[]]",
                "[{\"a\"}]",
                "[{\"a\":}]",
                "[{\"a\":\"b\",}]",
                "[{\"a\":\"b]",
                "[{\"a\":\"b\\",
                "[{\"a\":\"\\x\"}]",
                "[{\"a\":\"\\u12",
                "[{\"a\":\"\\u12g4\"}]",
                "[{\"a\":\"\\u+123\"}]",
                "[{\"a\":\"\\u١٢٣٤\"}]",
                "[{\"a\":tru}]",
                "[{\"a\":NULL}]",
                "[{\"a\":1a}]",
                "[{\"a\":01}]",
                "[{\"a\":--1}]",
                "[{\"a\":1.}]",
                "[{\"a\":\u0661}]",
                "[{\"a\":{}}]",
                "[{\"a\":[]}]",
                "[{a:\"b\"}]",
                "UNIT LOAD ACTIVE SUB DESCRIPTION"
            })
    void refusesWhatSystemctlDoesNotPrint(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonRows.parse(text))
                .withMessageMatching("expected .* at position \\d+");
    }

    @Test
    void agreesWithAnotherParserOnRandomDocuments() {
        Random random = new Random(42);
        for (int i = 0; i < 20_000; i++) {
            List<Map<String, String>> rows = randomRows(random);
            GsonBuilder builder = new GsonBuilder();
            if (random.nextBoolean()) {
                builder.setPrettyPrinting();
            }
            if (random.nextBoolean()) {
                builder.disableHtmlEscaping();
            }
            assertThat(JsonRows.parse(builder.create().toJson(rows))).isEqualTo(rows);
        }
    }

    @ParameterizedTest
    @MethodSource("io.github.servicehandler.CapturedOutput#all")
    void agreesWithAnotherParserOnWhatEveryVersionPrints(CapturedOutput systemd) {
        for (String list : List.of("list-units", "list-unit-files")) {
            List<Map<String, String>> expected = GSON.fromJson(systemd.text(list), new TypeToken<>() {});
            expected.forEach(row -> row.values().removeIf(value -> value == null));
            assertThat(JsonRows.parse(systemd.text(list))).isEqualTo(expected).isNotEmpty();
        }
    }

    private static List<Map<String, String>> randomRows(Random random) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            Map<String, String> row = new LinkedHashMap<>();
            for (int j = random.nextInt(5); j > 0; j--) {
                row.put(randomText(random), randomText(random));
            }
            rows.add(row);
        }
        return rows;
    }

    private static String randomText(Random random) {
        String special = "\"\\/{}[]:,\n\r\t\b\f\u0000\u001f\u2028 äé€<&='u";
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append(
                    random.nextBoolean()
                            ? special.charAt(random.nextInt(special.length()))
                            : (char) random.nextInt(0x10000));
        }
        return text.toString();
    }
}

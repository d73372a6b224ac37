package io.github.servicehandler.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitNameEscapingTest {

    private static final String REFUSED = "!";

    @ParameterizedTest
    @MethodSource("captured")
    void doesAsSystemdEscape(String options, String input, String output) {
        if (output.equals(REFUSED)) {
            assertThatIllegalArgumentException().isThrownBy(() -> apply(options, input));
        } else {
            assertThat(apply(options, input)).isEqualTo(output);
        }
    }

    private static String apply(String options, String input) {
        return switch (options) {
            case "" -> UnitName.escape(input);
            case "-p" -> UnitName.escapePath(input);
            case "-u" -> UnitName.unescape(input);
            case "-u -p" -> UnitName.unescapePath(input);
            default -> throw new AssertionError(options);
        };
    }

    static Stream<Arguments> captured() throws IOException {
        try (InputStream in = UnitNameEscapingTest.class.getResourceAsStream("/unit/systemd-escape.tsv")) {
            String table = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return table.lines().filter(line -> !line.startsWith("#")).map(UnitNameEscapingTest::row);
        }
    }

    private static Arguments row(String line) {
        String[] columns = line.split("\t", -1);
        return Arguments.of(columns[0], decoded(columns[1]), decoded(columns[2]));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0b", "\uD800", "\uDC00\uD800"})
    void refusesTextThatNoCommandLineCanHold(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> UnitName.escape(text));
        assertThatIllegalArgumentException().isThrownBy(() -> UnitName.escapePath(text));
        assertThatIllegalArgumentException().isThrownBy(() -> UnitName.unescape(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\xff", "a\\xc3", "\\xed\\xa0\\x80", "a\\x00b"})
    void refusesToUnescapeWhatIsNoText(String escaped) {
        assertThatIllegalArgumentException().isThrownBy(() -> UnitName.unescape(escaped));
    }

    @Test
    void takesPathsUpToTheLimitOfTheKernel() {
        String component = "/" + "x".repeat(255);
        String longest = component.repeat(15) + "/" + "y".repeat(254);

        assertThat(UnitName.escapePath(longest)).hasSize(4094);
        assertThatIllegalArgumentException().isThrownBy(() -> UnitName.escapePath(longest + "y"));
        assertThat(UnitName.escapePath(longest.substring(1) + "y")).hasSize(4095);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UnitName.unescapePath(longest.substring(1).replace('/', '-') + "y"));
    }

    @Test
    void escapesBusLabels() {
        assertThat(UnitNameEscaping.busLabel("")).isEqualTo("_");
        assertThat(UnitNameEscaping.busLabel("0a9Z")).isEqualTo("_30a9Z");
        assertThat(UnitNameEscaping.busLabel("_\u00e4")).isEqualTo("_5f_c3_a4");
    }
}

package io.github.servicehandler.testing.internal.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.unit.UnitPattern;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShellGlobTest {

    private static final List<String> NAMES = List.of(
            "a.service",
            "b.service",
            "c.service",
            "^.service",
            "!.service",
            "].service",
            "[.service",
            "&.service",
            "-.service",
            "\\.service",
            "\\x2d.service",
            "a\\x2db.service",
            "ab.service",
            "a.timer");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*.*",
                "?.*",
                "[ab].service",
                "[a-c].service",
                "[!ab].service",
                "[^ab].service",
                "[a^].service",
                "[a!].service",
                "[]].service",
                "[]a].service",
                "[!]a].service",
                "[[a].service",
                "[a&&b].service",
                "[a-].service",
                "[\\x].service",
                "[!\\].service",
                "\\x2d.service",
                "a\\x2d*.service",
                "\\*.service"
            })
    void agreesWithThePatternsOfTheLibrary(String pattern) {
        ShellGlob glob = ShellGlob.of(pattern);
        UnitPattern expected = UnitPattern.of(pattern);

        assertThat(NAMES.stream().filter(glob::matches))
                .isNotEmpty()
                .containsExactlyElementsOf(
                        NAMES.stream().filter(expected::matches).toList());
    }

    @ParameterizedTest
    @CsvSource({"[a, [a", "a[, a[", "[], []", "[!, [!", "[!], [!]"})
    void aBracketThatBeginsNoSetIsItself(String pattern, String text) {
        assertThat(ShellGlob.of(pattern).matches(text)).isTrue();
    }

    @Test
    void aStarMatchesAnyText() {
        assertThat(ShellGlob.of("/etc/*.conf").matches("/etc/a/b.conf")).isTrue();
        assertThat(ShellGlob.of("/etc/*.conf").matches("/etc/a.confd")).isFalse();
    }
}

package io.github.servicehandler.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitPatternTest {

    @ParameterizedTest
    @CsvSource({
        "bot-*, bot-a.service",
        "bot-?.service, bot-a.service",
        "bot-[ab].service, bot-b.service",
        "bot-[!ab].service, bot-c.service",
        "bot-[a-c]*.*, bot-c.timer",
        "bot-*.timer, bot-c.timer",
        "bot, bot.service",
        "*, anything.service",
        "*.*, anything.socket",
        "a\\x2db*, a\\x2db.service",
        "[]]*, ].service",
        "[!]a]*, b.service",
        "[a^]*, ^.service",
        "[a&&b]*, &.service"
    })
    void matches(String pattern, String name) {
        assertThat(UnitPattern.of(pattern).matches(name)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "bot-*, robot-a.service",
        "bot-*, bot-a.timer",
        "*, anything.socket",
        "bot-?.service, bot-ab.service",
        "bot-[ab].service, bot-c.service",
        "bot-[!ab].service, bot-a.service",
        "bot, bot.timer",
        "bo.*, bot.service",
        "[!]a]*, ].service",
        "[!]a]*, a.service"
    })
    void doesNotMatch(String pattern, String name) {
        assertThat(UnitPattern.of(pattern).matches(name)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"bot, bot.service", "bot-*, bot-*.service", "bot-*.timer, bot-*.timer", "*.*, *.*", "*, *.service"})
    void completesAPatternWithoutADotAsAServiceName(String pattern, String glob) {
        assertThat(UnitPattern.of(pattern).glob()).isEqualTo(glob);
        assertThat(UnitPattern.of(pattern)).hasToString(pattern).isEqualTo(UnitPattern.of(glob));
    }

    @Test
    void matchesIfOneOfSeveralDoes() {
        List<UnitPattern> patterns = List.of(UnitPattern.of("a*"), UnitPattern.of("b*"));

        assertThat(UnitPattern.anyMatches(patterns, "bot.service")).isTrue();
        assertThat(UnitPattern.anyMatches(patterns, "cat.service")).isFalse();
        assertThat(UnitPattern.anyMatches(List.of(), "bot.service")).isFalse();
    }

    @Test
    void tellsANameFromAPattern() {
        assertThat(UnitPattern.of("bot").isName()).isTrue();
        assertThat(UnitPattern.of("bo?").isName()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bot *", "bot/*", "bö*", "bot-[a", "bot-[z-a]", "bot.exe", ""})
    void quotesAnInvalidPattern(String pattern) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UnitPattern.of(pattern))
                .withMessageContaining("\"" + pattern);
    }

    @Test
    void showsControlCharactersOfAnInvalidPatternEscaped() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UnitPattern.of("*\u001b"))
                .withMessageNotContaining("\u001b");
    }
}

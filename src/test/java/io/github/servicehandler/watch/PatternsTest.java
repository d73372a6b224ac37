package io.github.servicehandler.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatternsTest {

    @ParameterizedTest
    @CsvSource({
        "bot-*, bot-a.service",
        "bot-?.service, bot-a.service",
        "bot-[ab].service, bot-b.service",
        "bot-[!ab].service, bot-c.service",
        "bot-[a-c]*, bot-c.timer",
        "bot, bot.service",
        "*, anything.socket",
        "a\\x2db*, a\\x2db.service",
        "[]]*, ].service",
        "[!]a]*, b.service",
        "[a^]*, ^.service",
        "[a&&b]*, &.service"
    })
    void match(String pattern, String name) {
        assertThat(Patterns.of(List.of(pattern)).match(name)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "bot-*, robot-a.service",
        "bot-?.service, bot-ab.service",
        "bot-[ab].service, bot-c.service",
        "bot-[!ab].service, bot-a.service",
        "bot, bot.timer",
        "bo.*, bot.service",
        "[!]a]*, ].service",
        "[!]a]*, a.service"
    })
    void doNotMatch(String pattern, String name) {
        assertThat(Patterns.of(List.of(pattern)).match(name)).isFalse();
    }

    @Test
    void oneOfSeveralIsEnough() {
        assertThat(Patterns.of(List.of("a*", "b*")).match("bot.service")).isTrue();
        assertThat(Patterns.of(List.of()).match("bot.service")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bot *", "bot/*", "bö*", "bot-[a", "bot-[z-a]", "*\n", ""})
    void badOnesAreNamed(String pattern) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Patterns.of(List.of(pattern)))
                .withMessageContaining(pattern);
    }
}

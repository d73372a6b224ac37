package io.github.servicehandler.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.unit.UnitName;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternTest {

    @ParameterizedTest
    @CsvSource({
        "bot, bot.service, true",
        "bot.service, bot.service, true",
        "bot, bots.service, false",
        "bot, bot, true",
        "bot-*, bot-a.service, true",
        "bot-*, bot-.service, true",
        "bot-*, robot-a.service, false",
        "*-bot, a-bot.service, true",
        "*, anything.service, true",
        "b*t*.service, bot@1.service, true",
        // not a regular expression
        "b.t, bot.service, false",
        "bot@(1), bot@1.service, false",
        "b.*, bot.service, false"
    })
    void matchesWholeNamesInWhichAStarIsAnyText(String pattern, String unit, boolean expected) {
        assertThat(NamePattern.of(pattern)
                        .among(Set.of(UnitName.of(unit), UnitName.of("other.timer")))
                        .contains(UnitName.of(unit)))
                .isEqualTo(expected);
    }
}

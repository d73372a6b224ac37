package io.github.servicehandler.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RotatedNamesTest {

    private static final Path LOG = Path.of("bot.log");

    @ParameterizedTest
    @ValueSource(strings = {"bot.log.1", "bot.log-20261123", "bot.log.old", "bot.log_2", "bot.log~"})
    void aSuffixMakesARotatedName(String name) {
        assertThat(RotatedNames.isRotated(Path.of(name), LOG)).isTrue();
        assertThat(RotatedNames.possibleOriginals(Path.of(name))).contains(LOG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bot.log", "bot.log2", "bot", "robot.log.1", "all.log", "bot.1.log"})
    void anotherNameIsThatOfAnotherFile(String name) {
        assertThat(RotatedNames.isRotated(Path.of(name), LOG)).isFalse();
        assertThat(RotatedNames.possibleOriginals(Path.of(name))).doesNotContain(LOG);
    }

    @Test
    void aNameWithoutSeparatorIsNotRotated() {
        assertThat(RotatedNames.possibleOriginals(Path.of("log"))).isEmpty();
        assertThat(RotatedNames.possibleOriginals(Path.of(".hidden"))).isEmpty();
    }
}

package io.github.servicehandler.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogFilePositionTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "s=1",
                "o=1;f=0;l=0",
                "o=-1;f=0;l=0;i=1",
                "o=1;f=0;l=0;i=1;",
                "o=9999999999999999999;f=0;l=0;i=1"
            })
    void otherTextsAreRefused(String text) {
        assertThatThrownBy(() -> new LogFilePosition(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + text + "\" is not a position in a log file");
    }

    @Test
    void theTextIsReadAgain() {
        LogFilePosition position = new LogFilePosition("o=17;f=abc;l=0;i=4711");

        assertThat(position).hasToString("o=17;f=abc;l=0;i=4711");
        assertThat(position.offset()).isEqualTo(17);
        assertThat(position.isNumberOf("(dev=1,ino=4711)")).isTrue();
        assertThat(position.isNumberOf("(dev=1,ino=471)")).isFalse();
    }
}

package io.github.servicehandler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessExitTest {

    @ParameterizedTest
    @CsvSource({
        "false, 0, 0/SUCCESS",
        "false, 1, 1/FAILURE",
        "false, 42, 42",
        "false, 203, 203/EXEC",
        "false, 217, 217/USER",
        "false, 128, 128",
        "false, 137, 137 (128 + 9/KILL)",
        "false, 143, 143 (128 + 15/TERM)",
        "false, 160, 160",
        "true, 9, 9/KILL",
        "true, 15, 15/TERM",
        "true, 0, 0",
        "true, 64, 64"
    })
    void speaksSystemdsWords(boolean bySignal, int code, String words) {
        assertThat(new ProcessExit(bySignal, code)).hasToString(words);
    }

    @Test
    void onlyExitCodeZeroIsClean() {
        assertThat(new ProcessExit(false, 0).isClean()).isTrue();
        assertThat(new ProcessExit(false, 1).isClean()).isFalse();
        assertThat(new ProcessExit(true, 15).isClean()).isFalse();
    }
}

package io.github.servicehandler.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExitStatusTest {

    @ParameterizedTest
    @CsvSource({
        "SUCCESS, 0/SUCCESS",
        "0, 0/SUCCESS",
        "200, 200/CHDIR",
        "CHDIR, 200/CHDIR",
        "200/CHDIR, 200/CHDIR",
        "143, 143",
        "255, 255/EXCEPTION",
        "SIGTERM, 15/TERM",
        "TERM, 15/TERM",
        "9/KILL, 9/KILL",
        "RTMIN, 34/RTMIN+0",
        "SIGRTMIN+30, 64/RTMIN+30"
    })
    void everyFormIsRead(String text, String printed) {
        ExitStatus status = ExitStatus.parse(text);

        assertThat(status).hasToString(printed);
        assertThat(ExitStatus.parse(printed)).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "256", "-1", "SIG", "SIGNOPE", "term", "200/EXEC", "15/15", "143/", "RTMIN+31", "RTMIN+x"})
    void anythingElseIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExitStatus.parse(text))
                .withMessageStartingWith("exit status \"" + text + "\" is invalid");
    }

    @Test
    void numbersAreChecked() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ExitStatus(256, false));
        assertThatIllegalArgumentException().isThrownBy(() -> new ExitStatus(33, true));
    }
}

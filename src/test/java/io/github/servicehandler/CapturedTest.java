package io.github.servicehandler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests that the fixtures are captured with the commands that the library runs. */
class CapturedTest {

    private final Systemctl systemctl = new Systemctl(Target.user(), Duration.ofSeconds(1));

    @Test
    void theCapturedCommandsAreThoseOfTheLibrary() {
        assertThat(systemctl.show(List.of(), ServiceStatus.PROPERTIES)).hasToString(Captured.command("show"));
        assertThat(systemctl.listUnits(List.of())).hasToString(Captured.command("list-units"));
        assertThat(systemctl.listUnitFiles(List.of())).hasToString(Captured.command("list-unit-files"));
    }
}

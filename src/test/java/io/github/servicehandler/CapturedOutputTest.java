package io.github.servicehandler;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.internal.systemctl.StatusProperties;
import io.github.servicehandler.internal.systemctl.SystemctlCommands;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Test that the fixtures were captured with the commands that the library runs. */
class CapturedOutputTest {

    private final SystemctlCommands systemctl =
            new SystemctlCommands(ManagerAddress.user().arguments(), Duration.ofSeconds(1));

    @Test
    void theCapturedCommandsAreThoseOfTheLibrary() {
        assertThat(systemctl.show(List.of(), StatusProperties.ALL)).hasToString(CapturedOutput.command("show"));
        assertThat(systemctl.listUnits(List.of())).hasToString(CapturedOutput.command("list-units"));
        assertThat(systemctl.listUnitFiles(List.of())).hasToString(CapturedOutput.command("list-unit-files"));
    }
}

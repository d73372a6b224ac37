package io.github.servicehandler;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import org.junit.jupiter.api.Test;

@RequiresSystemManager
class SystemManagerIT {

    @Test
    void tellsAVersionThatTheLibrarySupports() {
        CommandResult result =
                CommandRunner.local().run(Command.of("systemctl", "--system", "show", "--property=Version"));

        assertThat(result.stdout()).startsWith("Version=");
        assertThat(major(result.stdout())).isBetween(247, 999);
    }

    private static int major(String line) {
        return Integer.parseInt(line.replaceFirst("Version=(\\d+)(?s:.*)", "$1"));
    }
}

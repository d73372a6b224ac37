package io.github.servicehandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.servicehandler.command.AccessDeniedException;
import io.github.servicehandler.command.CommandFailedException;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.testing.FakeSystemd;
import io.github.servicehandler.unit.UnitFile;
import org.junit.jupiter.api.Test;

class LingeringTest {

    private final ScriptedRunner runner = new ScriptedRunner();
    private final Systemd scripted = Systemd.of(ManagerAddress.user(), runner);

    @Test
    void servicesOfAUserStartAtBootOnlyIfTheUserLingers() {
        Systemd systemd = Systemd.of(ManagerAddress.user(), FakeSystemd.create());
        ServiceHandler bot = systemd.install(
                "bot",
                UnitFile.service()
                        .execStart("/usr/bin/bot")
                        .wantedBy("default.target")
                        .build());
        bot.enable();

        assertThat(systemd.lingering()).isFalse();
        assertThat(bot.startsAtBoot().toString()).startsWith("no: lingering is off");
        systemd.enableLinger();
        systemd.enableLinger();
        assertThat(systemd.lingering()).isTrue();
        assertThat(bot.startsAtBoot().toString()).startsWith("yes: it is wanted by default.target");
    }

    @Test
    void aUserWhoIsNotKnownToLogindDoesNotLinger() {
        runner.on("id", CommandResult.ok("bot\n"))
                .on("loginctl", CommandResult.failed(1, "User ID 1001 is not logged in or lingering\n"));
        assertThat(scripted.lingering()).isFalse();
    }

    @Test
    void errorsAreReported() {
        runner.on("id", CommandResult.ok("bot\n"))
                .on(
                        "loginctl",
                        CommandResult.failed(1, "Failed to look up user bot: No such process\n"),
                        CommandResult.failed(1, "Could not enable linger: Access denied\n"));

        assertThatExceptionOfType(CommandFailedException.class).isThrownBy(scripted::lingering);
        assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(scripted::enableLinger);
    }
}

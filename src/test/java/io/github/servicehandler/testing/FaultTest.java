package io.github.servicehandler.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandStartException;
import io.github.servicehandler.command.CommandTimeoutException;
import io.github.servicehandler.command.RunningCommand;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FaultTest {

    private final FakeSystemd fake = FakeSystemd.create();
    private final Shell shell = new Shell(fake);

    @Test
    void busGoneFailsEveryCommand() {
        fake.fail(Fault.busGone());

        CommandResult result = shell.systemctl("show", "bot");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.stderr()).isEqualTo("Failed to connect to bus: No medium found\n");
    }

    @Test
    void notBootedFailsWithSystemdsMessage() {
        fake.fail(Fault.notBooted());

        assertThat(shell.systemctl("start", "bot").stderr()).startsWith("System has not been booted with systemd");
    }

    @Test
    void timeoutPassesInVirtualTime() {
        fake.fail(Fault.timeout());
        Instant before = fake.time().instant();
        Command command = Command.of("systemctl", "start", "bot").withTimeout(Duration.ofMinutes(1));

        assertThatExceptionOfType(CommandTimeoutException.class).isThrownBy(() -> fake.run(command));
        assertThat(fake.time().instant()).isEqualTo(before.plusSeconds(60));
    }

    @Test
    void notInstalledFailsToStart() {
        fake.fail(Fault.notInstalled());

        assertThatExceptionOfType(CommandStartException.class)
                .isThrownBy(() -> shell.systemctl("start", "bot"))
                .withMessage("there is no program \"systemctl\" [systemctl --user start bot]");
    }

    @Test
    void garbageSucceedsWithTheGivenOutput() {
        fake.fail(Fault.garbage("\u0007#"));

        assertThat(shell.systemctl("show", "bot")).isEqualTo(CommandResult.ok("\u0007#"));
    }

    @Test
    void failingReturnsTheGivenExitCodeAndMessage() {
        fake.fail(Fault.failing(42, "out of cheese"));

        assertThat(shell.systemctl("show", "bot")).isEqualTo(CommandResult.failed(42, "out of cheese\n"));
    }

    @Test
    void startedCommandFailsToo() throws IOException {
        fake.fail(Fault.failing(1, "No journal files were found."));

        try (RunningCommand follow = fake.start(Command.of("journalctl", "--follow"))) {
            assertThat(follow.stdout().read()).isEqualTo(-1);
            assertThat(follow.stderrTail()).isEqualTo("No journal files were found.\n");
            assertThat(follow.exitCode()).hasValue(1);
        }
    }

    @Test
    void failNextAffectsOneCommand() {
        fake.failNext(Fault.busGone());

        assertThat(shell.systemctl("daemon-reload").exitCode()).isEqualTo(1);
        assertThat(shell.systemctl("daemon-reload").exitCode()).isZero();
    }

    @Test
    void permissionDeniedRefusesChangesAsSystemd252() {
        assertDenied(252, 1, "Failed to start bot.service: Interactive authentication required.", "start", "bot");
        assertDenied(252, 1, "Failed to enable unit: Interactive authentication required.", "enable", "bot");
        assertDenied(252, 1, "Failed to set environment: Access denied", "set-environment", "A=B");
        assertDenied(252, 1, "Failed to start jobs: Access denied", "reload-or-restart", "--marked");
        assertDenied(
                252,
                1,
                "Failed to set unit properties on bot.service: Interactive authentication required.",
                "set-property",
                "bot",
                "TasksMax=1");
    }

    @Test
    void permissionDeniedRefusesChangesAsSystemd262() {
        assertDenied(262, 4, "Failed to start bot.service: Access denied", "start", "bot");
        assertDenied(262, 4, "Failed to enqueue jobs: Access denied", "stop", "bot", "other");
        assertDenied(262, 1, "Failed to mask unit: Access denied", "mask", "bot");
        assertDenied(262, 1, "Reload daemon failed: Access denied", "daemon-reload");
        assertDenied(262, 1, "Failed to kill unit bot.service: Access denied", "kill", "bot");
        assertDenied(262, 1, "Failed to execute operation: Access denied", "reset-failed");
        assertDenied(262, 1, "Failed to revert unit: Access denied", "revert", "bot");
        assertDenied(262, 1, "Failed to preset unit: Access denied", "preset", "bot");
        assertDenied(262, 1, "Failed to preset all units: Access denied", "preset-all");
        assertDenied(262, 1, "Failed to set default target: Access denied", "set-default", "rescue.target");
        assertDenied(262, 4, "Failed to start rescue.target: Access denied", "isolate", "rescue");
        assertDenied(
                262,
                1,
                "Failed to create parent directories for '/etc/systemd/system/bot.service.d/override.conf':"
                        + " Permission denied",
                "edit",
                "bot",
                "--stdin");
        assertDenied(262, 1, "Failed to add dependency: Access denied", "add-wants", "a.target", "bot");
        assertDenied(262, 1, "Failed to import environment: Access denied", "import-environment", "HOME");
        assertDenied(
                262,
                1,
                "Failed to set log level of org.freedesktop.systemd1 to debug: Access denied",
                "log-level",
                "debug");
        assertDenied(262, 1, "Failed to set service-watchdog state: Access denied", "service-watchdogs", "no");
    }

    @Test
    void permissionDeniedAllowsToReadTheSettingsOfTheManager() {
        fake.fail(Fault.permissionDenied());

        assertThat(shell.systemctl("log-level").stdout()).isEqualTo("info\n");
        assertThat(shell.systemctl("service-watchdogs").stdout()).isEqualTo("yes\n");
        assertThat(shell.systemctl("show-environment").exitCode()).isZero();
    }

    private static void assertDenied(int version, int exitCode, String complaint, String... words) {
        FakeSystemd denying = FakeSystemd.create(version);
        denying.fail(Fault.permissionDenied());
        CommandResult result = new Shell(denying).systemctl(words);
        assertThat(result.stderr()).startsWith(complaint + "\n");
        assertThat(result.exitCode()).isEqualTo(exitCode);
    }

    @Test
    void permissionDeniedAllowsReading() {
        fake.install("bot");
        fake.fail(Fault.permissionDenied());

        assertThat(shell.show("bot", "LoadState")).containsExactly("LoadState=loaded");
    }

    @Test
    void failNextWaitsForACommandThatItAffects() {
        fake.install("bot");
        fake.failNext(Fault.permissionDenied());

        assertThat(shell.systemctl("show", "bot").exitCode()).isZero();
        assertThat(shell.systemctl("start", "bot").exitCode()).isNotZero();
        assertThat(shell.systemctl("start", "bot").exitCode()).isZero();
    }
}

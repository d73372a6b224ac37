package io.github.servicehandler.testing.internal.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.testing.FakeSystemd;
import io.github.servicehandler.testing.FakeSystemdException;
import io.github.servicehandler.testing.Shell;
import org.junit.jupiter.api.Test;

/**
 * The exact texts that the contract test of transient units does not compare; they were captured from systemd 252 and
 * 262.
 */
class FakeSystemdRunTest {

    private static Shell shell(int version) {
        return new Shell(FakeSystemd.create(version));
    }

    @Test
    void theUnitFileIsGeneratedAsBySystemd252() {
        Shell shell = shell(252);

        CommandResult result = shell.systemdRun(
                "--unit=case", "-p", "Restart=always", "-E", "FOO=bar", "--collect", "--", "/bin/sleep", "1000");

        assertThat(result.stderr()).isEqualTo("Running as unit: case.service\n");
        assertThat(shell.systemctl("cat", "case").stdout()).isEqualTo("""
                # /run/user/1000/systemd/transient/case.service
                # This is a transient unit file, created programmatically via the systemd API. Do not edit.
                [Unit]
                Description=/bin/sleep 1000
                CollectMode=inactive-or-failed

                [Service]
                Restart=always
                Environment="FOO=bar"
                ExecStart=
                ExecStart="/bin/sleep" "1000"
                """);
    }

    @Test
    void systemd262PrintsMore() {
        Shell shell = shell(262);

        CommandResult result = shell.systemdRun("--unit=case", "sleep", "1000");

        assertThat(result.stderr()).matches("Running as unit: case.service; invocation ID: [0-9a-f]{32}\n");
        assertThat(shell.show("case", "Description")).containsExactly("Description=[systemd-run] /usr/bin/sleep 1000");
    }

    @Test
    void aTimerIsGeneratedWithItsService() {
        Shell shell = shell(252);

        CommandResult result = shell.systemdRun("--unit=case", "--on-active=1000", "/bin/true", "a b");

        assertThat(result.stderr()).isEqualTo("""
                Running timer as unit: case.timer
                Will run service as unit: case.service
                """);
        assertThat(shell.systemctl("cat", "case.timer").stdout()).endsWith("""
                Description=/bin/true a b

                [Timer]
                OnActiveSec=16min 40s
                RemainAfterElapse=no
                """);
    }

    @Test
    void waitPrintsASummary() {
        CommandResult old = shell(252).systemdRun("--unit=case", "--wait", "/bin/false");
        assertThat(old.exitCode()).isEqualTo(1);
        assertThat(old.stderr()).contains("Main processes terminated with: code=exited/status=1\n");

        CommandResult recent = shell(262).systemdRun("--unit=case", "--wait", "/bin/false");
        assertThat(recent.stderr())
                .contains("          Finished with result: exit-code\n")
                .contains("Main processes terminated with: code=exited, status=1/FAILURE\n");
    }

    @Test
    void aMissingNameIsGenerated() {
        assertThat(shell(252).systemdRun("/bin/sleep", "9").stderr())
                .matches("Running as unit: run-r\\w{32}\\.service\n");
        assertThat(shell(262).systemdRun("/bin/sleep", "9").stderr()).startsWith("Running as unit: run-p");
    }

    @Test
    void invalidCommandsAreRefused() {
        assertRefused("Command line to execute required.");
        assertRefused("Unknown assignment: Foo=bar", "-p", "Foo=bar", "/bin/true");
        assertRefused("Failed to find executable /nonexistent: No such file or directory", "/nonexistent");
        assertRefused("Failed to parse OnActiveSec=frob: Invalid argument", "--on-active=frob", "/bin/true");
        assertRefused(
                "--wait may not be combined with path, socket or timer operations.",
                "--wait",
                "--on-active=5",
                "/bin/true");
        assertRefused(
                "Failed to start transient service unit: Cannot set property ExecStart, or unknown property.",
                "--unit=case.timer",
                "/bin/true");
    }

    private static void assertRefused(String complaint, String... words) {
        CommandResult result = shell(252).systemdRun(words);
        assertThat(result.stderr()).isEqualTo(complaint + "\n");
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void scopesAreRefused() {
        Shell shell = shell(252);

        assertThatThrownBy(() -> shell.systemdRun("--scope", "sleep", "1000"))
                .isInstanceOf(FakeSystemdException.class)
                .hasMessageContaining("leave out --scope");
    }
}

package io.github.servicehandler.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Tests the preset files, the default target and the files of all users, which a test on a real machine must not
 * change.
 */
class PresetTest {

    private static final String INSTALLABLE = "[Service]\nExecStart=/bin/sleep 50\n[Install]\nWantedBy=%s\n";

    private final FakeSystemd fake = FakeSystemd.create(262);
    private final FakeDisk disk = new FakeDisk(fake);

    private CommandResult systemctl(String... words) {
        return fake.run(Command.of(
                Stream.concat(Stream.of("systemctl"), Stream.of(words)).toList()));
    }

    private void units(String... names) {
        for (String name : names) {
            disk.write("/etc/systemd/system/" + name, INSTALLABLE.formatted("multi-user.target"));
        }
    }

    @Test
    void theFirstMatchingRuleDecides() {
        units("case-a.service", "case-b.service", "case-c.service", "case-t@.service");
        disk.write("/usr/lib/systemd/system-preset/10-case.preset", "enable case-c.service\n");
        disk.write(
                "/run/systemd/system-preset/10-case.preset",
                "# of the administrator\nignore case-b.service\nenable case-t@.service x y\ndisable case-*\n");
        systemctl("daemon-reload");
        systemctl("enable", "case-a", "case-b", "case-c");

        assertThat(systemctl("preset", "case-a", "case-b", "case-c", "case-t@.service")
                        .exitCode())
                .isZero();

        assertThat(systemctl("is-enabled", "case-a", "case-b", "case-c", "case-t@x", "case-t@y", "case-t@z")
                        .stdout())
                .isEqualTo("disabled\nenabled\ndisabled\nenabled\nenabled\ndisabled\n");
        assertThat(systemctl("list-unit-files", "--no-legend", "case-*")
                        .stdout()
                        .lines()
                        .map(PresetTest::words))
                .containsExactly(
                        List.of("case-a.service", "disabled", "disabled"),
                        List.of("case-b.service", "enabled", "ignored"),
                        List.of("case-c.service", "disabled", "disabled"),
                        List.of("case-t@.service", "indirect", "enabled"));
    }

    private static List<String> words(String line) {
        return List.of(line.strip().split(" +", -1));
    }

    @Test
    void allUnitsGetTheirPresets() {
        units("case-a.service", "case-b.service");
        disk.link("/etc/systemd/system/case-m.service", "/dev/null");
        disk.write("/etc/systemd/system-preset/10-case.preset", "disable case-b.service\n");
        systemctl("daemon-reload");
        systemctl("enable", "case-b");

        assertThat(systemctl("preset-all").exitCode()).isZero();

        assertThat(systemctl("is-enabled", "case-a", "case-b", "case-m").stdout())
                .isEqualTo("enabled\ndisabled\nmasked\n");
    }

    @Test
    void theDefaultTargetIsALink() {
        assertThat(systemctl("get-default").stdout()).isEqualTo("graphical.target\n");

        assertThat(systemctl("set-default", "emergency").stderr())
                .isEqualTo("Created symlink '/etc/systemd/system/default.target'"
                        + " → '/usr/lib/systemd/system/emergency.target'.\n");
        assertThat(systemctl("get-default").stdout()).isEqualTo("emergency.target\n");
        assertThat(systemctl("set-default", "emergency.target").stderr()).isEmpty();
        assertThat(systemctl("--root=/", "set-default", "graphical.target").stderr())
                .startsWith("Removed '/etc/systemd/system/default.target'.\nCreated symlink ");
        assertThat(systemctl("--root=/", "get-default").stdout()).isEqualTo("graphical.target\n");
    }

    @Test
    void aUnitOfAllUsersIsInEachUsersManager() {
        String unit = INSTALLABLE.formatted("default.target");
        assertThat(fake.run(Command.of(
                                        "systemctl",
                                        "--global",
                                        "edit",
                                        "--runtime",
                                        "--stdin",
                                        "--full",
                                        "--force",
                                        "case.service")
                                .withInput(unit))
                        .stderr())
                .isEqualTo("Successfully installed edited file '/run/systemd/user/case.service'.\n");
        assertThat(systemctl("--global", "cat", "case").stdout()).startsWith("# /run/systemd/user/case.service\n");
        assertThat(systemctl("--global", "enable", "case").stderr())
                .isEqualTo("Created symlink '/etc/systemd/user/default.target.wants/case.service'"
                        + " → '/run/systemd/user/case.service'.\n");

        systemctl("--user", "daemon-reload");
        assertThat(systemctl("--user", "is-enabled", "case").stdout()).isEqualTo("enabled\n");
        assertThat(systemctl("--user", "start", "case").exitCode()).isZero();
        assertThat(systemctl("--global", "start", "case").stderr())
                .isEqualTo("--global is not supported for this operation.\n");
        assertThat(systemctl("is-enabled", "case").exitCode()).isEqualTo(4);
    }

    @Test
    void nowNeedsAManager() {
        units("case-a.service");

        CommandResult result = systemctl("--root=/", "enable", "--now", "case-a");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.stderr()).endsWith("--now cannot be used with --root=.\n");
        assertThat(systemctl("is-active", "case-a").stdout()).isEqualTo("inactive\n");
    }
}

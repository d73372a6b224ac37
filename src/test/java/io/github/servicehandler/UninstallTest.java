package io.github.servicehandler;

import static io.github.servicehandler.ShowOutput.missing;
import static io.github.servicehandler.ShowOutput.unit;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.testing.FakeSystemd;
import io.github.servicehandler.unit.UnitFile;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to a unit whose file is to be removed. */
class UninstallTest {

    private static final String UNIT_PATH = "UnitPath=/home/me/.config/systemd/user\n";

    private static final String INSTALL = "[Install]\nWantedBy=default.target\n";

    private final ScriptedRunner runner = new ScriptedRunner();

    @Test
    void theFileOfAUnitThatCannotBeDisabledIsKept() {
        ShowOutput enabled = unit("bot").running().with("UnitFileState", "enabled");
        runner.on(
                        "show",
                        CommandResult.ok(enabled.toString()),
                        CommandResult.ok(UNIT_PATH),
                        CommandResult.ok(enabled.toString()),
                        CommandResult.ok(unit("bot")
                                .dead()
                                .with("UnitFileState", "enabled")
                                .toString()))
                .on(
                        "disable",
                        new CommandResult(1, "", "Failed to disable unit: Read-only file system\n", Duration.ZERO))
                .accepts("daemon-reload")
                .lists();

        Outcome outcome = Systemd.of(ManagerAddress.user(), runner)
                .uninstall(Systemd.of(ManagerAddress.user(), runner).service("bot"));

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(outcome.reason())
                .startsWith("its file was not removed, because the unit is still enabled: ")
                .contains("Read-only file system");
        assertThat(runner.ran()).noneMatch(command -> command.startsWith("rm"));
    }

    @ParameterizedTest
    @ValueSource(ints = {247, 252, 257, 262})
    void everyVersionRemovesAUnitAndItsLinks(int version) {
        for (Verb enable : new Verb[] {Verb.ENABLE.now(), Verb.ENABLE.runtime(), Verb.START}) {
            Systemd systemd = Systemd.of(ManagerAddress.user(), FakeSystemd.create(version));
            ServiceHandler bot = systemd.install(
                    "bot", UnitFile.parse("[Service]\nExecStart=/usr/bin/bot\n" + INSTALL + "Alias=robot.service\n"));
            bot.perform(enable);

            assertThat(systemd.uninstall(bot).kind()).as("%s", enable).isEqualTo(Outcome.Kind.OK);
            assertThat(bot.state()).isEqualTo(ServiceState.NOT_FOUND);
            assertThat(systemd.service("robot").state()).isEqualTo(ServiceState.NOT_FOUND);
            assertThat(systemd.uninstall(bot).kind()).isEqualTo(Outcome.Kind.ALREADY);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {247, 252, 257, 262})
    void theFileOfAUnitThatRefusesToStopIsKept(int version) {
        Systemd systemd = Systemd.of(ManagerAddress.user(), FakeSystemd.create(version));
        ServiceHandler bot = systemd.install(
                "bot", UnitFile.parse("[Unit]\nRefuseManualStop=yes\n[Service]\nExecStart=/usr/bin/bot\n" + INSTALL));
        bot.start();

        Outcome outcome = systemd.uninstall(bot);

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(outcome.reason()).startsWith("its file was not removed, because the unit is still RUNNING: ");
        assertThat(bot.state()).isEqualTo(ServiceState.RUNNING);
    }

    @Test
    void aUnitThatCannotBeLoadedIsRemoved() {
        Systemd systemd = Systemd.of(ManagerAddress.user(), FakeSystemd.create());
        ServiceHandler bot = systemd.install("bot", UnitFile.parse("[Service]\nType=simple\n"));

        assertThat(systemd.uninstall(bot).kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(bot.state()).isEqualTo(ServiceState.NOT_FOUND);
    }

    @Test
    void aUnitThatDoesNotExistIsGoneAlready() {
        runner.on(
                        "show",
                        CommandResult.ok(missing("bot").toString()),
                        CommandResult.ok(UNIT_PATH),
                        CommandResult.ok(missing("bot").toString()))
                .accepts("rm", "revert", "daemon-reload", "reset-failed")
                .lists();
        Systemd systemd = Systemd.of(ManagerAddress.user(), runner);

        assertThat(systemd.uninstall(systemd.service("bot")).kind()).isEqualTo(Outcome.Kind.ALREADY);
    }
}

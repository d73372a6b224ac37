package io.github.servicehandler;

import static io.github.servicehandler.ShowOutput.missing;
import static io.github.servicehandler.ShowOutput.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.unit.UnitFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SystemdTest {

    private final ScriptedRunner runner = new ScriptedRunner();
    private final Systemd systemd = Systemd.of(ManagerAddress.user(), runner);

    @Test
    void namesItsTarget() {
        assertThat(Systemd.user()).hasToString("user manager").isEqualTo(Systemd.of(ManagerAddress.user()));
        assertThat(Systemd.system()).hasToString("system manager").isNotEqualTo(Systemd.user());
        assertThat(Systemd.system().address()).isEqualTo(ManagerAddress.system());
        assertThat(ServiceHandler.of("bot").systemd()).isEqualTo(Systemd.user());
    }

    @Test
    void isEqualToAnotherWithTheSameTargetAndRunner() {
        assertThat(systemd)
                .isEqualTo(Systemd.of(ManagerAddress.user(), runner))
                .hasSameHashCodeAs(Systemd.of(ManagerAddress.user(), runner))
                .isNotEqualTo(Systemd.of(ManagerAddress.system(), runner))
                .isNotEqualTo(Systemd.user());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-H",
                "--help",
                "-bot.service",
                "a/b.service",
                "/etc/passwd",
                "../bot.service",
                "a\0b",
                "a\nb",
                "bot.service\n",
                "a b",
                "a\tb",
                "bot;id",
                "$(id)",
                "`id`",
                "bot|cat",
                "bot&",
                "bot>x",
                "bot*",
                "bot?.service",
                "[a].service",
                "'bot'",
                "\"bot\"",
                "~bot",
                "bot!",
                "bot#1",
                "bot,b",
                "a=b",
                "böt",
                "bot.exe",
                "bot.Service",
                "bot.",
                ".service",
                "@.service",
                "bot@",
                "bot@.service"
            })
    void refusesABadNameAndRunsNothing(String name) {
        String shown = name.lines().findFirst().orElse("").replaceAll("[\0\t].*", "");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> systemd.service(name))
                .withMessageContaining(shown)
                .withMessageMatching("(?s).*(\"|\\\\).*");
        assertThatIllegalArgumentException().isThrownBy(() -> systemd.services("good", name));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> systemd.install(
                        name, UnitFile.service().execStart("/bin/true").build()));
        assertThat(runner.ran()).isEmpty();
    }

    @Test
    void aNameMayBe255CharactersLong() {
        assertThat(systemd.service("a".repeat(247)).unitName().toString()).hasSize(255);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> systemd.service("a".repeat(248)))
                .withMessageContaining("255");
    }

    @Test
    void refusesATimeoutThatIsNotPositive() {
        assertThatIllegalArgumentException().isThrownBy(() -> systemd.withTimeout(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> systemd.withTimeout(Duration.ofSeconds(-1)));
    }

    @Test
    void questionsHaveTheTimeoutThatWasGivenAndVerbsTheirOwn() {
        runner.shows(unit("bot").dead(), unit("bot").running()).accepts("start");
        systemd.withTimeout(Duration.ofSeconds(3)).service("bot").start();
        assertThat(runner.commands())
                .extracting(Command::timeout)
                .containsExactly(Duration.ofSeconds(3), Duration.ofMinutes(2), Duration.ofSeconds(3));
    }

    @Test
    void unitsThatNobodyHasLookedAtAreReadByOneCommand() {
        runner.shows(unit("a").running()).shows(unit("b").dead()).shows(missing("c"));
        List<ServiceHandler> handlers = systemd.services("a", "b", "c");
        assertThat(systemd.statuses(handlers).values())
                .extracting(ServiceStatus::state)
                .containsExactly(ServiceState.RUNNING, ServiceState.STOPPED, ServiceState.NOT_FOUND);
        assertThat(runner.ran()).containsExactly("show a.service b.service c.service");
    }

    @Test
    void unitsWhoseFileIsKnownAreReadOnlyIfTheyAreLoaded() {
        runner.shows(unit("a").running())
                .shows(unit("b").dead())
                .shows(missing("c"))
                .lists("a.service", "other.service");
        List<ServiceHandler> handlers = systemd.services("a", "b", "c");
        systemd.statuses(handlers);

        assertThat(systemd.statuses(handlers).values())
                .extracting(ServiceStatus::state)
                .containsExactly(ServiceState.RUNNING, ServiceState.STOPPED, ServiceState.NOT_FOUND);
        assertThat(runner.ran().subList(1, 3)).containsExactly("list-units", "show a.service c.service");
    }

    @Test
    void whereNothingIsLoadedTheListSaysAll() {
        runner.shows(unit("a").dead()).shows(unit("b").dead()).lists();
        List<ServiceHandler> handlers = systemd.services("a", "b");
        systemd.statuses(handlers);
        assertThat(systemd.statuses(handlers).values())
                .extracting(ServiceStatus::loadState)
                .containsOnly("stub");
        assertThat(runner.ran()).containsExactly("show a.service b.service", "list-units");
    }

    @Test
    void anAliasIsLookedForUnderTheUnitsOwnName() {
        ShowOutput real = unit("real").running().with("Names", "real.service alias.service");
        runner.on("show", CommandResult.ok(real.toString())).lists("real.service");
        ServiceHandler alias = systemd.service("alias");
        assertThat(alias.state()).isEqualTo(ServiceState.RUNNING);
        assertThat(systemd.statuses(List.of(alias)).values())
                .extracting(ServiceStatus::state)
                .containsExactly(ServiceState.RUNNING);
    }

    @Test
    void aThousandUnitsAreTwoCommands() {
        List<ServiceHandler> handlers = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            runner.shows(unit("bot-" + i).running());
            handlers.add(systemd.service("bot-" + i));
        }
        runner.lists(handlers.stream().map(ServiceHandler::toString).toArray(String[]::new));
        systemd.statuses(handlers);
        assertThat(systemd.statuses(handlers)).hasSize(1000);
        assertThat(runner.commands()).hasSize(3);
    }

    @Test
    void namesBeyondWhatACommandLineHoldsAreAskedForInTurns() {
        List<ServiceHandler> handlers = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            String name = "x".repeat(240) + i;
            runner.shows(unit(name).dead());
            handlers.add(systemd.service(name));
        }
        assertThat(systemd.statuses(handlers)).hasSize(5000);
        assertThat(runner.commands())
                .hasSize(2)
                .allSatisfy(command -> assertThat(command.toString().length()).isLessThan(1_100_000));
    }

    @Test
    void noStatusesAreNoCommand() {
        assertThat(systemd.statuses(List.of())).isEmpty();
        assertThat(runner.ran()).isEmpty();
    }

    @Test
    void statusesAreSeenByListeners() {
        List<String> changes = new ArrayList<>();
        runner.shows(unit("a").running()).lists();
        ServiceHandler a = systemd.service("a").onStateChange(change -> changes.add(change.toString()));
        systemd.statuses(List.of(a));
        systemd.statuses(List.of(a));
        assertThat(changes).containsExactly("a.service: RUNNING -> STOPPED");
    }

    @Test
    void listsWhatIsLoadedByPattern() {
        runner.lists("bot-a.service");
        assertThat(systemd.listUnits("bot-*"))
                .containsExactly(new ListedUnit("bot-a.service", "loaded", "active", "running", ""));
        assertThat(runner.ran()).containsExactly("list-units bot-*.service");
    }

    @Test
    void listsWhatIsInstalledAndNothingIsNoError() {
        runner.on(
                "list-unit-files",
                CommandResult.ok("[{\"unit_file\":\"a.service\",\"state\":\"enabled\"}]"),
                new CommandResult(1, "[]", "", Duration.ZERO));
        assertThat(systemd.listUnitFiles()).containsExactly(new ListedUnitFile("a.service", EnablementState.ENABLED));
        assertThat(systemd.listUnitFiles("missing.service")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"252.39-1~deb12u2", "v252", "252", "systemd 252"})
    void knowsItsVersion(String version) {
        runner.on("show", CommandResult.ok("Version=" + version + "\n"));
        assertThat(systemd.version()).isEqualTo(252);
        systemd.version();
    }

    @Test
    void reloadsItsUnitFiles() {
        runner.accepts("daemon-reload");
        systemd.daemonReload();
        assertThat(runner.ran()).containsExactly("daemon-reload");
    }

    @ParameterizedTest
    @CsvSource({
        "/home/me/.config/systemd/user, /home/me/.config/systemd/user",
        "'/home/my user\\x/systemd/user', '\"/home/my user\\\\x/systemd/user\"'"
    })
    void installsAUnitFileWhereTheManagerLooks(String directory, String printed) {
        runner.on(
                        "show",
                        CommandResult.ok("UnitPath=/run/user/1/systemd/transient " + printed + " /etc/systemd/user\n"))
                .accepts("install", "dd", "mv", "sync", "find", "daemon-reload");
        UnitFile file = UnitFile.service().execStart("/bin/true").build();

        assertThat(systemd.install("bot", file)).isEqualTo(systemd.service("bot"));

        List<Command> commands = runner.commands();
        assertThat(commands)
                .extracting(command -> command.argv().get(0))
                .containsExactly("systemctl", "find", "install", "dd", "mv", "sync", "find", "systemctl");
        List<String> masks = commands.get(1).argv();
        assertThat(masks).contains(directory + "/bot.service", "-xtype", "c");
        String draft = commands.get(2).argv().get(commands.get(2).argv().size() - 1);
        assertThat(draft).startsWith(directory + "/.servicehandler-").endsWith(".draft");
        assertThat(commands.get(2).argv())
                .containsExactly("install", "-D", "-m", "644", "-T", "--", "/dev/null", draft);
        assertThat(commands.get(3))
                .isEqualTo(
                        Command.of("dd", "of=" + draft, "conv=nocreat,notrunc,fsync", "oflag=nofollow", "status=none")
                                .withInput(file.toString()));
        assertThat(commands.get(4)).isEqualTo(Command.of("mv", "-f", "-T", "--", draft, directory + "/bot.service"));
        assertThat(commands.get(5)).isEqualTo(Command.of("sync", "--", directory));
        assertThat(runner.ran()).last().isEqualTo("daemon-reload");
    }

    @Test
    void uninstallsAUnitAndForgetsIt() {
        runner.on(
                        "show",
                        CommandResult.ok(unit("bot").running().toString()),
                        CommandResult.ok("UnitPath=/home/me/.config/systemd/user /run/user/1/systemd/user\n"),
                        CommandResult.ok(unit("bot").running().toString()),
                        CommandResult.ok(unit("bot").dead().toString()),
                        CommandResult.ok("UnitPath=/home/me/.config/systemd/user /run/user/1/systemd/user\n"),
                        CommandResult.ok(missing("bot").toString()))
                .accepts("disable", "rm", "revert", "daemon-reload", "reset-failed")
                .lists();
        List<String> changes = new ArrayList<>();
        ServiceHandler bot = systemd.service("bot").onStateChange(change -> changes.add(change.toString()));

        systemd.uninstall(bot);

        assertThat(runner.ran())
                .contains(
                        "disable bot.service",
                        "rm /home/me/.config/systemd/user/bot.service /run/user/1/systemd/user/bot.service",
                        "revert bot.service",
                        "daemon-reload");
        assertThat(changes).containsExactly("bot.service: RUNNING -> STOPPED", "bot.service: STOPPED -> NOT_FOUND");
        assertThat(systemd.statuses(List.of(bot)).values())
                .extracting(ServiceStatus::state)
                .containsExactly(ServiceState.NOT_FOUND);
    }
}

package io.github.servicehandler.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.EnablementState;
import io.github.servicehandler.ListedUnit;
import io.github.servicehandler.ListedUnitFile;
import io.github.servicehandler.Outcome;
import io.github.servicehandler.RequiresUserManager;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.Verb;
import io.github.servicehandler.unit.RestartPolicy;
import io.github.servicehandler.unit.UnitFile;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests of the manager itself: lists, reloading, installing. */
@RequiresUserManager
@Timeout(30)
class ManagerIT {

    private static final UnitFile BOT = UnitFile.service()
            .description("A bot with 100% $HOME \"quotes\"")
            .execStart("/bin/sleep", "infinity")
            .restart(RestartPolicy.ON_FAILURE)
            .wantedBy("default.target")
            .build();

    @RegisterExtension
    static final TestUnits units = TestUnits.ofUser();

    private final PlainSystemctl systemctl = units.systemctl();
    private final Systemd systemd = units.systemd();

    @Test
    void versionIsSystemctlsOwn() {
        assertThat(systemd.version()).isEqualTo(systemctl.version());
        systemd.version();
    }

    @Test
    void listHasWhatIsLoaded() {
        ServiceHandler up = units.service("up", TestUnits.SLEEPER);
        ServiceHandler failed = units.service("failed", "ExecStart=/bin/false");
        ServiceHandler down = units.service("down", TestUnits.SLEEPER);
        systemctl.runChecked("start", up, failed);
        systemctl.awaitState(failed, "failed/failed");
        String pattern = up.toString().replace("up.service", "*");

        List<ListedUnit> listed = systemd.listUnits(pattern);

        assertThat(listed).extracting(ListedUnit::name).containsExactlyInAnyOrder(up.toString(), failed.toString());
        assertThat(stateOf(up, listed)).hasValue(ServiceState.RUNNING);
        assertThat(stateOf(failed, listed)).hasValue(ServiceState.ERROR);
        assertThat(stateOf(down, listed)).isEmpty();
        assertThat(systemd.listUnits()).hasSizeGreaterThan(2).containsAll(listed);
    }

    @Test
    void listOfNothingIsEmpty() {
        assertThat(systemd.listUnits(units.name("nonesuch*"))).isEmpty();
        assertThat(systemd.listUnitFiles(units.name("nonesuch*"))).isEmpty();
        assertThat(systemd.listUnitFiles(units.name("nonesuch"))).isEmpty();
    }

    @Test
    void listUnitFilesHasWhatIsInstalled() {
        ServiceHandler plain = units.service("plain", TestUnits.SLEEPER);
        ServiceHandler enabled = units.install("enabled", BOT.toString());
        ServiceHandler masked = units.service("masked", TestUnits.SLEEPER);
        units.template("template", BOT.toString());
        systemctl.runChecked("enable", enabled);
        systemctl.runChecked("mask", masked);

        List<ListedUnitFile> listed = systemd.listUnitFiles(plain.toString().replace("plain.service", "*"));

        assertThat(listed)
                .containsExactlyInAnyOrder(
                        new ListedUnitFile(plain.toString(), EnablementState.STATIC),
                        new ListedUnitFile(enabled.toString(), EnablementState.ENABLED),
                        new ListedUnitFile(masked.toString(), EnablementState.MASKED),
                        new ListedUnitFile(units.name("template@"), EnablementState.DISABLED));
    }

    @Test
    void daemonReloadMakesANewFileKnown() {
        ServiceHandler bot = systemd.service(units.write("bot", BOT.toString()));

        systemd.daemonReload();

        assertThat(bot.state()).isEqualTo(ServiceState.STOPPED);
        assertThat(systemctl.show(bot, "LoadState")).isEqualTo("loaded");
    }

    @Test
    void daemonReloadTakesInADropIn() throws IOException {
        ServiceHandler bot = units.install("bot", BOT.toString());
        systemctl.runChecked("start", bot);
        // systemd 247 and 252 detect that the unit file has changed, but not that a first drop-in was added
        Files.writeString(units.file(bot), BOT + "\n# changed");
        units.dropIn(bot, "[Unit]\nDescription=Another bot\n");
        assertThat(bot.status().needsDaemonReload()).isTrue();

        systemd.daemonReload();

        assertThat(bot.status().needsDaemonReload()).isFalse();
        assertThat(bot.status().description()).isEqualTo("Another bot");
        assertThat(bot.status().properties().text("DropInPaths"))
                .isEqualTo(systemctl.show(bot, "DropInPaths"))
                .contains(bot + ".d/test.conf");
    }

    @Test
    void installPutsAUnitInPlaceAndUninstallTakesItAway() {
        ServiceHandler bot = systemd.install(units.name("bot"), BOT);

        assertThat(bot.state()).isEqualTo(ServiceState.STOPPED);
        assertThat(bot.enablement()).isEqualTo(EnablementState.DISABLED);
        assertThat(units.configurationFile(bot)).hasContent(BOT.toString());
        assertThat(bot.status().fragmentPath())
                .hasValue(units.configurationFile(bot).toString());
        assertThat(systemctl.show(bot, "Description")).isEqualTo("A bot with 100% $HOME \"quotes\"");
        bot.enable();
        bot.start();
        assertThat(systemctl.state(bot)).isEqualTo("active/running");

        systemd.uninstall(bot);

        assertThat(units.configurationFile(bot)).doesNotExist();
        assertThat(systemctl.show(bot, "LoadState")).isEqualTo("not-found");
        assertThat(systemctl.state(bot)).isEqualTo("inactive/dead");
        assertThat(systemctl.show("default.target", "Wants")).doesNotContain(bot.toString());
    }

    @Test
    void installReplacesAFile() {
        String name = units.name("bot");
        systemd.install(name, BOT);

        ServiceHandler bot =
                systemd.install(name, UnitFile.service().execStart("/bin/true").build());

        assertThat(systemctl.show(bot, "ExecStart")).contains("/bin/true");
    }

    @Test
    void uninstallOfAFailedUnitLeavesNothing() {
        ServiceHandler bot = systemd.install(
                units.name("bot"), UnitFile.service().execStart("/bin/false").build());
        systemctl.runChecked("start", bot);
        systemctl.awaitState(bot, "failed/failed");

        systemd.uninstall(bot);

        assertThat(systemctl.runChecked("list-units", "--all", "--no-legend", bot))
                .isEmpty();
    }

    @Test
    void uninstallKeepsTheFileOfAUnitThatRefusesToStop() throws IOException {
        ServiceHandler bot = systemd.install(
                units.name("bot"),
                UnitFile.parse("[Unit]\nRefuseManualStop=yes\n[Service]\nExecStart=/bin/sleep 1000\n"));
        bot.start();

        Outcome outcome = systemd.uninstall(bot);

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(outcome.reason()).startsWith("its file was not removed, because the unit is still RUNNING: ");
        assertThat(units.configurationFile(bot)).exists();
        assertThat(systemctl.state(bot)).isEqualTo("active/running");

        systemd.install(
                bot.toString(),
                UnitFile.service().execStart("/bin/sleep", "1000").build());
        assertThat(systemd.uninstall(bot).kind()).isEqualTo(Outcome.Kind.OK);
    }

    @Test
    void uninstallRemovesLinksUntilTheNextBoot() {
        ServiceHandler bot = systemd.install(units.name("bot"), BOT);
        bot.perform(Verb.ENABLE.runtime());

        assertThat(systemd.uninstall(bot).kind()).isEqualTo(Outcome.Kind.OK);

        assertThat(systemctl.show("default.target", "Wants")).doesNotContain(bot.toString());
        assertThat(systemctl.show(bot, "LoadState")).isEqualTo("not-found");
    }

    @Test
    void uninstallRemovesAUnitThatSystemdCannotLoad() {
        ServiceHandler bot = systemd.install(units.name("bot"), UnitFile.parse("[Service]\nType=simple\n"));

        assertThat(systemd.uninstall(bot).kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(units.configurationFile(bot)).doesNotExist();
        assertThat(systemd.uninstall(bot).kind()).isEqualTo(Outcome.Kind.ALREADY);
    }

    @Test
    void uninstallOfWhatIsNotThereDoesNothing() throws IOException {
        ServiceHandler bot = units.handler("nonesuch");

        systemd.uninstall(bot);

        assertThat(Files.exists(units.configurationFile(bot))).isFalse();
    }

    private static Optional<ServiceState> stateOf(ServiceHandler unit, List<ListedUnit> listed) {
        return listed.stream()
                .filter(line -> line.name().equals(unit.toString()))
                .map(ListedUnit::state)
                .findFirst();
    }
}

package io.github.servicehandler;

import static io.github.servicehandler.ShowOutput.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.ManagerAddress;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that a manager does not touch units of other managers, or unit files that it did not install. */
class OwnershipTest {

    private static final String UNIT_PATH = "UnitPath=/home/me/.config/systemd/user /usr/lib/systemd/user\n";

    private final ScriptedRunner runner = new ScriptedRunner();
    private final Systemd systemd = Systemd.of(ManagerAddress.user(), runner);
    private final List<ServiceHandler> foreign =
            Systemd.of(ManagerAddress.system(), runner).services("bot");

    @Test
    void readsNoUnitOfAnotherManager() {
        refusesForeign(() -> systemd.statuses(foreign));
    }

    @Test
    void performsNothingOnAUnitOfAnotherManager() {
        refusesForeign(() -> systemd.perform(Verb.STOP, foreign));
        refusesForeign(() -> systemd.command(Verb.STOP, foreign));
    }

    @Test
    void uninstallsNoUnitOfAnotherManager() {
        refusesForeign(() -> systemd.uninstall(foreign.get(0)));
    }

    private void refusesForeign(ThrowingCallable call) {
        assertThatIllegalArgumentException()
                .isThrownBy(call)
                .withMessageContainingAll("bot.service", "the system manager", "this user manager");
        assertThat(runner.commands()).isEmpty();
    }

    @Test
    void takesHandlersOfAManagerThatDiffersInItsTimeoutOnly() {
        List<ServiceHandler> patient =
                systemd.withTimeout(Duration.ofMinutes(1)).services("bot");
        assertThat(systemd.command(Verb.STOP, patient).argv()).contains("bot.service");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/usr/lib/systemd/user/bot.service",
                "/run/user/1000/systemd/transient/bot.service",
                "/home/me/.config/systemd/user/the-bot-of-this-alias.service"
            })
    void uninstallsNoUnitWhoseFileIsElsewhere(String path) {
        runner.on(
                "show",
                CommandResult.ok(
                        unit("bot").running().with("FragmentPath", path).toString()),
                CommandResult.ok(UNIT_PATH));
        assertThatIllegalStateException()
                .isThrownBy(() -> systemd.uninstall(systemd.service("bot")))
                .withMessageContainingAll("bot.service", path);
        assertThat(runner.ran()).allMatch(command -> command.startsWith("show"));
    }

    @Test
    void uninstallsNoMask() {
        runner.shows(unit("bot")
                .with("LoadState", "masked")
                .with("FragmentPath", "/home/me/.config/systemd/user/bot.service"));
        assertThatIllegalStateException()
                .isThrownBy(() -> systemd.uninstall(systemd.service("bot")))
                .withMessageContaining("unmask it first");
        assertThat(runner.ran()).containsExactly("show bot.service");
    }
}

package io.github.servicehandler.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.servicehandler.Outcome;
import io.github.servicehandler.RequiresUserManager;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.Verb;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests of cleaning, freezing and thawing. */
@RequiresUserManager
@Timeout(30)
class HousekeepingIT {

    private static final Path RUNTIME = Path.of(System.getenv().getOrDefault("XDG_RUNTIME_DIR", "/nonexistent"));

    @RegisterExtension
    static final TestUnits units = TestUnits.ofUser();

    private final PlainSystemctl systemctl = units.systemctl();

    @Test
    void cleanRemovesWhatAStoppedServiceKept() {
        ServiceHandler bot = withDirectories();
        systemctl.runChecked("start", bot);
        systemctl.runChecked("stop", bot);
        assertThat(runtimeDirectory(bot)).isDirectory();

        Outcome outcome = bot.clean();

        assertThat(outcome.kind()).as(outcome.toString()).isEqualTo(Outcome.Kind.OK);
        assertThat(runtimeDirectory(bot)).doesNotExist();
        assertThat(cacheDirectory(bot)).doesNotExist();
        assertThat(systemctl.state(bot)).isEqualTo("inactive/dead");
    }

    @Test
    void cleanOfOneKindKeepsTheOthers() {
        ServiceHandler bot = withDirectories();
        systemctl.runChecked("start", bot);
        systemctl.runChecked("stop", bot);

        Outcome outcome = bot.perform(Verb.clean("cache"));

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(runtimeDirectory(bot)).isDirectory();
        assertThat(cacheDirectory(bot)).doesNotExist();
        assertThat(bot.perform(Verb.clean("all")).kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(runtimeDirectory(bot)).doesNotExist();
    }

    @Test
    void cleanOfARunningServiceFails() {
        ServiceHandler bot = withDirectories();
        systemctl.runChecked("start", bot);

        Outcome outcome = bot.clean();

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(outcome.reason()).contains("not inactive");
        assertThat(runtimeDirectory(bot)).isDirectory();
        systemctl.runChecked("stop", bot);
        bot.clean();
    }

    @Test
    void cleanOfAServiceWithoutDirectoriesFails() {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER);

        Outcome outcome = bot.clean();

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(outcome.reason()).isNotEmpty();
    }

    @Test
    void freezeHoldsAServiceAndThawLetsItGoOn() {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER);
        systemctl.runChecked("start", bot);
        assumeTrue(canFreeze(bot), "this machine cannot freeze");

        Outcome frozen = bot.freeze();

        assertThat(frozen.kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(frozen.after().isFrozen()).isTrue();
        assertThat(systemctl.show(bot, "FreezerState")).isEqualTo("frozen");
        assertThat(bot.freeze().kind()).isEqualTo(Outcome.Kind.ALREADY);

        assertThat(bot.thaw().kind()).isEqualTo(Outcome.Kind.OK);

        assertThat(systemctl.show(bot, "FreezerState")).isEqualTo("running");
        assertThat(bot.thaw().kind()).isEqualTo(Outcome.Kind.ALREADY);
    }

    @Test
    void freezeOfAStoppedServiceFails() {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER);

        Outcome outcome = bot.freeze();

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(outcome.reason()).isNotEmpty();
        assertThat(systemctl.state(bot)).isEqualTo("inactive/dead");
    }

    private boolean canFreeze(ServiceHandler bot) {
        boolean can = systemctl.run("freeze", bot).exitCode() == 0;
        return can && systemctl.run("thaw", bot).exitCode() == 0;
    }

    private ServiceHandler withDirectories() {
        ServiceHandler bot = units.handler("bot");
        String directory = bot.unitName().prefix();
        return units.service(
                "bot",
                // with the default type, the service counts as started before its directories exist
                "Type=exec",
                TestUnits.SLEEPER,
                "RuntimeDirectory=" + directory,
                "RuntimeDirectoryPreserve=yes",
                "CacheDirectory=" + directory);
    }

    private static Path runtimeDirectory(ServiceHandler bot) {
        return RUNTIME.resolve(bot.unitName().prefix());
    }

    private static Path cacheDirectory(ServiceHandler bot) {
        Path cache =
                Path.of(System.getenv().getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache"));
        return cache.resolve(bot.unitName().prefix());
    }
}

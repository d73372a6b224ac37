package io.github.servicehandler.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servicehandler.Outcome;
import io.github.servicehandler.RequiresUserManager;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.Verb;
import io.github.servicehandler.command.CommandTimeoutException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of verbs that do not wait for completion, or only for a short time. */
@RequiresUserManager
@Timeout(30)
class OptionsIT {

    /** A service that never reports that it is up. */
    private static final String[] SILENT = {"Type=notify", TestUnits.SLEEPER};

    private static final Duration MOMENT = Duration.ofMillis(200);

    /** Much less than the half minute or more that the services here would take. */
    private static final Duration SOON = Duration.ofSeconds(5);

    @RegisterExtension
    static final TestUnits units = TestUnits.ofUser();

    private final PlainSystemctl systemctl = units.systemctl();

    @Test
    void startWithoutBlockingReturnsWhileTheServiceStarts() {
        ServiceHandler bot = units.service("bot", SILENT);

        Outcome outcome = bot.perform(Verb.START.noBlock());

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(outcome.took()).isLessThan(SOON);
        systemctl.awaitState(bot, "activating/start");
    }

    static Stream<Verb> stopping() {
        return Stream.of(Verb.STOP, Verb.RESTART, Verb.TRY_RESTART);
    }

    static Stream<Verb> reloading() {
        return Stream.of(Verb.RELOAD, Verb.RELOAD_OR_RESTART);
    }

    @ParameterizedTest
    @MethodSource("stopping")
    void withoutBlockingItReturnsWhileTheServiceStops(Verb verb) {
        ServiceHandler bot = startedStubborn();

        Outcome outcome = bot.perform(verb.noBlock());

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(outcome.took()).isLessThan(SOON);
        systemctl.awaitState(bot, "deactivating/stop-sigterm");
    }

    @ParameterizedTest
    @MethodSource("reloading")
    void withoutBlockingItReturnsWhileTheServiceReloads(Verb verb) {
        ServiceHandler bot = startedSlowReloader();

        Outcome outcome = bot.perform(verb.noBlock());

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(outcome.took()).isLessThan(SOON);
        systemctl.awaitState(bot, "reloading/reload");
    }

    private ServiceHandler startedStubborn() {
        ServiceHandler bot = units.service("bot", TestUnits.STUBBORN);
        systemctl.runChecked("start", bot);
        return bot;
    }

    private ServiceHandler startedSlowReloader() {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER, "ExecReload=/bin/sleep infinity");
        systemctl.runChecked("start", bot);
        return bot;
    }

    @Test
    void enableNowWithoutBlockingReturnsWhileTheServiceStarts() {
        ServiceHandler bot = units.install("bot", """
                [Service]
                Type=notify
                ExecStart=/bin/sleep infinity
                [Install]
                WantedBy=default.target
                """);

        Outcome outcome = bot.perform(Verb.ENABLE.now().noBlock());

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(systemctl.isEnabled(bot)).isEqualTo("enabled");
        systemctl.awaitState(bot, "activating/start");
    }

    @Test
    void startGivesUpAtItsDeadlineAndTheServiceGoesOnStarting() {
        ServiceHandler bot = units.service("bot", SILENT);
        long begin = System.nanoTime();

        assertThatThrownBy(() -> bot.perform(Verb.START.within(MOMENT)))
                .isInstanceOf(CommandTimeoutException.class)
                .hasMessageContaining("200 ms")
                .hasMessageContaining("start -- " + bot);

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(MOMENT, SOON);
        assertThat(systemctl.state(bot)).isEqualTo("activating/start");
        assertThat(bot.state()).isEqualTo(ServiceState.STARTING);
        assertThat(bot.stop().kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(systemctl.state(bot)).isEqualTo("inactive/dead");
    }

    @ParameterizedTest
    @MethodSource("stopping")
    void givesUpAtItsDeadlineAndTheServiceGoesOnStopping(Verb verb) {
        ServiceHandler bot = startedStubborn();

        assertThatThrownBy(() -> bot.perform(verb.within(MOMENT))).isInstanceOf(CommandTimeoutException.class);

        assertThat(systemctl.state(bot)).isEqualTo("deactivating/stop-sigterm");
    }

    @ParameterizedTest
    @MethodSource("reloading")
    void givesUpAtItsDeadlineAndTheServiceGoesOnReloading(Verb verb) {
        ServiceHandler bot = startedSlowReloader();

        assertThatThrownBy(() -> bot.perform(verb.within(MOMENT))).isInstanceOf(CommandTimeoutException.class);

        assertThat(systemctl.state(bot)).isEqualTo("reloading/reload");
    }

    @Test
    void enableNowGivesUpAtItsDeadline() {
        ServiceHandler bot = units.install("bot", """
                [Service]
                Type=notify
                ExecStart=/bin/sleep infinity
                [Install]
                WantedBy=default.target
                """);

        assertThatThrownBy(() -> bot.perform(Verb.ENABLE.now().within(Duration.ofSeconds(1))))
                .isInstanceOf(CommandTimeoutException.class);

        assertThat(systemctl.isEnabled(bot)).isEqualTo("enabled");
        assertThat(systemctl.state(bot)).isEqualTo("activating/start");
    }

    @Test
    void aDeadlineThatIsNotReachedChangesNothing() {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER);

        assertThat(bot.perform(Verb.START.within(Duration.ofSeconds(20))).kind())
                .isEqualTo(Outcome.Kind.OK);

        assertThat(systemctl.state(bot)).isEqualTo("active/running");
    }

    @Test
    void aDryRunRunsNothing() {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER);

        assertThat(bot.command(Verb.START.noBlock()).toString())
                .isEqualTo("systemctl --user --no-ask-password --no-pager start --no-block -- " + bot);

        assertThat(systemctl.state(bot)).isEqualTo("inactive/dead");
    }
}

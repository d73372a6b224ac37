package io.github.servicehandler;

import static io.github.servicehandler.ShowOutput.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandTimeoutException;
import io.github.servicehandler.command.ManagerAddress;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Tests of missing arguments, and of arguments at the limits of their types. */
@SuppressWarnings("NullAway")
class ArgumentsTest {

    private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

    private final ScriptedRunner runner = new ScriptedRunner();
    private final Systemd systemd = Systemd.of(ManagerAddress.user(), runner);
    private final ServiceHandler bot = systemd.service("bot");

    @Test
    void mayBeToStayUpForever() {
        runner.shows(unit("bot").dead(), unit("bot").running(), unit("bot").failed())
                .accepts("start");
        assertThat(bot.start(FOREVER).reason()).startsWith("the unit did not stay up for " + Long.MAX_VALUE + " ms");
    }

    @Test
    void aTimeoutMayBeForever() {
        assertThat(new CommandTimeoutException(Command.of("sleep").withTimeout(FOREVER)))
                .hasMessageContaining(Long.MAX_VALUE + " ms");
    }

    @Test
    void doesNotWaitForLessThanNoTime() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bot.awaitState(ServiceState.STOPPED, Duration.ofSeconds(Long.MIN_VALUE)))
                .withMessageContaining("must be at least zero, but was");
        assertThat(runner.commands()).isEmpty();
    }

    @Test
    void namesTheArgumentThatIsMissing() {
        misses("name", () -> systemd.service(null));
        misses("file", () -> systemd.install("bot", null));
        misses("handler", () -> systemd.uninstall(null));
        misses("handlers", () -> systemd.statuses(null));
        misses("verb", () -> systemd.perform(null, List.of()));
        misses("verb", () -> bot.perform(null));
        misses("verb", () -> bot.command(null));
        misses("stableFor", () -> bot.start(null));
        misses("stableFor", () -> bot.restart(null));
        misses("verb", () -> bot.perform(null, FOREVER));
        misses("state", () -> bot.awaitState(null, FOREVER));
        misses("atMost", () -> bot.awaitState(ServiceState.STOPPED, null));
        misses("newDeadline", () -> Verb.START.within(null));
    }

    private void misses(String name, ThrowingCallable call) {
        assertThatNullPointerException().isThrownBy(call).withMessage(name);
        assertThat(runner.commands()).isEmpty();
    }
}

package io.github.servicehandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.watch.Watch;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests with a mock of which only {@code run} is defined, as users write them. */
class MockedRunnerTest {

    private final CommandRunner runner = mock(CommandRunner.class);
    private final ServiceHandler bot = Systemd.of(ManagerAddress.user(), runner).service("bot");

    @BeforeEach
    void isRunning() {
        when(runner.run(any()))
                .thenReturn(CommandResult.ok(ShowOutput.unit("bot").running().toString()));
    }

    @Test
    void statesAndVerbsNeedOnlyRun() {
        assertThat(bot.state()).isEqualTo(ServiceState.RUNNING);
        assertThat(bot.start().succeeded()).isTrue();
        bot.awaitState(ServiceState.RUNNING, Duration.ofSeconds(1));
        verify(runner).run(bot.command(Verb.START));
    }

    @Test
    void aWatchPolls() {
        when(runner.run(argThat(command -> command != null && command.argv().contains("list-units"))))
                .thenReturn(CommandResult.ok("[]"));
        try (Watch watch = Watch.of(bot)) {
            assertThat(watch.status(bot).state()).isEqualTo(ServiceState.RUNNING);
        }
    }

    @Test
    void aJournalNeedsStart() {
        assertThatThrownBy(() -> bot.journal().read())
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageStartingWith("the runner's start() returned null");
    }

    @Test
    void aMissingResultIsExplained() {
        when(runner.run(any())).thenReturn(null);

        assertThatThrownBy(bot::state)
                .isInstanceOf(NullPointerException.class)
                .hasMessageStartingWith("the runner's run() returned null for \"systemctl --user");
    }
}

package io.github.servicehandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.ManagerAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Tests with a mock of which only {@code run} is defined, as users write them. */
class MockedRunnerTest {

    private final CommandRunner runner = mock(CommandRunner.class);
    private final ServiceHandler bot = Systemd.of(ManagerAddress.user(), runner).service("bot");

    @Test
    void statesAndVerbsNeedOnlyRun() {
        when(runner.run(any()))
                .thenReturn(CommandResult.ok(ShowOutput.unit("bot").running().toString()));

        assertThat(bot.state()).isEqualTo(ServiceState.RUNNING);
        assertThat(bot.start().succeeded()).isTrue();
        bot.awaitState(ServiceState.RUNNING, Duration.ofSeconds(1));
    }
}

package io.github.servicehandler.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.CommandStartException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BlockBufferedCommandTest {

    private final StubRunner runner = new StubRunner();

    @Test
    void isTriedWithoutReadingAnything() {
        assertThat(BlockBufferedCommand.works(runner)).isTrue();

        assertThat(runner.commands).containsExactly(Command.of("stdbuf", "--output=64K", "journalctl", "--version"));
    }

    @Test
    void isNotUsedWhereItFailsOrComplains() {
        assertThat(BlockBufferedCommand.works(
                        runner.answers(CommandResult.failed(125, "stdbuf: failed to find 'libstdbuf.so'\n"))))
                .isFalse();
        assertThat(BlockBufferedCommand.works(
                        runner.answers(CommandResult.failed(0, "cannot be preloaded: ignored\n"))))
                .isFalse();
    }

    @Test
    void isNotUsedWhereItIsMissing() {
        CommandRunner without = command -> {
            throw new CommandStartException("no stdbuf", command, true, null);
        };

        assertThat(BlockBufferedCommand.works(without)).isFalse();
    }

    @Test
    void elsewhereACommandStaysAsItIs() {
        Command command = Command.of("journalctl", "--quiet");

        assertThat(BlockBufferedCommand.wrapIfAvailable(command, runner)).isSameAs(command);
    }

    @Test
    void hereNothingElseOfACommandChanges() {
        Command command = Command.of("journalctl", "--quiet")
                .withTimeout(Duration.ofSeconds(3))
                .withEnvironment("TZ", "UTC");

        Command wrapped = BlockBufferedCommand.wrapIfAvailable(command, CommandRunner.local());

        assertThat(wrapped.argv()).endsWith("journalctl", "--quiet");
        assertThat(wrapped.timeout()).isEqualTo(command.timeout());
        assertThat(wrapped.environment()).isEqualTo(command.environment());
    }
}

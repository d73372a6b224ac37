package io.github.servicehandler.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CommandResultTest {

    @Test
    void okHasSucceeded() {
        assertThat(CommandResult.ok("text")).isEqualTo(new CommandResult(0, "text", "", Duration.ZERO));
        assertThat(CommandResult.ok("text").succeeded()).isTrue();
    }

    @Test
    void failedHasNot() {
        assertThat(CommandResult.failed(5, "not found"))
                .isEqualTo(new CommandResult(5, "", "not found", Duration.ZERO));
        assertThat(CommandResult.failed(5, "not found").succeeded()).isFalse();
    }
}

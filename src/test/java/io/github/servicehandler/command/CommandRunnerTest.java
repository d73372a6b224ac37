package io.github.servicehandler.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CommandRunnerTest {

    private final CommandRunner lambda = command -> CommandResult.ok("ran " + command);

    @Test
    void aLambdaWillDo() {
        assertThat(lambda.run(Command.of("true")).stdout()).isEqualTo("ran true");
    }

    @Test
    void aLambdaStartsNothingThatLivesOn() {
        assertThatThrownBy(() -> lambda.start(Command.of("journalctl", "--follow")))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("journalctl --follow");
    }

    @Test
    void timeIsTheSystemsUnlessARunnerBringsItsOwn() {
        assertThat(lambda.time()).isSameAs(TimeSource.system());
        assertThat(CommandRunner.local().time()).isSameAs(TimeSource.system());
    }

    @Test
    void onlyTheDefaultRunnerIsKnownToBeLocal() {
        assertThat(lambda.isLocal()).isFalse();
        assertThat(CommandRunner.local().isLocal()).isTrue();
    }

    @Test
    void anOutputLimitIsNotNegative() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommandRunner.local(-1))
                .withMessageContaining("-1");
    }
}

package io.github.servicehandler.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgramBehaviourTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final FakeSystemd fake = FakeSystemd.create();
    private final Shell shell = new Shell(fake);

    private FakeUnit started(ProgramBehaviour behaviour, String... lines) {
        FakeUnit unit = fake.install("bot", "[Service]\nExecStart=/usr/bin/bot\n" + String.join("\n", lines) + "\n");
        unit.behaves(behaviour);
        shell.systemctl("start", "--no-block", "bot");
        return unit;
    }

    @Test
    void aHealthyServiceRunsUntilItIsStopped() {
        FakeUnit unit = started(ProgramBehaviour.healthy());

        fake.advance(Duration.ofDays(100));
        assertThat(unit.subState()).isEqualTo("running");
        shell.systemctl("stop", "bot");
        assertThat(unit.activeState()).isEqualTo("inactive");
    }

    @Test
    void aProgramThatCannotBeExecutedFailsWith203() {
        started(ProgramBehaviour.cannotExecute());

        assertThat(shell.show("bot", "Result,ExecMainStatus"))
                .containsExactly("Result=exit-code", "ExecMainStatus=203");
    }

    @Test
    void aUserThatDoesNotExistFailsWith217() {
        started(ProgramBehaviour.cannotBecomeUser());

        assertThat(shell.show("bot", "ExecMainStatus")).containsExactly("ExecMainStatus=217");
    }

    @Test
    void aDirectoryThatDoesNotExistFailsWith200() {
        started(ProgramBehaviour.cannotChangeDirectory());

        assertThat(shell.show("bot", "ExecMainStatus")).containsExactly("ExecMainStatus=200");
    }

    @Test
    void takesItsStepsInOrder() {
        FakeUnit unit = started(ProgramBehaviour.healthy()
                .logs("connected")
                .after(SECOND)
                .logs("out of memory")
                .exits(7));

        assertThat(shell.journal("--identifier=bot")).containsExactly("connected");
        assertThat(unit.subState()).isEqualTo("running");

        fake.advance(SECOND);

        assertThat(shell.journal("--identifier=bot")).containsExactly("connected", "out of memory");
        assertThat(shell.show("bot", "Result,ExecMainStatus")).containsExactly("Result=exit-code", "ExecMainStatus=7");
    }

    @Test
    void diesBySignal() {
        started(ProgramBehaviour.healthy().dies("SEGV"));

        assertThat(shell.show("bot", "Result,ExecMainCode,ExecMainStatus"))
                .containsExactly("Result=signal", "ExecMainCode=2", "ExecMainStatus=11");
    }

    @Test
    void aSlowServiceIsActivatingUntilItIsReady() {
        FakeUnit unit = started(ProgramBehaviour.healthy().readyAfter(SECOND), "Type=notify");

        assertThat(unit.activeState()).isEqualTo("activating");
        fake.advance(SECOND);
        assertThat(unit.activeState()).isEqualTo("active");
    }

    @Test
    void aSlowServiceIsStoppingUntilItHasEnded() {
        FakeUnit unit = started(ProgramBehaviour.healthy().stopsAfter(SECOND));

        shell.systemctl("stop", "--no-block", "bot");

        assertThat(unit.subState()).isEqualTo("stop-sigterm");
        fake.advance(SECOND);
        assertThat(unit.subState()).isEqualTo("dead");
    }

    @Test
    void aServiceThatIgnoresSigtermIsKilledAfterTheTimeout() {
        started(ProgramBehaviour.healthy().ignores("TERM"), "TimeoutStopSec=5");

        shell.systemctl("stop", "bot");

        assertThat(shell.show("bot", "Result,ExecMainStatus")).containsExactly("Result=timeout", "ExecMainStatus=9");
    }

    @Test
    void aServiceThatHandlesSigtermEndsWithItsOwnExitStatus() {
        started(ProgramBehaviour.healthy().exitsOnTerm(143));

        shell.systemctl("stop", "bot");

        assertThat(shell.show("bot", "Result,ExecMainStatus"))
                .containsExactly("Result=exit-code", "ExecMainStatus=143");
    }

    @Test
    void aChangedCopyLeavesTheOriginalAlone() {
        ProgramBehaviour healthy = ProgramBehaviour.healthy();
        healthy.exits(1);

        assertThat(started(healthy).subState()).isEqualTo("running");
    }

    @Test
    void invalidArgumentsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProgramBehaviour.healthy().exits(256))
                .withMessage("exit status must be from 0 to 255, but was 256");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProgramBehaviour.healthy().exits(-1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProgramBehaviour.healthy().after(SECOND.negated()))
                .withMessage("time must not be negative, but was PT-1S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProgramBehaviour.healthy().dies("FROB"))
                .withMessageContaining("FROB");
    }
}

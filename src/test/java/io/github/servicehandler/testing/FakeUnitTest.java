package io.github.servicehandler.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FakeUnitTest {

    private final FakeSystemd fake = FakeSystemd.create();
    private final Shell shell = new Shell(fake);
    private final FakeUnit unit = fake.install("bot");

    @BeforeEach
    void start() {
        shell.systemctl("start", "bot");
    }

    @Test
    void crashesWithAnExitStatus() {
        unit.crash(3);

        assertThat(shell.show("bot", "Result,ExecMainCode,ExecMainStatus"))
                .containsExactly("Result=exit-code", "ExecMainCode=1", "ExecMainStatus=3");
        assertThat(unit).hasToString("bot.service failed (failed)");
    }

    @Test
    void exitStatusZeroIsNoFailure() {
        unit.crash(0);

        assertThat(unit).hasToString("bot.service inactive (dead)");
    }

    @Test
    void crashesBySignal() {
        unit.crash("SIGKILL");

        assertThat(shell.show("bot", "Result,ExecMainCode,ExecMainStatus"))
                .containsExactly("Result=signal", "ExecMainCode=2", "ExecMainStatus=9");
    }

    @Test
    void writesToTheJournal() {
        unit.log("hello").log("world");

        assertThat(shell.journal("--user-unit=bot", "--identifier=bot")).containsExactly("hello", "world");
    }

    @Test
    void setsItsStatusText() {
        unit.statusText("waiting for work");

        assertThat(shell.show("bot", "StatusText")).containsExactly("StatusText=waiting for work");
    }

    @Test
    void setsMemoryAndCpuTime() {
        assertThat(shell.show("bot", "MemoryCurrent")).containsExactly("MemoryCurrent=[not set]");

        unit.memory(64 << 20).cpu(Duration.ofMillis(1500));

        assertThat(shell.show("bot", "MemoryCurrent,CPUUsageNSec"))
                .containsExactly("MemoryCurrent=67108864", "CPUUsageNSec=1500000000");
    }

    @Test
    void aStoppedServiceRefusesActions() {
        shell.systemctl("stop", "bot");

        assertThatExceptionOfType(FakeSystemdException.class)
                .isThrownBy(() -> unit.log("hello"))
                .withMessage("\"bot.service\" is not a service that the manager has loaded; its state is inactive."
                        + " Start it first, for example with \"systemctl --user start bot.service\"");
        assertThatExceptionOfType(FakeSystemdException.class).isThrownBy(() -> unit.memory(1));
        assertThatExceptionOfType(FakeSystemdException.class).isThrownBy(() -> unit.crash("TERM"));
    }

    @Test
    void invalidExitStatusesAndSignalsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> unit.crash(256))
                .withMessage("exit status must be from 0 to 255, but was 256");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> unit.crash("FROB"))
                .withMessageContaining("FROB");
    }
}

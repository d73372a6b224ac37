package io.github.servicehandler;

import static io.github.servicehandler.ShowOutput.unit;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.internal.text.LocalTime;
import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.unit.UnitProperties;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceStatusTest {

    private final ServiceStatus running = unit("bot")
            .running()
            .with("Description", "My bot")
            .with("NRestarts", 2)
            .with("StateChangeTimestamp", "Mon 2026-11-23 00:23:42.160372 UTC")
            .with("MemoryCurrent", 4096)
            .with("CPUUsageNSec", 2_269_000)
            .with("TasksCurrent", 3)
            .with("StatusText", "Serving")
            .with("FragmentPath", "/etc/systemd/user/bot.service")
            .with("NeedDaemonReload", "yes")
            .with("FreezerState", "frozen")
            .enablement("enabled")
            .status();

    private final ServiceStatus bare = new ServiceStatus(
            UnitName.of("bot"),
            UnitProperties.of(
                    Map.of("Id", "bot.service", "LoadState", "loaded", "ActiveState", "inactive", "SubState", "dead")));

    @Test
    void tellsAllAboutAUnit() {
        assertThat(running.state()).isEqualTo(ServiceState.RUNNING);
        assertThat(running.id()).isEqualTo("bot.service");
        assertThat(running.description()).isEqualTo("My bot");
        assertThat(running.mainPid()).hasValue(42);
        assertThat(running.restarts()).isEqualTo(2);
        assertThat(running.since()).contains(Instant.parse("2026-11-23T00:23:42.160372Z"));
        assertThat(running.memory()).hasValue(4096);
        assertThat(running.cpu()).contains(Duration.ofNanos(2_269_000));
        assertThat(running.tasks()).hasValue(3);
        assertThat(running.statusText()).isEqualTo("Serving");
        assertThat(running.fragmentPath()).contains("/etc/systemd/user/bot.service");
        assertThat(running.needsDaemonReload()).isTrue();
        assertThat(running.isFrozen()).isTrue();
        assertThat(running.enablement()).isEqualTo(EnablementState.ENABLED);
        assertThat(running.invocationId()).contains("aaaa");
    }

    @Test
    void makesUpNothingThatWasNotSaid() {
        assertThat(bare.state()).isEqualTo(ServiceState.STOPPED);
        assertThat(bare.description()).isEqualTo("bot.service");
        assertThat(bare.result()).isEmpty();
        assertThat(bare.mainPid()).isEmpty();
        assertThat(bare.restarts()).isZero();
        assertThat(bare.since()).isEmpty();
        assertThat(bare.memory()).isEmpty();
        assertThat(bare.cpu()).isEmpty();
        assertThat(bare.tasks()).isEmpty();
        assertThat(bare.exit()).isEmpty();
        assertThat(bare.exitCode()).isEmpty();
        assertThat(bare.invocationId()).isEmpty();
        assertThat(bare.statusText()).isEmpty();
        assertThat(bare.fragmentPath()).isEmpty();
        assertThat(bare.needsDaemonReload()).isFalse();
        assertThat(bare.isFrozen()).isFalse();
        assertThat(bare.enablement()).isEqualTo(EnablementState.UNKNOWN);
        assertThat(bare.startLimitHit()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[not set]", "[no data]", "n/a", "infinity", "18446744073709551615"})
    void knowsAllSpellingsOfNoValue(String none) {
        ServiceStatus status = unit("bot")
                .with("MainPID", none)
                .with("NRestarts", none)
                .with("MemoryCurrent", none)
                .with("CPUUsageNSec", none)
                .with("TasksCurrent", none)
                .with("ExecMainCode", none)
                .with("StateChangeTimestamp", none)
                .status();
        assertThat(status.mainPid()).isEmpty();
        assertThat(status.restarts()).isZero();
        assertThat(status.memory()).isEmpty();
        assertThat(status.cpu()).isEmpty();
        assertThat(status.tasks()).isEmpty();
        assertThat(status.exit()).isEmpty();
        assertThat(status.since()).isEmpty();
    }

    @Test
    void noUnitFileIsNotAnUnknownEnablement() {
        assertThat(unit("bot").enablement("").status().enablement()).isEqualTo(EnablementState.NONE);
    }

    @Test
    void processZeroIsNone() {
        assertThat(unit("bot").with("MainPID", 0).status().mainPid()).isEmpty();
    }

    @Test
    void restartsDoNotOverflow() {
        assertThat(unit("bot").with("NRestarts", 4_294_967_295L).status().restarts())
                .isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void anExitCodeIsNoSignal() {
        ServiceStatus exited = unit("bot").failed().exited(203).status();
        assertThat(exited.exit()).contains(new ProcessExit(false, 203));
        assertThat(exited.exitCode()).hasValue(203);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void aSignalIsNoExitCode(int killedOrDumped) {
        ServiceStatus killed = unit("bot")
                .failed()
                .with("ExecMainCode", killedOrDumped)
                .with("ExecMainStatus", 9)
                .status();
        assertThat(killed.exit()).contains(new ProcessExit(true, 9));
        assertThat(killed.exitCode()).isEmpty();
    }

    @Test
    void hitItsStartLimitIfSystemdSaysSoOrTheRestartsDo() {
        ShowOutput failed = unit("bot").failed().with("StartLimitBurst", 3);
        assertThat(failed.with("Result", "start-limit-hit").status().startLimitHit())
                .isTrue();
        assertThat(failed.with("NRestarts", 3).status().startLimitHit()).isTrue();
        assertThat(failed.with("NRestarts", 2).status().startLimitHit()).isFalse();
        assertThat(failed.with("NRestarts", 3)
                        .with("StartLimitBurst", 0)
                        .status()
                        .startLimitHit())
                .isFalse();
        assertThat(unit("bot").running().with("NRestarts", 9).status().startLimitHit())
                .isFalse();
    }

    @Test
    void hitItsStartLimitIfAnAutomaticRestartBroughtNoProcess() {
        ShowOutput ended =
                unit("bot").failed().with("StartLimitBurst", 3).with("ExecMainExitTimestampMonotonic", "5000");
        assertThat(ended.with("InactiveExitTimestampMonotonic", "5001").status().startLimitHit())
                .isTrue();
        // stopped by hand after many restarts, with an exit code that systemd takes for a failure
        assertThat(ended.with("NRestarts", 9)
                        .with("InactiveExitTimestampMonotonic", "4000")
                        .status()
                        .startLimitHit())
                .isFalse();
    }

    @Test
    void hitItsStartLimitIfItFailedWhileItWasDown() {
        ShowOutput ended =
                unit("bot").failed().with("StartLimitBurst", 3).with("InactiveEnterTimestampMonotonic", 5000);
        ShowOutput refused = ended.with("StateChangeTimestampMonotonic", 5001);

        assertThat(refused.status().startLimitHit()).isTrue();
        assertThat(ended.with("StateChangeTimestampMonotonic", 5000).status().startLimitHit())
                .isFalse();
        // a file of EnvironmentFile= is missing
        assertThat(refused.with("Result", "resources").status().startLimitHit()).isFalse();
        assertThat(refused.with("StartLimitBurst", 0).status().startLimitHit()).isFalse();
    }

    @Test
    void toStringTellsWhatMattersOnOneLine() {
        assertThat(running)
                .hasToString("bot.service: RUNNING (active/running, pid 42, restarts 2, since "
                        + LocalTime.format(Instant.parse("2026-11-23T00:23:42.160372Z")) + ")");
        assertThat(unit("bot").failed().exited(203).status())
                .hasToString("bot.service: ERROR (failed/failed, exit 203/EXEC)");
        assertThat(bare).hasToString("bot.service: STOPPED (inactive/dead)");
        ShowOutput killed = unit("bot").failed().with("ExecMainCode", 2).with("ExecMainStatus", 9);
        assertThat(killed.status()).hasToString("bot.service: ERROR (failed/failed, signal 9/KILL)");
        assertThat(unit("bot").dead().with("LoadState", "bad-setting").status())
                .hasToString("bot.service: ERROR (inactive/dead, unit file bad-setting)");
    }

    @Test
    void aUnitThatIsNotLoadedIsDown() {
        ServiceStatus status = ServiceStatus.notLoaded(UnitName.of("bot"));
        assertThat(status.state()).isEqualTo(ServiceState.STOPPED);
        assertThat(status.loadState()).isEqualTo("stub");
        assertThat(status.enablement()).isEqualTo(EnablementState.UNKNOWN);
    }

    @ParameterizedTest
    @MethodSource("io.github.servicehandler.CapturedOutput#all")
    void readsWhatEveryVersionPrints(CapturedOutput systemd) {
        assertThat(systemd.status("running").mainPid()).isPresent();
        assertThat(systemd.status("running").since()).isPresent();
        assertThat(systemd.status("running").invocationId())
                .hasValueSatisfying(id -> assertThat(id).matches("[0-9a-f]{32}"));
        assertThat(systemd.status("running").enablement()).isEqualTo(EnablementState.ENABLED);
        assertThat(systemd.status("alias").id()).isEqualTo("running.service");
        assertThat(systemd.status("failed").exit()).hasToString("Optional[1/FAILURE]");
        assertThat(systemd.status("killed").exit()).hasToString("Optional[9/KILL]");
        assertThat(systemd.status("no-program").exit()).hasToString("Optional[203/EXEC]");
        assertThat(systemd.status("start-limit").startLimitHit()).isTrue();
        assertThat(systemd.status("failed").startLimitHit()).isFalse();
        assertThat(systemd.status("masked").enablement()).isEqualTo(EnablementState.MASKED);
        assertThat(systemd.status("missing").enablement()).isEqualTo(EnablementState.NONE);
        assertThat(systemd.status("missing").since()).isEmpty();
    }
}

package io.github.servicehandler.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.internal.dbus.Variant;
import io.github.servicehandler.unit.UnitName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class UnsettledUnitsTest {

    private final List<String> reported = new ArrayList<>();
    private final List<CompletableFuture<Void>> calls = new ArrayList<>();
    private final BusUnitState bot = new BusUnitState(UnitName.of("bot"));
    private final BusUnitState web = new BusUnitState(UnitName.of("web"));
    private final UnsettledUnits units =
            new UnsettledUnits((unit, status) -> reported.add(unit.name() + " " + status.state()), this::call);

    private CompletableFuture<Void> call() {
        CompletableFuture<Void> call = new CompletableFuture<>();
        calls.add(call);
        return call;
    }

    private static ServiceStatus restarting() {
        return TestStatuses.status("bot", "loaded", "activating", "auto-restart", Map.of());
    }

    @Test
    void aFailureBeforeAnAutomaticRestartIsNotReported() {
        units.signalled(bot, TestStatuses.failed("bot"));
        units.signalled(bot, TestStatuses.failed("bot"));
        units.signalled(bot, restarting());
        calls.get(0).complete(null);

        assertThat(reported).containsExactly("bot.service RESTARTING");
    }

    @Test
    void theFailureOfAServiceWithoutAutomaticRestartsIsReportedAtOnce() {
        readSettings("no", List.of(List.of(), List.of()));
        units.signalled(bot, TestStatuses.failed("bot"));

        assertThat(reported).containsExactly("bot.service ERROR");
        assertThat(calls).isEmpty();
    }

    @Test
    void aForcedRestartIsWaitedFor() {
        readSettings("no", List.of(List.of(7), List.of()));
        units.signalled(bot, TestStatuses.failed("bot"));

        assertThat(reported).isEmpty();
    }

    @Test
    void settingsThatMayHaveChangedAreNotReliedOn() {
        readSettings("no", List.of(List.of(), List.of()));
        bot.recordLoaded();
        units.signalled(bot, TestStatuses.failed("bot"));

        assertThat(reported).isEmpty();
    }

    private void readSettings(String restart, List<?> forced) {
        bot.set(Map.of(
                "Restart", Variant.of("s", restart),
                "RestartForceExitStatus", Variant.of("(aiai)", forced)));
    }

    @Test
    void theManagersReplyMakesAFailureCertain() {
        units.signalled(bot, TestStatuses.failed("bot"));
        units.signalled(web, TestStatuses.stopped("web"));
        assertThat(reported).isEmpty();
        assertThat(calls).hasSize(1);

        calls.get(0).complete(null);

        assertThat(reported).containsExactly("bot.service ERROR", "web.service STOPPED");
    }

    @Test
    void aLostCallHidesNoFailure() {
        units.signalled(bot, TestStatuses.failed("bot"));

        calls.get(0).completeExceptionally(new IllegalStateException("lost"));

        assertThat(reported).containsExactly("bot.service ERROR");
    }

    @Test
    void anotherStateThanARestartMakesAStopCertain() {
        units.signalled(bot, TestStatuses.stopped("bot"));
        units.signalled(bot, TestStatuses.running("bot"));

        assertThat(reported).containsExactly("bot.service STOPPED", "bot.service RUNNING");
    }

    @Test
    void theBeginOfTheNextRunMakesAStopCertain() {
        List<String> runs = new ArrayList<>();
        UnsettledUnits ofOneRun = new UnsettledUnits(
                (unit, status) -> runs.add(status.invocationId().orElseThrow()), this::call);

        ofOneRun.signalled(bot, stopped("a"));
        assertThat(runs).isEmpty();
        ofOneRun.signalled(bot, stopped("b"));

        assertThat(runs).containsExactly("a");
    }

    private static ServiceStatus stopped(String run) {
        return TestStatuses.status("bot", "loaded", "inactive", "dead", Map.of("InvocationID", run));
    }

    @Test
    void whatWasReadIsCertain() {
        units.signalled(bot, TestStatuses.failed("bot"));
        units.read(bot, TestStatuses.failed("bot"));
        units.read(web, TestStatuses.stopped("web"));
        calls.get(0).complete(null);

        assertThat(reported).containsExactly("bot.service ERROR", "web.service STOPPED");
    }
}

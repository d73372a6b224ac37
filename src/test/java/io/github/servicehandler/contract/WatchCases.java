package io.github.servicehandler.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.EnablementState;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.StateChange;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.watch.UnitEvent;
import io.github.servicehandler.watch.Watch;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The events of a watch about changes by others, for each way of receiving them. */
abstract class WatchCases extends Contract {

    static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final String SLEEPER = "ExecStart=/bin/sleep 1000";

    private final List<UnitEvent> events = new CopyOnWriteArrayList<>();
    private final List<Watch> watches = new CopyOnWriteArrayList<>();

    /** Returns a runner that leaves the watch only one way to observe the manager. */
    abstract CommandRunner runner(CommandRunner plain);

    @AfterEach
    void closeWatches() {
        watches.forEach(Watch::close);
    }

    @Test
    void seesAStartAndAStop() {
        service("case", SLEEPER);
        systemctl("daemon-reload").exits(0);
        Watch watch = watch("case");
        assertThat(watch.status(handler("case")).state()).isEqualTo(ServiceState.STOPPED);

        up("case");
        ServiceStatus running = awaitState(watch, "case", ServiceState.RUNNING);
        stop("case").exits(0);
        awaitState(watch, "case", ServiceState.STOPPED);

        assertThat(running.mainPid()).isPresent();
        assertThat(running.invocationId()).isPresent();
        assertChain("case", ServiceState.STOPPED, ServiceState.STOPPED);
    }

    @Test
    void seesACrashAndHowTheProcessEnded() {
        service("case", SLEEPER);
        up("case");
        Watch watch = watch("case");

        systemctl("kill", "--signal=KILL", "case").exits(0);
        ServiceStatus failed = awaitState(watch, "case", ServiceState.ERROR);

        assertThat(failed.result()).isEqualTo("signal");
        assertThat(failed.exit())
                .hasValueSatisfying(exit -> assertThat(exit.bySignal()).isTrue());
        assertThat(failed.mainPid()).isEmpty();
        assertChain("case", ServiceState.RUNNING, ServiceState.ERROR);
    }

    @Test
    void seesAnAutomaticRestart() {
        service("case", SLEEPER, "Restart=always", "RestartSec=50ms");
        up("case");
        Watch watch = watch("case");
        String first = watch.status(handler("case")).invocationId().orElseThrow();

        systemctl("kill", "--signal=KILL", "case").exits(0);
        watch.await(
                handler("case"), status -> status.restarts() == 1 && status.state() == ServiceState.RUNNING, TIMEOUT);

        awaitEvent(event -> event instanceof UnitEvent.Restarted restarted
                && restarted.automatic()
                && restarted.previousInvocation().equals(first)
                && restarted.status().restarts() == 1);
        assertChain("case", ServiceState.RUNNING, ServiceState.RUNNING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RestartSec=0", "RestartSec=300ms"})
    void anAutomaticRestartNeverLooksLikeAFailure(String delay) {
        unit("case.service", "[Unit]", "StartLimitIntervalSec=0", "[Service]", SLEEPER, "Restart=always", delay);
        up("case");
        Watch watch = watch("case");

        for (int i = 1; i <= 5; i++) {
            int restarts = i;
            systemctl("kill", "--signal=KILL", "case").exits(0);
            watch.await(
                    handler("case"),
                    status -> status.restarts() == restarts && status.state() == ServiceState.RUNNING,
                    TIMEOUT);
        }

        assertChain("case", ServiceState.RUNNING, ServiceState.RUNNING);
        assertThat(changes("case"))
                .extracting(StateChange::to)
                .isSubsetOf(ServiceState.RESTARTING, ServiceState.RUNNING);
        awaitInRealTime().untilAsserted(() -> assertThat(restarts()).hasSize(5));
        assertThat(restarts()).allSatisfy(event -> {
            assertThat(event.automatic()).isTrue();
            event.ended().ifPresent(ended -> assertThat(ended.result()).isEqualTo("signal"));
        });
        if (isToldOfEveryChange()) {
            assertThat(changes("case")).hasSize(10);
            assertThat(restarts()).allMatch(event -> event.reason().equals("result signal, signal 9/KILL"));
        }
    }

    /** Returns whether the watch is told of every change; one that polls may miss some. */
    boolean isToldOfEveryChange() {
        return true;
    }

    private List<UnitEvent.Restarted> restarts() {
        return events.stream()
                .filter(UnitEvent.Restarted.class::isInstance)
                .map(UnitEvent.Restarted.class::cast)
                .toList();
    }

    @Test
    void aRestartThatWaitsForAnotherUnitIsStillARestart() {
        service("case-slow", "Type=oneshot", "ExecStart=/bin/sleep 3");
        unit(
                "case.service",
                "[Unit]",
                "After=case-slow.service",
                "[Service]",
                "Restart=always",
                "RestartSec=1500ms",
                SLEEPER);
        up("case");
        Watch watch = watch("case");
        systemctl("start", "--no-block", "case-slow").exits(0);

        systemctl("kill", "--signal=KILL", "case").exits(0);
        awaitState(watch, "case", ServiceState.RESTARTING);
        awaitState(watch, "case", ServiceState.RUNNING);

        assertChain("case", ServiceState.RUNNING, ServiceState.RUNNING);
        assertThat(changes("case"))
                .extracting(StateChange::to)
                .containsExactly(ServiceState.RESTARTING, ServiceState.RUNNING);
    }

    @Test
    void seesARestartByAnOperator() {
        service("case", SLEEPER);
        up("case");
        Watch watch = watch("case");
        String first = watch.status(handler("case")).invocationId().orElseThrow();

        restart("case").exits(0);
        watch.await(
                handler("case"),
                status -> status.state() == ServiceState.RUNNING
                        && !status.invocationId().orElse(first).equals(first),
                TIMEOUT);

        awaitEvent(event -> event instanceof UnitEvent.Restarted restarted && !restarted.automatic());
        assertChain("case", ServiceState.RUNNING, ServiceState.RUNNING);
    }

    @Test
    void seesAServiceThatCompletes() {
        service("case", "Type=oneshot", "RemainAfterExit=yes", "ExecStart=/bin/true");
        systemctl("daemon-reload").exits(0);
        Watch watch = watch("case");

        up("case");

        awaitState(watch, "case", ServiceState.COMPLETED);
        assertChain("case", ServiceState.STOPPED, ServiceState.COMPLETED);
    }

    @Test
    void seesThatAServiceWaitsToBeRestarted() {
        service("case", "ExecStart=/bin/false", "Restart=always", "RestartSec=1000");
        systemctl("daemon-reload").exits(0);
        Watch watch = watch("case");

        start("case");

        assertThat(awaitState(watch, "case", ServiceState.RESTARTING).exitCode())
                .hasValue(1);
    }

    @Test
    void seesAProgramThatIsNotThere() {
        service("case", "ExecStart=/nonexistent/program");
        systemctl("daemon-reload").exits(0);
        Watch watch = watch("case");

        start("case");

        assertThat(awaitState(watch, "case", ServiceState.ERROR).exitCode()).hasValue(203);
    }

    @Test
    void seesThatAUnitIsEnabledAndDisabled() {
        unit("case.service", "[Service]", SLEEPER, "[Install]", "WantedBy=default.target");
        up("case");
        Watch watch = watch("case");
        assertThat(watch.status(handler("case")).enablement()).isEqualTo(EnablementState.DISABLED);

        systemctl("enable", "case").exits(0);
        watch.await(handler("case"), status -> status.enablement() == EnablementState.ENABLED, TIMEOUT);
        systemctl("disable", "case").exits(0);
        watch.await(handler("case"), status -> status.enablement() == EnablementState.DISABLED, TIMEOUT);

        awaitEvent(event -> event.toString().equals("case.service: ENABLED -> DISABLED"));
    }

    @Test
    void seesAUnitThatComesIntoBeingAndGoes() {
        systemctl("daemon-reload").exits(0);
        Watch watch = watch("case");
        assertThat(watch.status(handler("case")).state()).isEqualTo(ServiceState.NOT_FOUND);

        service("case", SLEEPER);
        up("case");
        awaitState(watch, "case", ServiceState.RUNNING);
        stop("case").exits(0);
        delete("case.service");
        systemctl("daemon-reload").exits(0);

        awaitState(watch, "case", ServiceState.NOT_FOUND);
        assertChain("case", ServiceState.NOT_FOUND, ServiceState.NOT_FOUND);
    }

    @Test
    void aPatternSeesUnitsThatAppearAndDisappear() {
        service("case-a", SLEEPER);
        up("case-a");
        Watch watch = register(Watch.all(systemd(), "case-*"));
        assertThat(watch.statuses()).containsOnlyKeys(handler("case-a"));

        service("case-b", SLEEPER);
        up("case-b");
        awaitState(watch, "case-b", ServiceState.RUNNING);
        stop("case-b").exits(0);
        delete("case-b.service");
        systemctl("daemon-reload").exits(0);

        awaitEventWithoutStatus(event ->
                event instanceof UnitEvent.Removed gone && gone.service().equals(handler("case-b")));
        assertThat(events).anyMatch(event -> event instanceof UnitEvent.Added);
        assertThat(watch.statuses()).containsOnlyKeys(handler("case-a"));
    }

    @Test
    void anAliasIsSeenAsItsUnit() {
        service("case", SLEEPER);
        link("case-alias.service", path("case.service"));
        systemctl("daemon-reload").exits(0);
        Watch watch = watch("case-alias", "case");

        up("case");
        awaitState(watch, "case-alias", ServiceState.RUNNING);
        awaitState(watch, "case", ServiceState.RUNNING);
        stop("case").exits(0);

        awaitState(watch, "case-alias", ServiceState.STOPPED);
    }

    @Test
    void aChangedFileIsSeenOnceTheManagerHasReadIt() {
        unit("case.service", "[Unit]", "Description=before", "[Service]", SLEEPER);
        up("case");
        Watch watch = watch("case");
        assertThat(watch.status(handler("case")).description()).isEqualTo("before");

        unit("case.service", "[Unit]", "Description=after", "[Service]", SLEEPER);
        systemctl("daemon-reload").exits(0);

        watch.await(handler("case"), status -> status.description().equals("after"), TIMEOUT);
        assertThat(changes("case")).isEmpty();
    }

    @Test
    void aTransientUnitIsGoneWhenItEnds() {
        Watch watch = watch("case-run");
        run("systemd-run", "--unit=case-run", "/bin/sleep", "1000").exits(0);
        awaitState(watch, "case-run", ServiceState.RUNNING);

        stop("case-run").exits(0);

        awaitState(watch, "case-run", ServiceState.NOT_FOUND);
    }

    @Test
    void tellsStopsOnRequestFromOtherJobsAndFailures() {
        Assumptions.assumeTrue(isToldOfEveryChange());
        service("case", SLEEPER, "KillSignal=SIGUSR1", "TimeoutStopSec=5");
        service("case-short", "ExecStart=/bin/sh -c 'exit 7'");
        service("case-again", "ExecStart=/bin/sh -c 'exit 7'", "Restart=on-failure", "RestartSec=1000");
        unit("case-skipped.service", "[Service]", "ExecStart=/bin/sh -c 'exit 7'");
        up("case", "case-short", "case-again", "case-skipped");
        Watch watch = watch("case", "case-short", "case-again", "case-skipped");
        awaitState(watch, "case-short", ServiceState.ERROR);
        awaitState(watch, "case-again", ServiceState.RESTARTING);
        awaitState(watch, "case-skipped", ServiceState.ERROR);
        unit("case-skipped.service", "[Unit]", "ConditionPathExists=/nowhere", "[Service]", "ExecStart=/bin/false");
        systemctl("daemon-reload").exits(0);

        restart("case").exits(0);
        systemctl("try-restart", "case-short").exits(0);
        start("case-skipped").exits(0);
        systemctl("kill", "--signal=KILL", "case").exits(0);
        awaitState(watch, "case", ServiceState.ERROR);
        start("case").exits(0);
        awaitState(watch, "case", ServiceState.RUNNING);
        stop("case", "case-again", "case-short").exits(0);

        awaitEvent(event -> event.toString().equals("case-short.service was stopped on request: ERROR"));
        awaitEvent(event -> event.toString().equals("case-again.service was stopped on request: STOPPED"));
        awaitEvent(event -> event.toString().equals("case.service was stopped on request: ERROR"));
        awaitEvent(event -> event.toString().equals("case-skipped.service was left down by a job: ERROR"));
        assertThat(events).filteredOn(UnitEvent.JobEnded.class::isInstance).hasSize(4);
    }

    @Test
    void neverShowsTheEndOfARunTogetherWithTheBeginningOfTheNext() {
        unit("case.service", "[Unit]", "StartLimitIntervalSec=0", "[Service]", "ExecStart=/bin/sh -c 'exit 7'");
        up("case");
        await("case", "ActiveState=failed");
        Watch watch = watch("case");
        List<ServiceStatus> mixed = new CopyOnWriteArrayList<>();
        watch.onEvent(
                event -> Optional.of(watch.status(handler("case")))
                        .filter(status -> status.state() == ServiceState.ERROR)
                        .filter(status -> !status.exitCode().equals(OptionalInt.of(7)))
                        .ifPresent(mixed::add),
                Runnable::run);

        for (int i = 0; i < 5; i++) {
            start("case").exits(0);
            await("case", "ActiveState=failed");
        }

        if (isToldOfEveryChange()) {
            awaitInRealTime().untilAsserted(() -> assertThat(changes("case")).hasSize(10));
            assertThat(restarts()).hasSize(5).allMatch(event -> event.status().state() == ServiceState.RUNNING);
        }
        assertThat(mixed).isEmpty();
    }

    /** Returns a wait in real time, because listeners run in real time even if the fake's time is virtual. */
    private static ConditionFactory awaitInRealTime() {
        return Awaitility.await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2));
    }

    final Watch watch(String... units) {
        Systemd systemd = systemd();
        return register(Watch.of(systemd.services(units)));
    }

    private Watch register(Watch watch) {
        watches.add(watch);
        return watch.onEvent(events::add, Runnable::run);
    }

    @Override
    Systemd systemd() {
        return Systemd.of(backend.address(), runner(backend.runner()));
    }

    final ServiceHandler handler(String unit) {
        return systemd().service(unit);
    }

    final ServiceStatus awaitState(Watch watch, String unit, ServiceState state) {
        return watch.await(handler(unit), status -> status.state() == state, TIMEOUT);
    }

    /** Waits until a listener has received an event, which may happen shortly after the status changed. */
    final void awaitEvent(Predicate<UnitEvent> wanted) {
        awaitInRealTime().untilAsserted(() -> assertThat(events).anyMatch(wanted));
    }

    /**
     * Waits until a listener has received an event that does not follow from a status; lets the backend's time pass.
     */
    final void awaitEventWithoutStatus(Predicate<UnitEvent> wanted) {
        awaitInRealTime().atMost(TIMEOUT).untilAsserted(() -> {
            sleep(Duration.ofMillis(100));
            assertThat(events).anyMatch(wanted);
        });
    }

    final List<StateChange> changes(String unit) {
        return events.stream()
                .filter(event -> event instanceof UnitEvent.StateChanged)
                .map(event -> ((UnitEvent.StateChanged) event).change())
                .filter(change -> change.unit().equals(UnitName.of(unit)))
                .toList();
    }

    /** Asserts that a unit's state changes form a chain from one state to another. */
    final void assertChain(String unit, ServiceState from, ServiceState to) {
        awaitInRealTime().untilAsserted(() -> checkChain(unit, from, to));
    }

    private void checkChain(String unit, ServiceState from, ServiceState to) {
        ServiceState last = from;
        for (StateChange change : changes(unit)) {
            assertThat(change.from()).as("%s", changes(unit)).isEqualTo(last);
            assertThat(change.to()).as("%s", changes(unit)).isNotEqualTo(last);
            last = change.to();
        }
        assertThat(last).as("%s", changes(unit)).isEqualTo(to);
    }
}

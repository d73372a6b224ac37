package io.github.servicehandler.testing.internal.services;

import io.github.servicehandler.testing.internal.process.ExecStatus;
import io.github.servicehandler.testing.internal.process.FakeProcess;
import io.github.servicehandler.testing.internal.process.FakeProgram;
import io.github.servicehandler.testing.internal.process.WaitStatus;
import io.github.servicehandler.testing.internal.time.TimeSpan;
import io.github.servicehandler.testing.internal.units.ActiveState;
import io.github.servicehandler.testing.internal.units.JobAttemptResult;

/**
 * The state machine of a service, as in systemd's service.c: condition, start-pre, start, start-post, running, stop,
 * stop-post, dead or failed, auto-restart.
 */
public final class ServiceStateMachine extends ServiceStopSequence {

    /**
     * The time that a {@code Type=notify-reload} service needs to handle the signal and report that it has reloaded.
     */
    private static final long ACKNOWLEDGE_MICROS = 10 * TimeSpan.MILLISECOND;

    ServiceStateMachine(ServiceUnit unit) {
        super(unit);
    }

    JobAttemptResult start() {
        boolean countsAll = unit.context.quirks().countsStartsThatWait();
        if (countsAll && isTooOften()) {
            return JobAttemptResult.FAILED;
        }
        if (phase().isHeldOff() && !unit.context.quirks().startEndsHoldOff()) {
            return JobAttemptResult.LATER;
        }
        if (phase().isStarting()) {
            return JobAttemptResult.BEGUN;
        }
        if (phase().active == ActiveState.DEACTIVATING) {
            return JobAttemptResult.LATER;
        }
        if (!countsAll && isTooOften()) {
            return JobAttemptResult.FAILED;
        }
        prepare();
        if (unit.lacksEnvironmentFile()) {
            unit.log(4, "", "Failed to load environment files: No such file or directory");
            enterDead("resources", true);
            return JobAttemptResult.FAILED;
        }
        runOr(ServiceSubState.CONDITION, "ExecCondition", this::conditionDone, this::enterStartPre);
        return JobAttemptResult.BEGUN;
    }

    private boolean isTooOften() {
        if (unit.withinStartLimit()) {
            return false;
        }
        if (unit.context.quirks().startLimitIsTheResult()) {
            facts.result = "success";
        }
        enterDead("start-limit-hit", false);
        return true;
    }

    private void prepare() {
        unit.context.listener().changed(unit);
        unit.newInvocation();
        facts.result = "success";
        facts.reloadResult = "success";
        facts.statusText = "";
        facts.main = ExecStatus.NEVER;
        facts.lastRuns.clear();
        forbidsRestart = false;
        if (facts.flushRestarts) {
            facts.restarts = 0;
            facts.flushRestarts = false;
        }
        armTimeout(unit.config().startTimeout, this::startTimedOut);
    }

    JobAttemptResult stop() {
        forbidsRestart = true;
        if (phase().isHeldOff()) {
            become(ServiceSubState.DEAD);
            return JobAttemptResult.ALREADY;
        }
        if (phase().active == ActiveState.DEACTIVATING) {
            return JobAttemptResult.BEGUN;
        }
        if (phase().isStarting() || phase().active == ActiveState.RELOADING) {
            enterSignal(ServiceSubState.STOP_SIGTERM, "success");
        } else {
            enterStop("success");
        }
        return JobAttemptResult.BEGUN;
    }

    JobAttemptResult reload() {
        facts.reloadResult = "success";
        if (unit.config().is("notify-reload")) {
            become(ServiceSubState.RELOAD_SIGNAL);
            armTimeout(ACKNOWLEDGE_MICROS, () -> reloadDone("success"));
            return JobAttemptResult.BEGUN;
        }
        runOr(ServiceSubState.RELOAD, "ExecReload", this::reloadDone, () -> reloadDone("success"));
        armTimeout(unit.config().startTimeout, () -> reloadDone("timeout"));
        return JobAttemptResult.BEGUN;
    }

    void resetFailed() {
        if (phase() == ServiceSubState.FAILED) {
            become(ServiceSubState.DEAD);
        }
        facts.result = "success";
        facts.reloadResult = "success";
        facts.restarts = 0;
        facts.flushRestarts = false;
    }

    private void conditionDone(String result) {
        if (result.equals("success")) {
            enterStartPre();
        } else if (result.equals("exit-code") && !conditionBroke()) {
            if (unit.context.quirks().skipsByCondition()) {
                unit.checks.skip();
            }
            enterSignal(ServiceSubState.STOP_SIGTERM, "exec-condition");
        } else {
            enterSignal(ServiceSubState.STOP_SIGTERM, result);
        }
    }

    /** Returns whether {@code ExecCondition=} failed: statuses 1 to 254 mean "skip", 255 means failure. */
    private boolean conditionBroke() {
        return unit.config().commands("ExecCondition").stream()
                .anyMatch(command ->
                        facts.lastRuns.getOrDefault(command, ExecStatus.NEVER).status() == 255);
    }

    private void enterStartPre() {
        runOrStop(ServiceSubState.START_PRE, "ExecStartPre", this::enterStart);
    }

    /** Runs the commands of a setting, if there are any, and continues if they succeed; otherwise stops the service. */
    private void runOrStop(ServiceSubState to, String key, Runnable next) {
        runOr(
                to,
                key,
                result -> {
                    if (result.equals("success")) {
                        next.run();
                    } else {
                        enterSignal(ServiceSubState.STOP_SIGTERM, result);
                    }
                },
                next);
    }

    private void enterStart() {
        processes.plan(unit.config().commands("ExecStart"));
        if (!processes.hasNext()) {
            enterStartPost();
            return;
        }
        processes.startNext();
        if (unit.config().is("simple") || unit.config().is("idle")) {
            enterStartPost();
        } else {
            become(ServiceSubState.START);
        }
    }

    private void enterStartPost() {
        runOrStop(ServiceSubState.START_POST, "ExecStartPost", () -> enterRunning("success"));
    }

    private void enterRunning(String result) {
        facts.fail(result);
        if (!facts.result.equals("success")) {
            enterSignal(ServiceSubState.STOP_SIGTERM, result);
        } else if (processes.isUp()) {
            become(ServiceSubState.RUNNING);
            armTimeout(unit.config().runtimeMax, this::runtimeExceeded);
        } else if (unit.config().remainAfterExit) {
            become(ServiceSubState.EXITED);
            disarm();
        } else {
            enterStop("success");
        }
    }

    private void startTimedOut() {
        unit.log(
                4,
                "",
                (phase() == ServiceSubState.START ? "start" : phase().word()) + " operation timed out. Terminating.");
        enterSignal(ServiceSubState.STOP_SIGTERM, "timeout");
    }

    private void runtimeExceeded() {
        unit.log(4, "", "Service reached runtime time limit. Stopping.");
        enterStop("timeout");
    }

    private void reloadDone(String result) {
        facts.reloadResult = result;
        processes.forgetControl();
        enterRunning("success");
    }

    @Override
    void mainExecuted() {
        if (phase() == ServiceSubState.START && unit.config().is("exec")) {
            enterStartPost();
        }
    }

    @Override
    void mainReady(FakeProcess main) {
        if (phase() != ServiceSubState.START) {
            return;
        }
        if (unit.config().notifies() || unit.config().is("dbus")) {
            enterStartPost();
        } else if (unit.config().is("forking")) {
            // an unknown program of a forking service forks a healthy daemon and exits
            processes.fork(FakeProgram.healthy());
            main.end(WaitStatus.exit(0));
        }
    }

    @Override
    void lastChildEnded() {
        if (phase() == ServiceSubState.RUNNING && processes.main() == null) {
            enterRunning("success");
        } else if (phase() == ServiceSubState.STOP_SIGTERM || phase() == ServiceSubState.STOP_SIGKILL) {
            ended("success");
        }
    }

    @Override
    void mainEnded(WaitStatus ending) {
        boolean clean = processes.mainEnded(ending);
        if (!clean) {
            unit.logExit("Main", "ExecStart", ending);
        }
        String result = clean ? "success" : ending.failure();
        if (clean && processes.hasNext() && phase() == ServiceSubState.START) {
            processes.startNext();
        } else {
            facts.fail(result);
            ended(result);
        }
    }

    @Override
    void ended(String result) {
        switch (phase()) {
            case START -> mainEndedWhileStarting(result);
            case RUNNING -> enterRunning(result);
            case STOP -> {
                if (processes.control() == null) {
                    enterSignal(ServiceSubState.STOP_SIGTERM, result);
                }
            }
            case STOP_SIGTERM, STOP_SIGKILL -> {
                if (processes.all().isEmpty()) {
                    enterStopPost(result);
                }
            }
            case FINAL_SIGTERM, FINAL_SIGKILL -> enterDead(result, true);
            default -> {
                // a control process is running, and its end decides
            }
        }
    }

    private void mainEndedWhileStarting(String result) {
        boolean ok = result.equals("success");
        if (unit.config().is("oneshot") && ok) {
            enterStartPost();
        } else if (unit.config().is("forking") && ok) {
            processes.adoptChild();
            enterStartPost();
        } else if (unit.config().notifies() && ok) {
            enterSignal(ServiceSubState.STOP_SIGTERM, "protocol");
        } else if (ok && !unit.config().is("oneshot")) {
            enterRunning(result);
        } else {
            enterSignal(ServiceSubState.STOP_SIGTERM, result);
        }
    }
}

package io.github.servicehandler.testing.internal.services;

import io.github.servicehandler.testing.internal.process.FakeProcess;
import io.github.servicehandler.testing.internal.process.FakeProgram;
import io.github.servicehandler.testing.internal.process.WaitStatus;
import io.github.servicehandler.testing.internal.units.ActiveState;
import io.github.servicehandler.testing.internal.units.JobAttemptResult;
import java.util.stream.IntStream;

/**
 * The state machine of a service, as in systemd's service.c: condition, start-pre, start, start-post, running, stop,
 * stop-post, dead or failed, auto-restart.
 */
public final class ServiceStateMachine extends ServiceReloadSequence {

    private final ServiceMessages messages;

    ServiceStateMachine(ServiceUnit unit) {
        super(unit);
        this.messages = new ServiceMessages(unit);
    }

    JobAttemptResult start() {
        boolean countsWaiting = unit.context.quirks().countsWaitingStarts();
        if (countsWaiting && exceedsStartLimit()) {
            return JobAttemptResult.FAILED;
        }
        if (subState().isWaitingForRestart() && !unit.context.quirks().manualStartEndsRestartDelay()) {
            return JobAttemptResult.LATER;
        }
        if (subState().isStarting()) {
            return JobAttemptResult.BEGUN;
        }
        if (subState().activeState == ActiveState.DEACTIVATING) {
            return JobAttemptResult.LATER;
        }
        if (!countsWaiting && exceedsStartLimit()) {
            return JobAttemptResult.FAILED;
        }
        prepare();
        if (unit.isEnvironmentFileMissing()) {
            messages.environmentFileMissing();
            enterDead("resources", true);
            return JobAttemptResult.FAILED;
        }
        runCommandsOr(ServiceSubState.CONDITION, "ExecCondition", this::conditionDone, this::enterStartPre);
        return JobAttemptResult.BEGUN;
    }

    private boolean exceedsStartLimit() {
        if (unit.withinStartLimit()) {
            return false;
        }
        if (unit.context.quirks().startLimitOverridesResult()) {
            record.result = "success";
        }
        enterDead("start-limit-hit", false);
        return true;
    }

    private void prepare() {
        unit.context.listener().changed(unit);
        unit.newInvocation();
        unit.conditions.beginRun();
        record.beginRun();
        stopRequested = false;
        armTimeout(unit.config().startTimeout, this::startTimedOut);
    }

    JobAttemptResult stop() {
        stopRequested = true;
        if (subState().isWaitingForRestart()) {
            cancelTimeout();
            enter(ServiceSubState.DEAD);
            return JobAttemptResult.ALREADY;
        }
        if (subState().activeState == ActiveState.DEACTIVATING) {
            return JobAttemptResult.BEGUN;
        }
        if (subState().isStarting() || subState().activeState == ActiveState.RELOADING) {
            enterSignal(ServiceSubState.STOP_SIGTERM, "success");
        } else {
            enterStop("success");
        }
        return JobAttemptResult.BEGUN;
    }

    void resetFailed() {
        if (subState() == ServiceSubState.FAILED) {
            enter(ServiceSubState.DEAD);
        }
        record.result = "success";
        record.reloadResult = "success";
        record.restarts = 0;
        record.flushRestarts = false;
    }

    private void conditionDone(String result) {
        if (result.equals("success")) {
            enterStartPre();
        } else if (result.equals("exit-code") && !conditionFailed()) {
            unit.conditions.markSkipped(unit.context.quirks().execConditionCountsAsCondition());
            enterSignal(ServiceSubState.STOP_SIGTERM, "exec-condition");
        } else {
            enterSignal(ServiceSubState.STOP_SIGTERM, result);
        }
    }

    /** Returns whether {@code ExecCondition=} failed: statuses 1 to 254 mean "skip", 255 means failure. */
    private boolean conditionFailed() {
        return IntStream.range(0, unit.config().commands("ExecCondition").size())
                .anyMatch(index -> record.lastRun("ExecCondition", index).status() == 255);
    }

    private void enterStartPre() {
        runOrStop(ServiceSubState.START_PRE, "ExecStartPre", this::enterStart);
    }

    /** Runs the commands of a setting, if there are any, and continues if they succeed; otherwise stops the service. */
    private void runOrStop(ServiceSubState to, String key, Runnable next) {
        runCommandsOr(
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
        if (unit.config().isType("simple") || unit.config().isType("idle")) {
            enterStartPost();
        } else {
            enter(ServiceSubState.START);
        }
    }

    private void enterStartPost() {
        runOrStop(ServiceSubState.START_POST, "ExecStartPost", () -> enterRunning("success"));
    }

    @Override
    void enterRunning(String result) {
        record.recordResult(result);
        if (!record.result.equals("success")) {
            enterSignal(ServiceSubState.STOP_SIGTERM, result);
        } else if (processes.hasService()) {
            enter(ServiceSubState.RUNNING);
            armTimeout(unit.config().runtimeMax, this::runtimeExceeded);
        } else if (unit.config().remainAfterExit) {
            enter(ServiceSubState.EXITED);
            cancelTimeout();
        } else {
            enterStop("success");
        }
    }

    private void startTimedOut() {
        messages.startTimedOut(subState());
        enterSignal(ServiceSubState.STOP_SIGTERM, "timeout");
    }

    private void runtimeExceeded() {
        messages.runtimeExceeded();
        enterStop("timeout");
    }

    @Override
    void mainExecuted() {
        if (subState() == ServiceSubState.START && unit.config().isType("exec")) {
            enterStartPost();
        }
    }

    @Override
    void mainReady(FakeProcess main) {
        if (subState() != ServiceSubState.START) {
            return;
        }
        if (unit.lacksReloadHandler(main)) {
            messages.reloadHandlerMissing(main);
            enterSignal(ServiceSubState.STOP_SIGTERM, "protocol");
        } else if (unit.config().notifies() || unit.config().isType("dbus")) {
            enterStartPost();
        } else if (unit.config().isType("forking")) {
            // an unknown program of a forking service forks a healthy daemon and exits
            processes.fork(FakeProgram.healthy());
            main.end(WaitStatus.exit(0));
        }
    }

    @Override
    void lastChildEnded() {
        if (subState() == ServiceSubState.RUNNING && processes.main() == null) {
            enterRunning("success");
        } else if (subState() == ServiceSubState.START && processes.main() == null) {
            messages.pidFileMissing();
            enterSignal(ServiceSubState.STOP_SIGTERM, "protocol");
        } else if (subState() == ServiceSubState.STOP_SIGTERM || subState() == ServiceSubState.STOP_SIGKILL) {
            continueAfterEnd("success");
        }
    }

    @Override
    void mainEnded(WaitStatus ending) {
        boolean clean = processes.mainEnded(ending);
        if (!clean) {
            unit.logExit("Main", "ExecStart", ending);
        }
        String result = clean ? "success" : ending.failureResult();
        if (clean && processes.hasNext() && subState() == ServiceSubState.START) {
            processes.startNext();
        } else {
            record.recordResult(result);
            continueAfterEnd(result);
        }
    }

    @Override
    void continueAfterEnd(String result) {
        switch (subState()) {
            case START -> mainEndedWhileStarting(result);
            case RUNNING -> enterRunning(result);
            case RELOAD, RELOAD_SIGNAL, RELOAD_POST -> {
                if (processes.control() == null) {
                    enterStop(result);
                }
            }
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
        if (unit.config().isType("oneshot") && ok) {
            enterStartPost();
        } else if (unit.config().isType("forking") && ok && unit.lacksPidFile()) {
            demandPidFile();
        } else if (unit.config().isType("forking") && ok) {
            processes.adoptChild();
            enterStartPost();
        } else if (unit.config().notifies() && ok) {
            enterSignal(ServiceSubState.STOP_SIGTERM, "protocol");
        } else if (ok && !unit.config().isType("oneshot")) {
            enterRunning(result);
        } else {
            enterSignal(ServiceSubState.STOP_SIGTERM, result);
        }
    }

    /** Waits for the daemon's {@code PIDFile=} until the start times out, or the last process has ended. */
    private void demandPidFile() {
        messages.pidFileAwaited();
        processes.adoptNone();
        if (!processes.hasService()) {
            enterSignal(ServiceSubState.STOP_SIGTERM, "protocol");
        }
    }
}

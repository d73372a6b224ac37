package io.github.servicehandler.testing.internal.services;

import io.github.servicehandler.testing.internal.files.BusError;
import io.github.servicehandler.testing.internal.journal.MessageIds;
import io.github.servicehandler.testing.internal.process.FakeProcess;
import io.github.servicehandler.testing.internal.process.LinuxSignals;
import java.util.List;

/** The part of the state machine that stops a service: from stop to dead, failed or auto-restart. */
abstract class ServiceStopSequence extends ServiceTransitions {

    /** Whether the stop was requested, so that the service must not restart automatically. */
    boolean stopRequested;

    ServiceStopSequence(ServiceUnit unit) {
        super(unit);
    }

    final void enterStop(String result) {
        record.recordResult(result);
        armTimeout(unit.config().stopTimeout, () -> stopTimedOut("Stopping timed out. Terminating."));
        runCommandsOr(
                ServiceSubState.STOP,
                "ExecStop",
                done -> enterSignal(ServiceSubState.STOP_SIGTERM, done),
                () -> enterSignal(ServiceSubState.STOP_SIGTERM, "success"));
    }

    private void stopTimedOut(String text) {
        unit.log(4, "", text);
        enterSignal(ServiceSubState.STOP_SIGTERM, "timeout");
    }

    final void enterSignal(ServiceSubState to, String result) {
        record.recordResult(result);
        boolean isFinal = to == ServiceSubState.FINAL_SIGTERM || to == ServiceSubState.FINAL_SIGKILL;
        boolean isSigkill = to == ServiceSubState.STOP_SIGKILL || to == ServiceSubState.FINAL_SIGKILL;
        List<FakeProcess> targets = unit.config().killMode.equals("none") ? List.of() : processes.all();
        if (targets.isEmpty()) {
            if (isFinal) {
                enterDead("success", true);
            } else {
                enterStopPost("success");
            }
            return;
        }
        armTimeout(unit.config().stopTimeout, () -> killTimedOut(to));
        enter(to);
        targets.forEach(process ->
                signal(process, isSigkill ? unit.config().finalKillSignal : unit.config().killSignal, isSigkill));
    }

    private void signal(FakeProcess process, int signal, boolean logged) {
        if (logged) {
            unit.log(
                    5,
                    "",
                    "Killing process " + process.pid() + " (" + process.program() + ") with signal SIG"
                            + LinuxSignals.name(signal) + ".");
        }
        process.signal(signal);
        if (!logged && unit.config().sendsSighup) {
            process.signal(LinuxSignals.HUP);
        }
    }

    private void killTimedOut(ServiceSubState subState) {
        boolean isFinal = subState == ServiceSubState.FINAL_SIGTERM || subState == ServiceSubState.FINAL_SIGKILL;
        if (subState == ServiceSubState.STOP_SIGTERM || subState == ServiceSubState.FINAL_SIGTERM) {
            unit.log(
                    4,
                    "",
                    "State '" + subState.word() + "' timed out. "
                            + (unit.config().sendsSigkill ? "Killing." : "Skipping SIGKILL."));
            if (unit.config().sendsSigkill) {
                enterSignal(isFinal ? ServiceSubState.FINAL_SIGKILL : ServiceSubState.STOP_SIGKILL, "timeout");
                return;
            }
        }
        if (isFinal) {
            enterDead("timeout", true);
        } else {
            enterStopPost("timeout");
        }
    }

    final void enterStopPost(String result) {
        record.recordResult(result);
        armTimeout(unit.config().stopTimeout, () -> enterSignal(ServiceSubState.FINAL_SIGTERM, "timeout"));
        runCommandsOr(
                ServiceSubState.STOP_POST,
                "ExecStopPost",
                done -> enterSignal(ServiceSubState.FINAL_SIGTERM, done),
                () -> enterSignal(ServiceSubState.FINAL_SIGTERM, "success"));
    }

    final void enterDead(String result, boolean mayRestart) {
        record.recordResult(result);
        cancelTimeout();
        processes.forgetAll();
        boolean failed = !record.result.equals("success") && !record.result.equals("exec-condition");
        logEnd(failed);
        boolean restarts = mayRestart
                && !stopRequested
                && !unit.stopIsPending()
                && unit.config().restartsAfter(record.result, record.main.ending());
        if (!restarts || !unit.config().restarting.isDirect()) {
            enter(endSubState(failed, restarts), restarts);
        }
        if (restarts) {
            enter(ServiceSubState.AUTO_RESTART);
            armTimeout(restartDelay(), this::restart);
        } else {
            record.flushRestarts = true;
        }
    }

    private long restartDelay() {
        return unit.config().restarting.delayBefore(record.restarts + 1);
    }

    private ServiceSubState endSubState(boolean failed, boolean restarts) {
        if (restarts && unit.context.quirks().hasAutoRestartSubStates()) {
            return failed ? ServiceSubState.FAILED_BEFORE_AUTO_RESTART : ServiceSubState.DEAD_BEFORE_AUTO_RESTART;
        }
        return failed ? ServiceSubState.FAILED : ServiceSubState.DEAD;
    }

    private void logEnd(boolean failed) {
        if (failed) {
            unit.log(
                    4,
                    MessageIds.FAILURE_RESULT,
                    "Failed with result '" + record.result + "'.",
                    "UNIT_RESULT=" + record.result);
        } else if (record.result.equals("exec-condition")) {
            unit.log(6, MessageIds.SKIPPED, "Skipped due to 'exec-condition'.");
        } else if (unit.context.quirks().logsDeactivation(unit.context.scope())) {
            unit.log(6, MessageIds.SUCCESS, unit.context.quirks().deactivatedText());
        }
    }

    /** Applies the current {@code RestartSec=} to a service that waits for its automatic restart. */
    final void takeOver() {
        if (subState() == ServiceSubState.AUTO_RESTART) {
            long since = unit.context.time().micros() - unit.timestamps.inactiveEnter;
            armTimeout(restartDelay() - since, this::restart);
        }
    }

    private void restart() {
        if (unit.stopIsPending()) {
            unit.log(6, "", "Stop job pending for unit, skipping automatic restart.");
            return;
        }
        try {
            enqueueRestart();
        } catch (BusError e) {
            unit.log(4, "", "Failed to schedule restart job: " + e.text());
            enterDead("resources", false);
            return;
        }
        record.restarts++;
        record.flushRestarts = false;
        unit.log(
                6,
                MessageIds.RESTART_SCHEDULED,
                "Scheduled restart job, restart counter is at " + record.restarts + ".",
                "N_RESTARTS=" + record.restarts);
    }

    private void enqueueRestart() throws BusError {
        unit.context.listener().restartDue(unit);
        if (unit.context.quirks().autoRestartIsStartJob()) {
            enter(ServiceSubState.AUTO_RESTART_QUEUED);
            unit.context.listener().restartQueued(unit);
        }
    }
}

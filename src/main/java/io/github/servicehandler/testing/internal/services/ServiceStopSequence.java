package io.github.servicehandler.testing.internal.services;

import io.github.servicehandler.testing.internal.files.BusError;
import io.github.servicehandler.testing.internal.journal.MessageIds;
import io.github.servicehandler.testing.internal.process.FakeProcess;
import io.github.servicehandler.testing.internal.process.LinuxSignals;
import java.util.List;

/** The part of the state machine that stops a service: from stop to dead, failed or auto-restart. */
abstract class ServiceStopSequence extends ServiceTransitions {

    /** Whether the stop was requested, so that the service must not restart automatically. */
    boolean forbidsRestart;

    ServiceStopSequence(ServiceUnit unit) {
        super(unit);
    }

    final void enterStop(String result) {
        facts.fail(result);
        armTimeout(unit.config().stopTimeout, () -> stopTimedOut("Stopping timed out. Terminating."));
        runOr(
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
        facts.fail(result);
        boolean last = to == ServiceSubState.FINAL_SIGTERM || to == ServiceSubState.FINAL_SIGKILL;
        boolean hard = to == ServiceSubState.STOP_SIGKILL || to == ServiceSubState.FINAL_SIGKILL;
        List<FakeProcess> targets = unit.config().killMode.equals("none") ? List.of() : processes.all();
        if (targets.isEmpty()) {
            if (last) {
                enterDead("success", true);
            } else {
                enterStopPost("success");
            }
            return;
        }
        armTimeout(unit.config().stopTimeout, () -> killTimedOut(to));
        become(to);
        targets.forEach(
                process -> signal(process, hard ? unit.config().finalKillSignal : unit.config().killSignal, hard));
    }

    private void signal(FakeProcess process, int signal, boolean loud) {
        if (loud) {
            unit.log(
                    5,
                    "",
                    "Killing process " + process.pid() + " (" + process.program() + ") with signal SIG"
                            + LinuxSignals.name(signal) + ".");
        }
        process.signal(signal);
    }

    private void killTimedOut(ServiceSubState at) {
        boolean last = at == ServiceSubState.FINAL_SIGTERM || at == ServiceSubState.FINAL_SIGKILL;
        if (at == ServiceSubState.STOP_SIGTERM || at == ServiceSubState.FINAL_SIGTERM) {
            unit.log(
                    4,
                    "",
                    "State '" + at.word() + "' timed out. "
                            + (unit.config().sendsKill ? "Killing." : "Skipping SIGKILL."));
            if (unit.config().sendsKill) {
                enterSignal(last ? ServiceSubState.FINAL_SIGKILL : ServiceSubState.STOP_SIGKILL, "timeout");
                return;
            }
        }
        if (last) {
            enterDead("timeout", true);
        } else {
            enterStopPost("timeout");
        }
    }

    final void enterStopPost(String result) {
        facts.fail(result);
        armTimeout(unit.config().stopTimeout, () -> enterSignal(ServiceSubState.FINAL_SIGTERM, "timeout"));
        runOr(
                ServiceSubState.STOP_POST,
                "ExecStopPost",
                done -> enterSignal(ServiceSubState.FINAL_SIGTERM, done),
                () -> enterSignal(ServiceSubState.FINAL_SIGTERM, "success"));
    }

    final void enterDead(String result, boolean mayRestart) {
        facts.fail(result);
        disarm();
        processes.abandon();
        boolean failed = !facts.result.equals("success") && !facts.result.equals("exec-condition");
        logEnd(failed);
        boolean restarts = mayRestart
                && !forbidsRestart
                && !unit.stopIsPending()
                && unit.config().restartsAfter(facts.result, facts.main.ending());
        become(endPhase(failed, restarts), restarts);
        if (restarts) {
            become(ServiceSubState.AUTO_RESTART);
            armTimeout(unit.config().restartDelay, this::restart);
        } else {
            facts.flushRestarts = true;
        }
    }

    private ServiceSubState endPhase(boolean failed, boolean restarts) {
        if (restarts && unit.context.quirks().namesStepsOfRestart()) {
            return failed ? ServiceSubState.FAILED_BEFORE_AUTO_RESTART : ServiceSubState.DEAD_BEFORE_AUTO_RESTART;
        }
        return failed ? ServiceSubState.FAILED : ServiceSubState.DEAD;
    }

    private void logEnd(boolean failed) {
        if (failed) {
            unit.log(
                    4,
                    MessageIds.FAILURE_RESULT,
                    "Failed with result '" + facts.result + "'.",
                    "UNIT_RESULT=" + facts.result);
        } else if (facts.result.equals("exec-condition")) {
            unit.log(6, MessageIds.SKIPPED, "Skipped due to 'exec-condition'.");
        } else if (unit.context.quirks().saysDeactivated(unit.context.scope())) {
            unit.log(6, MessageIds.SUCCESS, unit.context.quirks().deactivatedText());
        }
    }

    /** Applies the current {@code RestartSec=} to a service that waits for its automatic restart. */
    final void takeOver() {
        if (phase() == ServiceSubState.AUTO_RESTART) {
            long since = unit.context.time().micros() - unit.stamps.inactiveEnter;
            armTimeout(unit.config().restartDelay - since, this::restart);
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
        facts.restarts++;
        facts.flushRestarts = false;
        unit.log(
                6,
                MessageIds.RESTART_SCHEDULED,
                "Scheduled restart job, restart counter is at " + facts.restarts + ".",
                "N_RESTARTS=" + facts.restarts);
    }

    private void enqueueRestart() throws BusError {
        unit.context.listener().restartDue(unit);
        if (unit.context.quirks().startsInsteadOfRestarting()) {
            become(ServiceSubState.AUTO_RESTART_QUEUED);
            unit.context.listener().restartQueued(unit);
        }
    }
}

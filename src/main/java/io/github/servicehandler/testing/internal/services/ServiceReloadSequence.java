package io.github.servicehandler.testing.internal.services;

import io.github.servicehandler.testing.internal.process.FakeProcess;
import io.github.servicehandler.testing.internal.time.Microseconds;
import io.github.servicehandler.testing.internal.units.JobAttemptResult;

/** The part of the state machine that reloads a service: from running through reload to running. */
abstract class ServiceReloadSequence extends ServiceStopSequence {

    /**
     * The time that a {@code Type=notify-reload} service needs to handle the signal and report that it has reloaded.
     */
    private static final long ACKNOWLEDGE_MICROS = 10 * Microseconds.MILLISECOND;

    ServiceReloadSequence(ServiceUnit unit) {
        super(unit);
    }

    /** Continues after the start, or after a reload. */
    abstract void enterRunning(String result);

    final JobAttemptResult reload() {
        record.reloadResult = "success";
        FakeProcess main = processes.main();
        if (unit.config().isType("notify-reload") && main != null) {
            signal(main);
        } else {
            runCommandsOr(ServiceSubState.RELOAD, "ExecReload", this::commandsDone, this::enterReloadPost);
            armTimeout(unit.config().startTimeout, () -> reloadDone("timeout"));
        }
        return JobAttemptResult.BEGUN;
    }

    private void signal(FakeProcess main) {
        enter(ServiceSubState.RELOAD_SIGNAL);
        if (main.canReload()) {
            armTimeout(ACKNOWLEDGE_MICROS, this::enterReloadPost);
        } else {
            armTimeout(unit.config().startTimeout, () -> reloadDone("timeout"));
            main.signal(unit.config().reloadSignal);
        }
    }

    private void commandsDone(String result) {
        if (result.equals("success")) {
            enterReloadPost();
        } else {
            reloadDone(result);
        }
    }

    private void enterReloadPost() {
        runCommandsOr(ServiceSubState.RELOAD_POST, "ExecReloadPost", this::reloadDone, () -> reloadDone("success"));
    }

    private void reloadDone(String result) {
        record.reloadResult = result;
        processes.forgetControl();
        enterRunning("success");
    }
}

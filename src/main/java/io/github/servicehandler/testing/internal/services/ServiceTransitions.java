package io.github.servicehandler.testing.internal.services;

import io.github.servicehandler.testing.internal.process.FakeProcess;
import io.github.servicehandler.testing.internal.process.WaitStatus;
import io.github.servicehandler.testing.internal.time.VirtualTime;
import io.github.servicehandler.testing.internal.units.ActiveState;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The operations from which a service's transitions are built: changing the sub state, running commands, and timeouts.
 */
abstract class ServiceTransitions {

    final ServiceUnit unit;
    final ServiceRecord record;
    final ServiceProcesses processes;
    private ServiceSubState subState = ServiceSubState.DEAD;
    private VirtualTime.@Nullable Planned timeout;

    ServiceTransitions(ServiceUnit unit) {
        this.unit = unit;
        this.record = unit.record;
        this.processes = new ServiceProcesses(unit, new ProcessEventHandler(unit, this));
    }

    final ServiceSubState subState() {
        return subState;
    }

    public final ServiceProcesses processes() {
        return processes;
    }

    /**
     * Enters a sub state and runs the commands of a setting in it.
     *
     * @param to the sub state to enter
     * @param key the name of the setting
     * @param whenDone receives the result, unless the sub state changed meanwhile
     * @param ifNone runs instead if the setting has no commands
     */
    final void runCommandsOr(ServiceSubState to, String key, Consumer<String> whenDone, Runnable ifNone) {
        if (unit.config().commands(key).isEmpty()) {
            ifNone.run();
            return;
        }
        processes.runControl(key, result -> {
            processes.forgetControl();
            if (subState == to) {
                record.recordResult(to.toleratesFailure() ? "success" : result);
                whenDone.accept(result);
            } else {
                // the service is stopping meanwhile, so the command's purpose no longer matters
                record.recordResult(result);
                continueAfterEnd(result);
            }
        });
        enter(to);
    }

    /** Continues after the end of a process, according to the current sub state. */
    abstract void continueAfterEnd(String result);

    /** Continues after the main process has executed the service's program. */
    abstract void mainExecuted();

    /** Continues after the main process has reported that it is ready. */
    abstract void mainReady(FakeProcess main);

    /** Continues after the end of the main process. */
    abstract void mainEnded(WaitStatus ending);

    /** Continues after the end of the last child of the main process. */
    abstract void lastChildEnded();

    final void enter(ServiceSubState to) {
        enter(to, false);
    }

    final void enter(ServiceSubState to, boolean willRestart) {
        ActiveState before = subState.activeState;
        if (subState != to) {
            unit.context.listener().stateChanging(unit);
        }
        subState = to;
        unit.context.listener().stateChanged(unit, before, willRestart);
    }

    final void armTimeout(long micros, Runnable action) {
        cancelTimeout();
        timeout = unit.context.time().plan(micros, action);
    }

    final void cancelTimeout() {
        if (timeout != null) {
            timeout.cancel();
            timeout = null;
        }
    }
}

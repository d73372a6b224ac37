package io.github.servicehandler.testing.internal.services;

import io.github.servicehandler.testing.internal.process.FakeProcess;
import io.github.servicehandler.testing.internal.process.WaitStatus;
import io.github.servicehandler.testing.internal.time.VirtualTime;
import io.github.servicehandler.testing.internal.units.ActiveState;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Is what each step from one phase of a service to the next is made of. */
abstract class ServiceTransitions {

    final ServiceUnit unit;
    final ServiceRecord facts;
    final ServiceProcesses processes;
    private ServiceSubState phase = ServiceSubState.DEAD;
    private VirtualTime.@Nullable Planned timeout;

    ServiceTransitions(ServiceUnit unit) {
        this.unit = unit;
        this.facts = unit.facts;
        this.processes = new ServiceProcesses(unit, new ProcessEventHandler(unit, this));
    }

    final ServiceSubState phase() {
        return phase;
    }

    public final ServiceProcesses processes() {
        return processes;
    }

    /** Runs the commands of a setting in a phase of their own; without any the service goes on at once. */
    final void runOr(ServiceSubState to, String key, Consumer<String> whenDone, Runnable ifNone) {
        if (unit.config().commands(key).isEmpty()) {
            ifNone.run();
            return;
        }
        processes.run(key, result -> {
            processes.forgetControl();
            if (phase == to) {
                facts.fail(to == ServiceSubState.RELOAD || to == ServiceSubState.CONDITION ? "success" : result);
                whenDone.accept(result);
            } else {
                // a stop came in between, so it does not matter what the command was good for
                facts.fail(result);
                ended(result);
            }
        });
        become(to);
    }

    /** Goes on after the end of a process that decides nothing but whether the next phase can begin. */
    abstract void ended(String result);

    /** Goes on after the main process has become the service's program. */
    abstract void mainExecuted();

    /** Goes on after the main process has said that it is ready. */
    abstract void mainReady(FakeProcess main);

    /** Goes on after the end of the main process. */
    abstract void mainEnded(WaitStatus ending);

    /** Goes on after the end of the last process that the main process left behind. */
    abstract void lastChildEnded();

    final void become(ServiceSubState to) {
        become(to, false);
    }

    final void become(ServiceSubState to, boolean willRestart) {
        ActiveState before = phase.active;
        if (phase != to) {
            unit.context.listener().stateChanging(unit);
        }
        phase = to;
        unit.context.listener().stateChanged(unit, before, willRestart);
    }

    final void armTimeout(long micros, Runnable what) {
        disarm();
        timeout = unit.context.time().after(micros, what);
    }

    final void disarm() {
        if (timeout != null) {
            timeout.cancel();
            timeout = null;
        }
    }
}

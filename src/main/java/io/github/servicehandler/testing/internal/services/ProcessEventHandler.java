package io.github.servicehandler.testing.internal.services;

import io.github.servicehandler.testing.internal.journal.MessageIds;
import io.github.servicehandler.testing.internal.process.FakeProcess;
import io.github.servicehandler.testing.internal.process.FakeProgram;
import io.github.servicehandler.testing.internal.process.WaitStatus;

/** A listener that passes the events of a service's processes on to the service's state machine and the journal. */
final class ProcessEventHandler implements FakeProcess.Listener {

    private final ServiceUnit unit;
    private final ServiceTransitions machine;

    ProcessEventHandler(ServiceUnit unit, ServiceTransitions machine) {
        this.unit = unit;
        this.machine = machine;
    }

    private boolean isMain(FakeProcess process) {
        return process == machine.processes().main();
    }

    @Override
    public void logged(FakeProcess process, String line, boolean error) {
        if (unit.config().writesToJournal(error)) {
            unit.context.log().output(unit, process, line);
        }
    }

    @Override
    public void statusTold(FakeProcess process, String text) {
        unit.facts.statusText = text;
        unit.context.listener().changed(unit);
    }

    @Override
    public boolean signalled(int signal) {
        FakeProcess main = machine.processes().main();
        if (main != null) {
            main.signal(signal);
        }
        return main != null;
    }

    @Override
    public void executed(FakeProcess process) {
        unit.context.listener().executed(unit);
        if (isMain(process)) {
            machine.mainExecuted();
        }
    }

    @Override
    public void ready(FakeProcess process) {
        if (isMain(process)) {
            machine.mainReady(process);
        }
    }

    @Override
    public void forked(FakeProcess process, FakeProgram child) {
        machine.processes().fork(child);
    }

    @Override
    public void ended(FakeProcess process, WaitStatus ending) {
        if (ending.isBeforeExec()) {
            logNotExecuted(process, ending);
        }
        ServiceProcesses processes = machine.processes();
        if (isMain(process)) {
            machine.mainEnded(ending);
        } else if (!processes.controlEnded(process, ending) && processes.lastChildEnded(process)) {
            machine.lastChildEnded();
        }
        unit.context.listener().changed(unit);
    }

    private void logNotExecuted(FakeProcess process, WaitStatus ending) {
        unit.log(
                3,
                MessageIds.SPAWN_FAILED,
                "Failed at step " + ending.statusName() + " spawning " + process.executable()
                        + ": No such file or directory",
                "EXECUTABLE=" + process.executable());
    }
}

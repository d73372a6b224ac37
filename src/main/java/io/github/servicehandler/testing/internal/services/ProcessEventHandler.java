package io.github.servicehandler.testing.internal.services;

import io.github.servicehandler.testing.internal.journal.MessageIds;
import io.github.servicehandler.testing.internal.process.FakeProcess;
import io.github.servicehandler.testing.internal.process.FakeProgram;
import io.github.servicehandler.testing.internal.process.SpawnFailure;
import io.github.servicehandler.testing.internal.process.WaitStatus;

/** A listener that passes the events of a service's processes on to the service's state machine and the journal. */
final class ProcessEventHandler implements FakeProcess.Listener {

    private final ServiceUnit unit;
    private final ServiceTransitions stateMachine;

    ProcessEventHandler(ServiceUnit unit, ServiceTransitions stateMachine) {
        this.unit = unit;
        this.stateMachine = stateMachine;
    }

    private boolean isMain(FakeProcess process) {
        return process == stateMachine.processes().main();
    }

    @Override
    public void logged(FakeProcess process, String line, boolean error) {
        ServiceUnit.OutputPipe pipe = unit.outputPipe();
        if (pipe != null) {
            pipe.write(line, error);
        } else if (unit.config().writesToJournal(error)) {
            unit.context.log().output(unit, process, line);
        }
    }

    @Override
    public void statusReported(FakeProcess process, String text) {
        unit.record.statusText = text;
        unit.context.listener().changed(unit);
    }

    @Override
    public boolean mainSignalled(int signal) {
        FakeProcess main = stateMachine.processes().main();
        if (main != null) {
            main.signal(signal);
        }
        return main != null;
    }

    @Override
    public void executed(FakeProcess process) {
        unit.context.listener().executed(unit);
        if (isMain(process)) {
            stateMachine.mainExecuted();
        }
    }

    @Override
    public void ready(FakeProcess process) {
        if (isMain(process)) {
            stateMachine.mainReady(process);
        }
    }

    @Override
    public void forked(FakeProcess process, FakeProgram child) {
        stateMachine.processes().fork(child);
    }

    @Override
    public void ended(FakeProcess process, WaitStatus ending) {
        if (ending.isBeforeExec()) {
            logNotExecuted(process, ending);
        }
        ServiceProcesses processes = stateMachine.processes();
        if (isMain(process)) {
            stateMachine.mainEnded(ending);
        } else if (!processes.controlEnded(process, ending) && processes.removeLastChild(process)) {
            stateMachine.lastChildEnded();
        }
        unit.context.listener().changed(unit);
    }

    private void logNotExecuted(FakeProcess process, WaitStatus ending) {
        boolean exists = unit.context.machine().exists(process.executable());
        SpawnFailure failure = new SpawnFailure(ending, process.executable(), exists, unit.context.version());
        if (!failure.cause().isEmpty()) {
            unit.log(3, failure.isMissingProgram() ? MessageIds.SPAWN_FAILED : "", failure.cause());
        }
        unit.log(3, MessageIds.SPAWN_FAILED, failure.step(), "EXECUTABLE=" + process.executable());
    }
}

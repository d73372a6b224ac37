package io.github.servicehandler.testing.internal.services;

import io.github.servicehandler.testing.internal.process.ExecCommand;
import io.github.servicehandler.testing.internal.process.ExecStatus;
import io.github.servicehandler.testing.internal.process.FakeProcess;
import io.github.servicehandler.testing.internal.process.FakeProgram;
import io.github.servicehandler.testing.internal.process.WaitStatus;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A run of the commands of one {@code Exec…=} setting, one after the other, until one fails. */
final class ExecSequence {

    private final ServiceUnit unit;
    private final String key;
    private final Deque<ExecCommand> remainingCommands;
    private final FakeProcess.Listener listener;
    private final Consumer<String> whenDone;
    private @Nullable FakeProcess process;
    private @Nullable ExecCommand command;
    private int index = -1;

    /**
     * Creates a run; {@link #startNext()} starts its first command.
     *
     * @param key the name of the setting
     * @param whenDone receives the result: {@code success}, or how the last command failed
     */
    ExecSequence(ServiceUnit unit, String key, FakeProcess.Listener listener, Consumer<String> whenDone) {
        this.unit = unit;
        this.key = key;
        this.remainingCommands = new ArrayDeque<>(unit.config().commands(key));
        this.listener = listener;
        this.whenDone = whenDone;
    }

    void startNext() {
        command = remainingCommands.remove();
        FakeProgram program = unit.controlProgram(command);
        process = unit.context.spawn(command, program, listener);
        index++;
        record(ExecStatus.started(process));
    }

    private void record(ExecStatus run) {
        unit.record.recordRun(key, index, run);
    }

    private ExecStatus begun(FakeProcess ended) {
        ExecStatus last = unit.record.lastRun(key, index);
        // a daemon-reload forgets when the process started
        return last.equals(ExecStatus.NEVER) ? ExecStatus.startedUnnoticed(ended) : last;
    }

    @Nullable
    FakeProcess process() {
        return process;
    }

    void processEnded(WaitStatus ending) {
        ExecCommand done = command;
        FakeProcess ended = process;
        if (done == null || ended == null) {
            return;
        }
        record(begun(ended).ended(ending, unit.context.time().tick()));
        process = null;
        boolean clean = unit.config().isCleanForCommand(ending);
        boolean isCondition = unit.stateMachine().subState() == ServiceSubState.CONDITION;
        if (!clean && !(isCondition && unit.context.quirks().execConditionCountsAsCondition())) {
            unit.logExit("Control", key, ending);
        }
        boolean failed = !clean && !done.ignoresFailure();
        if (!failed && !remainingCommands.isEmpty()) {
            startNext();
        } else {
            whenDone.accept(failed ? ending.failureResult() : "success");
        }
    }
}

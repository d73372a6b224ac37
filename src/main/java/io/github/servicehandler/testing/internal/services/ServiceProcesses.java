package io.github.servicehandler.testing.internal.services;

import io.github.servicehandler.testing.internal.process.ExecCommand;
import io.github.servicehandler.testing.internal.process.ExecStatus;
import io.github.servicehandler.testing.internal.process.FakeProcess;
import io.github.servicehandler.testing.internal.process.FakeProgram;
import io.github.servicehandler.testing.internal.process.WaitStatus;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Are a service's processes: the main one, its children that live on, and the control process of the moment. */
public final class ServiceProcesses {

    private final ServiceUnit unit;
    private final FakeProcess.Listener listener;
    private final Deque<ExecCommand> ahead = new ArrayDeque<>();
    private final List<FakeProcess> children = new ArrayList<>();
    private @Nullable FakeProcess main;
    private @Nullable ExecCommand mainCommand;

    /**
     * Whether the main process is the one that a forking service begins with, which systemd counts as a control
     * process.
     */
    private boolean forks;

    private @Nullable ExecSequence controlRun;

    ServiceProcesses(ServiceUnit unit, FakeProcess.Listener listener) {
        this.unit = unit;
        this.listener = listener;
    }

    @Nullable
    public FakeProcess main() {
        return main;
    }

    @Nullable
    public FakeProcess control() {
        return controlRun == null ? null : controlRun.process();
    }

    /** Returns all that are alive, the main one first. */
    public List<FakeProcess> all() {
        List<FakeProcess> all = new ArrayList<>(children);
        if (main != null) {
            all.add(0, main);
        }
        FakeProcess control = control();
        if (control != null) {
            all.add(control);
        }
        return all;
    }

    /** Tells whether the service proper is alive. */
    boolean isUp() {
        return main != null || !children.isEmpty();
    }

    /** Sets the commands that are to be the main process, one after the other. */
    void plan(List<ExecCommand> commands) {
        ahead.clear();
        ahead.addAll(commands);
    }

    boolean hasNext() {
        return !ahead.isEmpty();
    }

    void startNext() {
        ExecCommand command = ahead.remove();
        FakeProcess process = unit.context.spawn(command, unit.programOf(command), listener);
        mainCommand = command;
        main = process;
        forks = unit.config().is("forking");
        record(command, ExecStatus.started(process));
    }

    private void record(ExecCommand command, ExecStatus run) {
        unit.facts.lastRuns.put(command, run);
        if (!forks) {
            unit.facts.main = run;
        }
    }

    /** Tells whether the service is still at its first process, after which another is to be the main one. */
    public boolean forks() {
        return forks;
    }

    /** Takes down how the main process ended; true if that is no failure. */
    boolean mainEnded(WaitStatus ending) {
        ExecCommand command = Objects.requireNonNull(mainCommand);
        main = null;
        ExecStatus run = forks ? unit.facts.lastRuns.getOrDefault(command, ExecStatus.NEVER) : unit.facts.main;
        record(command, run.ended(ending, unit.context.time().tick()));
        return unit.config().isClean(ending) || mayFail(command);
    }

    /** A command that the file does not have any more is taken for the first one that it has now. */
    private boolean mayFail(ExecCommand command) {
        List<ExecCommand> now = unit.config().commands("ExecStart");
        ExecCommand current = now.isEmpty() || now.contains(command) ? command : now.get(0);
        return current.ignoresFailure();
    }

    void fork(FakeProgram child) {
        children.add(unit.context.spawn(Objects.requireNonNull(mainCommand), child, listener));
    }

    /** Takes the one child that a forking service left behind for its main process. */
    void adoptChild() {
        forks = false;
        if (children.size() == 1) {
            main = children.remove(0);
            unit.facts.main = ExecStatus.started(main);
        }
    }

    /** Removes a child that ended; true if it was the last. */
    boolean lastChildEnded(FakeProcess process) {
        return children.remove(process) && children.isEmpty();
    }

    /**
     * Runs the commands of a setting, of which there are some.
     *
     * @param whenDone gets the result: {@code success} or how the last command failed
     */
    void run(String key, Consumer<String> whenDone) {
        ExecSequence run = new ExecSequence(unit, key, listener, whenDone);
        controlRun = run;
        run.next();
    }

    /** Leaves alone what is still alive: the service is over. */
    void abandon() {
        main = null;
        children.clear();
        forgetControl();
    }

    void forgetControl() {
        controlRun = null;
    }

    /** Tells a control process' run that it ended; false if it was none. */
    boolean controlEnded(FakeProcess process, WaitStatus ending) {
        ExecSequence run = controlRun;
        if (run == null || run.process() != process) {
            return false;
        }
        run.ended(ending);
        return true;
    }
}

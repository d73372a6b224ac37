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

/** The processes of a service: the main process, its children that live on, and the current control process. */
public final class ServiceProcesses {

    private final ServiceUnit unit;
    private final FakeProcess.Listener listener;
    private final Deque<ExecCommand> remainingCommands = new ArrayDeque<>();
    private final List<FakeProcess> children = new ArrayList<>();
    private @Nullable FakeProcess main;
    private @Nullable ExecCommand mainCommand;
    private int mainIndex = -1;

    /** The run of the process that was started for the main command, even if that has forked the main process. */
    private ExecStatus mainRun = ExecStatus.NEVER;

    /**
     * Whether the main process is the initial process of a forking service, which systemd treats as a control process.
     */
    private boolean awaitsFork;

    /** Whether a forking service has left systemd to guess its main process, and there was more than one to choose. */
    private boolean isMainUnknown;

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

    /** Returns all running processes, the main process first. */
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

    /**
     * Returns whether the service is running. That is so while its main process runs; its children count only if the
     * main process is unknown, or with {@code ExitType=cgroup}.
     */
    boolean hasService() {
        return main != null
                || (!children.isEmpty() && (isMainUnknown || unit.config().endsWithLastProcess()));
    }

    /** Sets the commands that run as the main process, one after the other. */
    void plan(List<ExecCommand> commands) {
        remainingCommands.clear();
        remainingCommands.addAll(commands);
        mainIndex = -1;
    }

    boolean hasNext() {
        return !remainingCommands.isEmpty();
    }

    void startNext() {
        ExecCommand command = remainingCommands.remove();
        FakeProcess process = unit.context.spawn(command, unit.mainProgram(command), listener);
        mainCommand = command;
        main = process;
        mainIndex++;
        awaitsFork = unit.config().isType("forking");
        isMainUnknown = false;
        recordMainCommand(ExecStatus.started(process));
    }

    private void recordMainCommand(ExecStatus run) {
        mainRun = run;
        unit.record.recordRun("ExecStart", mainIndex, run);
        if (!awaitsFork) {
            unit.record.main = run;
        }
    }

    /**
     * Returns whether the main process is the initial process of a forking service, whose child will become the main
     * process.
     */
    public boolean awaitsFork() {
        return awaitsFork;
    }

    /** Records how the main process ended; returns whether it ended without failure. */
    boolean mainEnded(WaitStatus ending) {
        ExecCommand command = Objects.requireNonNull(mainCommand);
        main = null;
        long now = unit.context.time().tick();
        if (mainRun.ending() == null) {
            recordMainCommand(mainRun.ended(ending, now));
        } else {
            unit.record.main = unit.record.main.ended(ending, now);
        }
        return unit.config().isClean(ending) || ignoresFailure(command);
    }

    /**
     * Returns whether a failure of a command is ignored. If the unit file no longer contains the command, its first
     * command decides.
     */
    private boolean ignoresFailure(ExecCommand command) {
        List<ExecCommand> now = unit.config().commands("ExecStart");
        ExecCommand current = now.isEmpty() || now.contains(command) ? command : now.get(0);
        return current.ignoresFailure();
    }

    void fork(FakeProgram child) {
        children.add(unit.context.spawn(Objects.requireNonNull(mainCommand), child, listener));
    }

    /**
     * Makes the child of a forking service its main process; there is no main process if the number of children is not
     * one, or with {@code GuessMainPID=no}.
     */
    void adoptChild() {
        awaitsFork = false;
        isMainUnknown = children.size() != 1 || !unit.config().guessesMainProcess;
        if (!isMainUnknown) {
            main = children.remove(0);
            unit.record.main = ExecStatus.started(main);
        }
    }

    /** Leaves a forking service without a main process, because it has not written its {@code PIDFile=}. */
    void adoptNone() {
        awaitsFork = false;
        isMainUnknown = true;
    }

    /** Removes a child that has ended; returns whether it was the last one. */
    boolean removeLastChild(FakeProcess process) {
        return children.remove(process) && children.isEmpty();
    }

    /**
     * Runs the commands of a setting.
     *
     * @param key the name of the setting, which must have at least one command
     * @param whenDone receives the result: {@code success}, or how the last command failed
     */
    void runControl(String key, Consumer<String> whenDone) {
        ExecSequence run = new ExecSequence(unit, key, listener, whenDone);
        controlRun = run;
        run.startNext();
    }

    /** Forgets all processes without ending them, because the service has ended. */
    void forgetAll() {
        main = null;
        children.clear();
        forgetControl();
    }

    void forgetControl() {
        controlRun = null;
    }

    /** Handles the end of a control process; returns {@code false} if the process is not the control process. */
    boolean controlEnded(FakeProcess process, WaitStatus ending) {
        ExecSequence run = controlRun;
        if (run == null || run.process() != process) {
            return false;
        }
        run.processEnded(ending);
        return true;
    }
}

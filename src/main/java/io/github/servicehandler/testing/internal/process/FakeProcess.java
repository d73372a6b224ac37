package io.github.servicehandler.testing.internal.process;

import io.github.servicehandler.testing.internal.time.Microseconds;
import io.github.servicehandler.testing.internal.time.VirtualTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A process that runs a {@link FakeProgram} in virtual time. */
public final class FakeProcess {

    /**
     * The time from fork to the program's first instruction. It is positive because time would not advance in a crash
     * loop otherwise.
     */
    private static final long SPAWN_MICROS = Microseconds.MILLISECOND;

    /** Receiver of the events of a process. */
    public interface Listener {

        void logged(FakeProcess process, String line, boolean error);

        void statusReported(FakeProcess process, String text);

        /**
         * Called when the process sends a signal to the service's main process; returns {@code false} if there is none.
         */
        boolean mainSignalled(int signal);

        /** Called when the program has been executed. */
        void executed(FakeProcess process);

        void ready(FakeProcess process);

        void forked(FakeProcess process, FakeProgram child);

        void ended(FakeProcess process, WaitStatus ending);
    }

    private final VirtualTime time;
    private final int pid;
    private final ExecCommand command;
    private final FakeProgram program;
    private final Listener listener;
    private final Deque<ProcessStep> remainingSteps;
    private final Set<Integer> ignoredSignals;
    private final long startedMicros;
    private VirtualTime.@Nullable Planned planned;
    private @Nullable WaitStatus ending;

    /**
     * Whether a signal that ends the process has been delivered. Only {@code SIGKILL} has an effect after that, if the
     * program takes time to stop.
     */
    private boolean dying;

    public FakeProcess(VirtualTime time, int pid, ExecCommand command, FakeProgram program, Listener listener) {
        this.time = time;
        this.pid = pid;
        this.command = command;
        this.program = program;
        this.listener = listener;
        this.remainingSteps = new ArrayDeque<>(program.steps());
        this.ignoredSignals = new HashSet<>(program.ignoredSignals());
        this.startedMicros = time.tick();
        if (program.readyAtOnce()) {
            remainingSteps.addFirst(new ProcessStep.Ready());
        }
        plan(SPAWN_MICROS, this::execute);
    }

    public int pid() {
        return pid;
    }

    /** Returns the executable's file name. */
    public String program() {
        return executable().substring(executable().lastIndexOf('/') + 1);
    }

    /** Returns the executable as written in the unit file. */
    public String executable() {
        return command.program();
    }

    /** Returns the arguments of the process, the first of which is the name under which it runs. */
    public List<String> argv() {
        return command.argv();
    }

    /** Returns whether the process handles the signal by which a {@code Type=notify-reload} service is reloaded. */
    public boolean canReload() {
        return program.canReload();
    }

    long startedMicros() {
        return startedMicros;
    }

    public boolean isAlive() {
        return ending == null;
    }

    /** Sends the process a signal. */
    public void signal(int signal) {
        boolean isEnding = dying && program.stopMicros() == 0;
        if (signal == LinuxSignals.KILL && !isEnding) {
            plan(0, () -> end(WaitStatus.signal(LinuxSignals.KILL)));
        } else if (!dying && LinuxSignals.isFatal(signal) && !ignoredSignals.contains(signal)) {
            dying = true;
            remainingSteps.clear();
            plan(program.stopMicros(), () -> end(program.endingOn(signal)));
        }
    }

    /** Ends the process immediately; does nothing if it has already ended. */
    public void end(WaitStatus waitStatus) {
        if (ending == null) {
            cancel();
            ending = waitStatus;
            listener.ended(this, waitStatus);
        }
    }

    private void execute() {
        boolean fails = program.steps().stream()
                .findFirst()
                .filter(step ->
                        step instanceof ProcessStep.End end && end.ending().isBeforeExec())
                .isPresent();
        if (!fails) {
            listener.executed(this);
        }
        runSteps();
    }

    private void runSteps() {
        while (isAlive() && !remainingSteps.isEmpty()) {
            ProcessStep step = remainingSteps.remove();
            if (step instanceof ProcessStep.Pause pause) {
                plan(pause.micros(), this::runSteps);
                return;
            }
            perform(step);
        }
    }

    private void perform(ProcessStep step) {
        if (step instanceof ProcessStep.Log log) {
            listener.logged(this, log.line(), log.error());
        } else if (step instanceof ProcessStep.Status status) {
            listener.statusReported(this, status.text());
        } else if (step instanceof ProcessStep.SignalMain signal) {
            if (!listener.mainSignalled(signal.signal())) {
                end(WaitStatus.exit(1));
            }
        } else if (step instanceof ProcessStep.Ready) {
            listener.ready(this);
        } else if (step instanceof ProcessStep.Daemonize fork) {
            listener.forked(this, fork.daemon());
        } else if (step instanceof ProcessStep.Ignore ignore) {
            ignoredSignals.add(ignore.signal());
        } else if (step instanceof ProcessStep.End end) {
            end(end.ending());
        }
    }

    private void plan(long delayMicros, Runnable action) {
        cancel();
        planned = time.plan(delayMicros, action);
    }

    private void cancel() {
        if (planned != null) {
            planned.cancel();
        }
    }
}

package io.github.servicehandler.testing.internal.process;

import io.github.servicehandler.testing.internal.time.TimeSpan;
import io.github.servicehandler.testing.internal.time.VirtualTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A process that runs a {@link FakeProgram} in virtual time. */
public final class FakeProcess {

    /**
     * The time from fork to the program's first instruction. It is positive because time would not advance in a crash
     * loop otherwise.
     */
    private static final long SPAWN_MICROS = TimeSpan.MILLISECOND;

    /** Receiver of the events of a process. */
    public interface Listener {

        void logged(FakeProcess process, String line, boolean error);

        void statusTold(FakeProcess process, String text);

        /**
         * Called when the process sends a signal to the service's main process; returns {@code false} if there is none.
         */
        boolean signalled(int signal);

        /** Called when the program has been executed. */
        void executed(FakeProcess process);

        void ready(FakeProcess process);

        void forked(FakeProcess process, FakeProgram child);

        void ended(FakeProcess process, WaitStatus ending);
    }

    private final VirtualTime time;
    private final int pid;
    private final String executable;
    private final FakeProgram program;
    private final Listener listener;
    private final Deque<ProcessStep> ahead;
    private final Set<Integer> ignored;
    private final long startedMicros;
    private VirtualTime.@Nullable Planned planned;
    private @Nullable WaitStatus ending;

    /**
     * Whether a signal that ends the process has been delivered. Only {@code SIGKILL} has an effect after that, if the
     * program takes time to stop.
     */
    private boolean dying;

    public FakeProcess(VirtualTime time, int pid, String executable, FakeProgram program, Listener listener) {
        this.time = time;
        this.pid = pid;
        this.executable = executable;
        this.program = program;
        this.listener = listener;
        this.ahead = new ArrayDeque<>(program.steps());
        this.ignored = new HashSet<>(program.ignored());
        this.startedMicros = time.tick();
        if (program.readiesAtOnce()) {
            ahead.addFirst(new ProcessStep.Ready());
        }
        plan(SPAWN_MICROS, this::execute);
    }

    public int pid() {
        return pid;
    }

    /** Returns the executable's file name. */
    public String program() {
        return executable.substring(executable.lastIndexOf('/') + 1);
    }

    /** Returns the executable as written in the unit file. */
    public String executable() {
        return executable;
    }

    long startedMicros() {
        return startedMicros;
    }

    public boolean alive() {
        return ending == null;
    }

    /** Sends the process a signal. */
    public void signal(int signal) {
        boolean isOver = dying && program.stopMicros() == 0;
        if (signal == LinuxSignals.KILL && !isOver) {
            plan(0, () -> end(WaitStatus.signal(LinuxSignals.KILL)));
        } else if (!dying && LinuxSignals.endsProcess(signal) && !ignored.contains(signal)) {
            dying = true;
            ahead.clear();
            plan(program.stopMicros(), () -> end(program.endingOn(signal)));
        }
    }

    /** Ends the process immediately; does nothing if it has already ended. */
    public void end(WaitStatus how) {
        if (ending == null) {
            cancel();
            ending = how;
            listener.ended(this, how);
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
        goOn();
    }

    private void goOn() {
        while (alive() && !ahead.isEmpty()) {
            ProcessStep step = ahead.remove();
            if (step instanceof ProcessStep.Pause pause) {
                plan(pause.micros(), this::goOn);
                return;
            }
            take(step);
        }
    }

    private void take(ProcessStep step) {
        if (step instanceof ProcessStep.Log log) {
            listener.logged(this, log.line(), log.error());
        } else if (step instanceof ProcessStep.Status status) {
            listener.statusTold(this, status.text());
        } else if (step instanceof ProcessStep.SignalMain signal) {
            if (!listener.signalled(signal.signal())) {
                end(WaitStatus.exit(1));
            }
        } else if (step instanceof ProcessStep.Ready) {
            listener.ready(this);
        } else if (step instanceof ProcessStep.Daemonize fork) {
            listener.forked(this, fork.daemon());
        } else if (step instanceof ProcessStep.Ignore ignore) {
            ignored.add(ignore.signal());
        } else if (step instanceof ProcessStep.End end) {
            end(end.ending());
        }
    }

    private void plan(long delayMicros, Runnable what) {
        cancel();
        planned = time.after(delayMicros, what);
    }

    private void cancel() {
        if (planned != null) {
            planned.cancel();
        }
    }
}

package io.github.servicehandler.testing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A process that runs a {@link Program} in virtual time. */
final class FakeProcess {

    /** From fork to the program's first instruction. Nothing takes no time, or a crash loop would never let time pass. */
    private static final long SPAWN_MICROS = TimeSpan.MILLISECOND;

    /** Hears what a process does. */
    interface Listener {

        void logged(FakeProcess process, String line, boolean error);

        void statusTold(FakeProcess process, String text);

        /** The process sends a signal to the main one; false if there is none. */
        boolean signalled(int signal);

        /** The program has been executed. */
        void executed(FakeProcess process);

        void ready(FakeProcess process);

        void forked(FakeProcess process, Program child);

        void ended(FakeProcess process, Ending ending);
    }

    private final VirtualTime time;
    private final int pid;
    private final String executable;
    private final Program program;
    private final Listener listener;
    private final Deque<Step> ahead;
    private final Set<Integer> ignored;
    private final long startedMicros;
    private VirtualTime.@Nullable Planned planned;
    private @Nullable Ending ending;

    /** Whether a signal has been delivered that ends it, so that the next one comes too late. */
    private boolean dying;

    FakeProcess(VirtualTime time, int pid, String executable, Program program, Listener listener) {
        this.time = time;
        this.pid = pid;
        this.executable = executable;
        this.program = program;
        this.listener = listener;
        this.ahead = new ArrayDeque<>(program.steps());
        this.ignored = new HashSet<>(program.ignored());
        this.startedMicros = time.tick();
        if (program.readiesAtOnce()) {
            ahead.addFirst(new Step.Ready());
        }
        plan(SPAWN_MICROS, this::execute);
    }

    int pid() {
        return pid;
    }

    /** Returns the executable's file name. */
    String program() {
        return executable.substring(executable.lastIndexOf('/') + 1);
    }

    /** Returns the executable as the unit file writes it. */
    String executable() {
        return executable;
    }

    long startedMicros() {
        return startedMicros;
    }

    boolean alive() {
        return ending == null;
    }

    /** Sends it a signal. */
    void signal(int signal) {
        boolean isOver = dying && program.stopMicros() == 0;
        if (signal == Signals.KILL && !isOver) {
            plan(0, () -> end(Ending.signal(Signals.KILL)));
        } else if (!dying && Signals.endsProcess(signal) && !ignored.contains(signal)) {
            dying = true;
            ahead.clear();
            plan(program.stopMicros(), () -> end(program.endingOn(signal)));
        }
    }

    /** Ends it at once, whatever it was about to do. */
    void end(Ending how) {
        if (ending == null) {
            cancel();
            ending = how;
            listener.ended(this, how);
        }
    }

    private void execute() {
        boolean fails = program.steps().stream()
                .findFirst()
                .filter(step -> step instanceof Step.End end && end.ending().isBeforeExec())
                .isPresent();
        if (!fails) {
            listener.executed(this);
        }
        goOn();
    }

    private void goOn() {
        while (alive() && !ahead.isEmpty()) {
            Step step = ahead.remove();
            if (step instanceof Step.Pause pause) {
                plan(pause.micros(), this::goOn);
                return;
            }
            take(step);
        }
    }

    private void take(Step step) {
        if (step instanceof Step.Log log) {
            listener.logged(this, log.line(), log.error());
        } else if (step instanceof Step.Status status) {
            listener.statusTold(this, status.text());
        } else if (step instanceof Step.SignalMain signal) {
            if (!listener.signalled(signal.signal())) {
                end(Ending.exit(1));
            }
        } else if (step instanceof Step.Ready) {
            listener.ready(this);
        } else if (step instanceof Step.Daemonize fork) {
            listener.forked(this, fork.daemon());
        } else if (step instanceof Step.Ignore ignore) {
            ignored.add(ignore.signal());
        } else if (step instanceof Step.End end) {
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

package io.github.servicehandler.watchdog;

import io.github.servicehandler.command.TimeSource;
import io.github.servicehandler.internal.concurrent.DaemonThreads;
import io.github.servicehandler.internal.concurrent.PacedExecutor;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The executors of a watchdog. Decisions, listeners, steps, queries and probes run on different threads, so none of
 * them delays another. The threads are daemons, which end when idle. On virtual time all work runs in turn on the
 * thread that advances the time.
 */
final class WatchdogExecutors {

    private static final int STEPS_AT_ONCE = 8;

    /** About the CPU time of a restart: the work of the manager, of the new process and of this program. */
    private static final Duration BETWEEN_STEPS = Duration.ofMillis(3);

    private static final Duration LONGEST_BEFORE_STEP = Duration.ofMillis(250);

    private static final int CALLS_AT_ONCE = 8;
    private static final int MAX_QUERIES = 4;

    private static final String NAME = "servicehandler-watchdog";
    private static final Executor SHORT_TASKS = DaemonThreads.unbounded(NAME);

    private final TimeSource time;
    private final boolean isVirtual;
    private final Executor steps;
    private final Executor calls;
    private final Executor queries;
    private final ProbeRunner probes;

    /** @param notes gets a message when steps must wait because too many others do not end */
    WatchdogExecutors(TimeSource time, Consumer<String> notes) {
        this.time = time;
        this.isVirtual = time != TimeSource.system();
        this.steps = isVirtual
                ? this::runSoon
                : new PacedExecutor(elastic(STEPS_AT_ONCE, "steps", notes), BETWEEN_STEPS, LONGEST_BEFORE_STEP);
        this.calls = isVirtual ? this::runSoon : elastic(CALLS_AT_ONCE, "steps with calls", notes);
        this.queries = isVirtual ? Runnable::run : DaemonThreads.bounded(NAME, MAX_QUERIES);
        this.probes = new ProbeRunner(isVirtual ? Runnable::run : SHORT_TASKS, this::later);
    }

    private Executor elastic(int atOnce, String what, Consumer<String> notes) {
        return new ElasticExecutor(
                atOnce,
                SHORT_TASKS,
                this::later,
                () -> notes.accept("more than " + ElasticExecutor.MAX_SLOW + " " + what
                        + " have not ended; further ones wait until one of them does"));
    }

    private void runSoon(Runnable task) {
        var unused = time.schedule(Duration.ZERO, task);
    }

    boolean isVirtual() {
        return isVirtual;
    }

    /** Returns the executor for steps that call functions of the user, which may never return. */
    Executor calls() {
        return calls;
    }

    /** Returns the executor for all other steps, which may wait for a long time. */
    Executor steps() {
        return steps;
    }

    /** Returns the executor for status queries, which must not wait for probes. */
    Executor queries() {
        return queries;
    }

    /** Returns the runner of readings and health checks, which may take seconds or hang. */
    ProbeRunner probes() {
        return probes;
    }

    /** Returns the executor that calls listeners. */
    Executor delivery() {
        return isVirtual ? this::runSoon : SHORT_TASKS;
    }

    /** Runs a task after a delay, on a thread that no other timer waits for. */
    TimeSource.Scheduled later(Duration delay, Runnable task) {
        // the timer counts microseconds, and the task must not run early
        Duration rounded = delay.plusNanos(999);
        return time.schedule(rounded, isVirtual ? task : () -> SHORT_TASKS.execute(task));
    }
}

package io.github.servicehandler.watchdog;

import io.github.servicehandler.command.TimeSource;
import io.github.servicehandler.internal.concurrent.DaemonThreads;
import io.github.servicehandler.internal.concurrent.PacedExecutor;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * Holds the threads of a watchdog: daemons that end when idle. Decisions, listeners, orders, questions and probes have
 * threads of their own, so that none waits for another. On virtual time everything is done one after the other, by
 * whoever lets time pass.
 */
final class WatchdogExecutors {

    private static final int ORDERS_AT_ONCE = 8;
    /**
     * A systemctl, what the manager does about it, and the new process take about as much of a slow machine's
     * processors.
     */
    private static final Duration BETWEEN_ORDERS = Duration.ofMillis(20);

    private static final Duration LONGEST_BEFORE_ORDERS = Duration.ofMillis(250);

    private static final int CALLS_AT_ONCE = 8;
    private static final int QUESTIONS_AT_ONCE = 4;

    private static final String NAME = "servicehandler-watchdog";
    private static final Executor QUICK = DaemonThreads.unbounded(NAME);

    private final TimeSource time;
    private final boolean isVirtual;
    private final Executor orders;
    private final Executor calls;
    private final Executor questions;
    private final ProbeRunner probes;

    WatchdogExecutors(TimeSource time) {
        this.time = time;
        this.isVirtual = time != TimeSource.system();
        this.orders = isVirtual
                ? this::soon
                : new PacedExecutor(DaemonThreads.bounded(NAME, ORDERS_AT_ONCE), BETWEEN_ORDERS, LONGEST_BEFORE_ORDERS);
        this.calls = isVirtual ? this::soon : DaemonThreads.bounded(NAME, CALLS_AT_ONCE);
        this.questions = isVirtual ? Runnable::run : DaemonThreads.bounded(NAME, QUESTIONS_AT_ONCE);
        this.probes = new ProbeRunner(isVirtual ? Runnable::run : QUICK, this::later);
    }

    private void soon(Runnable task) {
        var unused = time.schedule(Duration.ZERO, task);
    }

    boolean isVirtual() {
        return isVirtual;
    }

    /** Returns what carries out steps in which somebody's own code is called, which may never return. */
    Executor calls() {
        return calls;
    }

    /** Returns what carries out all other steps, which may wait long. */
    Executor orders() {
        return orders;
    }

    /** Returns what asks managers how their services are, which must not wait until everything else has been tried. */
    Executor questions() {
        return questions;
    }

    /** Returns what reads and tries things, which may wait for a few seconds, or hang. */
    ProbeRunner probes() {
        return probes;
    }

    /** Returns what hands events to listeners. */
    Executor telling() {
        return isVirtual ? this::soon : QUICK;
    }

    /** Runs a task of ours when some time has passed: not on the thread on which all others wait for their time. */
    TimeSource.Scheduled later(Duration delay, Runnable task) {
        // a timer counts in microseconds, and must not be early
        Duration rounded = delay.plusNanos(999);
        return time.schedule(rounded, isVirtual ? task : () -> QUICK.execute(task));
    }
}

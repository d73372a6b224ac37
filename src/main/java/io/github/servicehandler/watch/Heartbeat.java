package io.github.servicehandler.watch;

import io.github.servicehandler.command.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A regular question to a manager, which shows whether it still answers: a frozen manager or a broken network leaves
 * the connection open. Thread-safe.
 *
 * <p>A question costs the manager about as much as one property, a tenth of a millisecond or less. Waiting for an
 * answer is counted in checks, so that a pause of this JVM does not look like one of the manager. The time is always
 * that of the system, because answers take real time.
 */
final class Heartbeat {

    /** The time between an answer and the next question, less one check. */
    private static final Duration PAUSE = Duration.ofSeconds(4);

    private static final Duration CHECK = Duration.ofSeconds(1);

    /** The number of checks until a manager is silent. */
    private static final int PATIENCE = 5;

    /** The number of checks until it makes sense to connect again, because the connection itself may be broken. */
    private static final int GIVE_UP = 60;

    private final StatusSource source;
    private final ContactListener listener;
    private final TimeSource time;
    private final Executor executor;
    private TimeSource.@Nullable Scheduled next;
    private boolean stopped;

    /**
     * Creates a heartbeat that has not begun.
     *
     * @param time schedules the questions and checks
     * @param executor calls the listener, except with an answer, which the thread that receives it reports
     */
    Heartbeat(StatusSource source, ContactListener listener, TimeSource time, Executor executor) {
        this.source = source;
        this.listener = listener;
        this.time = time;
        this.executor = executor;
    }

    void begin() {
        later(PAUSE, this::ask);
    }

    private synchronized void later(Duration delay, Runnable task) {
        if (!stopped) {
            next = time.schedule(delay, task);
        }
    }

    private void ask() {
        CompletableFuture<Void> answer = source.ping();
        var unused = answer.whenComplete((done, failure) -> {
            if (failure == null) {
                listener.answered(source);
            } else {
                executor.execute(() -> listener.lost(source, String.valueOf(failure.getMessage())));
            }
        });
        later(CHECK, () -> check(answer, 1));
    }

    private void check(CompletableFuture<Void> answer, int checks) {
        if (answer.isDone()) {
            begin();
            return;
        }
        if (checks == GIVE_UP) {
            executor.execute(() -> giveUp(silence(checks)));
            return;
        }
        later(CHECK, () -> check(answer, checks + 1));
        // a manager that has announced a reload is busy with it
        if (checks >= PATIENCE && !source.isReloading()) {
            executor.execute(() -> listener.silent(source, silence(checks)));
        }
    }

    private void giveUp(String reason) {
        source.discard();
        listener.lost(source, reason);
    }

    private static String silence(int checks) {
        return "it has not answered for " + CHECK.multipliedBy(checks).toSeconds() + " s";
    }

    /** Asks no more. A call of the listener may still be under way. */
    synchronized void stop() {
        stopped = true;
        if (next != null) {
            next.cancel();
        }
    }
}

package io.github.servicehandler.watchdog;

import io.github.servicehandler.internal.concurrent.WorkLock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The writer of the state of an engine to a file: at once if a caller depends on it, otherwise soon. Concurrent callers
 * share one write. Thread-safe.
 */
final class StatePersister {

    private static final Duration SOON = Duration.ofSeconds(1);

    private final @Nullable StateFile file;
    private final Supplier<EngineSnapshot> state;
    private final WatchdogExecutors executors;
    private final AtomicLong requested = new AtomicLong();
    private final AtomicBoolean planned = new AtomicBoolean();
    private final WorkLock writing = new WorkLock();
    private long persisted;
    private boolean closed;
    private @Nullable EngineSnapshot last;

    /**
     * @param file the file; {@code null} to write nothing
     * @param state takes a snapshot of the state
     */
    StatePersister(@Nullable StateFile file, Supplier<EngineSnapshot> state, WatchdogExecutors executors) {
        this.file = file;
        this.state = state;
        this.executors = executors;
    }

    /** Writes the state. Returns when the file has the state of the time of the call, or writing has failed. */
    void persist() {
        if (file != null) {
            long ticket = requested.incrementAndGet();
            writing.run(() -> persist(file, ticket));
        }
    }

    private void persist(StateFile target, long ticket) {
        if (closed || persisted >= ticket) {
            return;
        }
        // the snapshot below covers all calls up to now
        long covered = requested.get();
        EngineSnapshot snapshot = state.get();
        if (!snapshot.equals(last) && target.write(StateWriter.of(snapshot))) {
            last = snapshot;
        }
        persisted = covered;
    }

    /** Schedules a write within about a second. */
    void persistSoon() {
        if (file != null && planned.compareAndSet(false, true)) {
            var unused = executors.later(SOON, () -> {
                planned.set(false);
                persist();
            });
        }
    }

    /** Writes the state for the last time and releases the file. */
    void close() {
        persist();
        writing.run(() -> closed = true);
        if (file != null) {
            file.close();
        }
    }
}

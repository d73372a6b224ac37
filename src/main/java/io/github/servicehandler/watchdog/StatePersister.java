package io.github.servicehandler.watchdog;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what an engine remembers in a file: at once where something rests on its being there, soon otherwise. Those who
 * ask for it at the same time are served by one and the same writing. Thread-safe.
 */
final class StatePersister {

    private static final Duration SOON = Duration.ofSeconds(1);

    private final @Nullable StateFile file;
    private final Supplier<EngineSnapshot> state;
    private final WatchdogExecutors executors;
    private final AtomicLong requested = new AtomicLong();
    private final AtomicBoolean planned = new AtomicBoolean();
    private final Object writing = new Object();
    private long persisted;
    private boolean closed;
    private @Nullable EngineSnapshot last;

    /**
     * @param file where to; {@code null} for nowhere
     * @param state makes a copy of what there is to keep
     */
    StatePersister(@Nullable StateFile file, Supplier<EngineSnapshot> state, WatchdogExecutors executors) {
        this.file = file;
        this.state = state;
        this.executors = executors;
    }

    /** Returns once all that was the case before is in the file. */
    void persist() {
        if (file != null) {
            persist(file, requested.incrementAndGet());
        }
    }

    private void persist(StateFile target, long ticket) {
        synchronized (writing) {
            if (closed || persisted >= ticket) {
                return;
            }
            // whoever asked until now is content with what is copied from now on
            long covered = requested.get();
            EngineSnapshot snapshot = state.get();
            if (!snapshot.equals(last) && target.write(StateWriter.of(snapshot))) {
                last = snapshot;
            }
            persisted = covered;
        }
    }

    /** Has it written within a second. */
    void persistSoon() {
        if (file != null && planned.compareAndSet(false, true)) {
            var unused = executors.later(SOON, () -> {
                planned.set(false);
                persist();
            });
        }
    }

    /** Keeps it for the last time: from now on the file may be another's. */
    void close() {
        persist();
        synchronized (writing) {
            closed = true;
        }
        if (file != null) {
            file.close();
        }
    }
}

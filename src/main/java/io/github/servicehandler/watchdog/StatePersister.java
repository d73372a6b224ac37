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
    private final WatchdogExecutors lanes;
    private final AtomicLong asked = new AtomicLong();
    private final AtomicBoolean planned = new AtomicBoolean();
    private final Object writing = new Object();
    private long kept;
    private boolean closed;
    private @Nullable EngineSnapshot last;

    /**
     * @param file where to; {@code null} for nowhere
     * @param state makes a copy of what there is to keep
     */
    StatePersister(@Nullable StateFile file, Supplier<EngineSnapshot> state, WatchdogExecutors lanes) {
        this.file = file;
        this.state = state;
        this.lanes = lanes;
    }

    /** Returns once all that was the case before is in the file. */
    void keep() {
        if (file != null) {
            keep(file, asked.incrementAndGet());
        }
    }

    private void keep(StateFile target, long ticket) {
        synchronized (writing) {
            if (closed || kept >= ticket) {
                return;
            }
            // whoever asked until now is content with what is copied from now on
            long served = asked.get();
            EngineSnapshot copy = state.get();
            if (!copy.equals(last) && target.write(StateWriter.of(copy))) {
                last = copy;
            }
            kept = served;
        }
    }

    /** Has it written within a second. */
    void keepSoon() {
        if (file != null && planned.compareAndSet(false, true)) {
            var unused = lanes.later(SOON, () -> {
                planned.set(false);
                keep();
            });
        }
    }

    /** Keeps it for the last time: from now on the file may be another's. */
    void close() {
        keep();
        synchronized (writing) {
            closed = true;
        }
        if (file != null) {
            file.close();
        }
    }
}

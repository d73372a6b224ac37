package io.github.servicehandler.watchdog;

import io.github.servicehandler.internal.concurrent.Listeners;
import io.github.servicehandler.internal.concurrent.SerialDispatcher;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners of events, one at a time and in order. Drops what is too much for a listener that is too slow.
 * Thread-safe.
 */
final class EventDispatcher {

    private static final Logger log = LoggerFactory.getLogger(EventDispatcher.class.getPackageName());
    private static final int CAPACITY = 10_000;

    private final List<Consumer<? super WatchdogEvent>> listeners = new CopyOnWriteArrayList<>();
    private final Queue<WatchdogEvent> queue = new ArrayDeque<>();
    private final SerialDispatcher dispatcher;
    private boolean full;

    EventDispatcher(Executor executor) {
        this.dispatcher = new SerialDispatcher(executor, this::handOver);
    }

    void add(Consumer<? super WatchdogEvent> listener) {
        listeners.add(listener);
    }

    void tell(List<WatchdogEvent> events) {
        synchronized (this) {
            events.forEach(this::offer);
            if (queue.isEmpty()) {
                return;
            }
        }
        dispatcher.dispatch();
    }

    private void offer(WatchdogEvent event) {
        boolean hasRoom = queue.size() < CAPACITY;
        if (hasRoom) {
            queue.add(event);
        } else if (!full) {
            log.warn("{} events wait for slow listeners; later ones are dropped, beginning with: {}", CAPACITY, event);
        }
        full = !hasRoom;
    }

    private void handOver() {
        for (WatchdogEvent event = next(); event != null; event = next()) {
            for (Consumer<? super WatchdogEvent> listener : listeners) {
                Listeners.call(listener, event, log);
            }
        }
    }

    private synchronized @Nullable WatchdogEvent next() {
        return queue.poll();
    }
}

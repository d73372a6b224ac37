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
 * Dispatcher of a watchdog's events to its listeners, one at a time and in order. If a listener is too slow, further
 * events are dropped. Thread-safe.
 */
final class EventDispatcher {

    private static final Logger log = LoggerFactory.getLogger(EventDispatcher.class.getPackageName());
    private static final int CAPACITY = 10_000;

    private final List<Consumer<? super WatchdogEvent>> listeners = new CopyOnWriteArrayList<>();
    private final Queue<WatchdogEvent> queue = new ArrayDeque<>();
    private final SerialDispatcher delivery;
    private boolean full;

    EventDispatcher(Executor executor) {
        this.delivery = new SerialDispatcher(executor, this::deliver);
    }

    void add(Consumer<? super WatchdogEvent> listener) {
        listeners.add(listener);
    }

    void dispatch(List<WatchdogEvent> events) {
        synchronized (this) {
            events.forEach(this::offer);
            if (queue.isEmpty()) {
                return;
            }
        }
        delivery.dispatch();
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

    private void deliver() {
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

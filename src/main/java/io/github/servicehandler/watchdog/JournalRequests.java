package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Queue of requests to read the journal of services to its end. One reading answers all requests so far; requests that
 * arrive meanwhile are answered by the next one. Thread-safe.
 */
final class JournalRequests {

    private final Set<ServiceHandler> waiting = new LinkedHashSet<>();
    private boolean answering;

    /**
     * Adds requests, and answers all, unless another thread is doing so.
     *
     * @param reading answers the requests of some services; it must not throw an exception
     */
    void answer(Set<ServiceHandler> services, Consumer<Set<ServiceHandler>> reading) {
        synchronized (this) {
            waiting.addAll(services);
            if (answering) {
                return;
            }
            answering = true;
        }
        for (Set<ServiceHandler> next = take(); !next.isEmpty(); next = take()) {
            reading.accept(next);
        }
    }

    private synchronized Set<ServiceHandler> take() {
        Set<ServiceHandler> taken = Set.copyOf(waiting);
        waiting.clear();
        answering = !taken.isEmpty();
        return taken;
    }
}

package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.command.TimeSource;
import io.github.servicehandler.internal.concurrent.WorkLock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The keeper of the claims on all services that rules may give orders to. It takes over those of other watchdogs when
 * they end. Thread-safe.
 */
final class ClaimKeeper implements AutoCloseable {

    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final int MAX_NAMED = 10;

    private final ServiceClaims claims = new ServiceClaims();
    private final EngineDriver driver;
    private final WatchdogExecutors executors;
    private final Consumer<String> notes;
    private final WorkLock work = new WorkLock();
    private Map<ServiceHandler, String> claimedByOthers = Map.of();
    private TimeSource.@Nullable Scheduled retry;
    private boolean closed;

    /** @param notes gets a message when another watchdog turns out to have claimed services, and when it has ended */
    ClaimKeeper(EngineDriver driver, WatchdogExecutors executors, Consumer<String> notes) {
        this.driver = driver;
        this.executors = executors;
        this.notes = notes;
    }

    /** Claims the services that the present rules may give orders to. Returns whether the claims of others changed. */
    boolean update() {
        return work.get(this::claim);
    }

    private boolean claim() {
        if (closed) {
            return false;
        }
        Set<ServiceHandler> wanted = driver.orderedServices();
        Map<ServiceHandler, String> before = claimedByOthers;
        claimedByOthers = claims.claim(wanted);
        boolean changed = !claimedByOthers.equals(before);
        if (changed) {
            driver.claimedByOthers(claimedByOthers);
            report(before, wanted);
        }
        if (retry != null) {
            retry.cancel();
        }
        retry = claimedByOthers.isEmpty() ? null : executors.later(RETRY, this::tryAgain);
        return changed;
    }

    private void tryAgain() {
        if (update()) {
            // what the other watchdog has left undone
            driver.review();
        }
    }

    private void report(Map<ServiceHandler, String> before, Set<ServiceHandler> wanted) {
        Map<String, Set<ServiceHandler>> added = new LinkedHashMap<>();
        claimedByOthers.forEach((service, other) -> {
            if (!other.equals(before.get(service))) {
                added.computeIfAbsent(other, key -> new LinkedHashSet<>()).add(service);
            }
        });
        added.forEach((other, services) -> notes.accept(other + " already supervises " + names(services)
                + ": this one gives no orders to " + (services.size() == 1 ? "it" : "them") + " until that one ends"));
        Set<ServiceHandler> free = new LinkedHashSet<>(before.keySet());
        free.removeAll(claimedByOthers.keySet());
        free.retainAll(wanted);
        if (!free.isEmpty()) {
            notes.accept("no other watchdog supervises " + names(free) + " any more: this one does from now on");
        }
    }

    private static String names(Set<ServiceHandler> services) {
        String more = services.size() > MAX_NAMED ? " and " + (services.size() - MAX_NAMED) + " more" : "";
        return services.stream().limit(MAX_NAMED).map(ServiceHandler::toString).collect(Collectors.joining(", "))
                + more;
    }

    @Override
    public void close() {
        work.run(this::end);
    }

    private void end() {
        closed = true;
        if (retry != null) {
            retry.cancel();
        }
        claims.close();
    }
}

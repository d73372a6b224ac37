package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import java.nio.channels.FileLock;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The claims of one watchdog: only one watchdog gives orders to a service. It excludes other watchdogs of this program,
 * and those of other programs of this user on this machine. Not thread-safe.
 */
final class ServiceClaims implements AutoCloseable {

    /** The services that watchdogs of this program have claimed. */
    private static final Map<ServiceHandler, ServiceClaims> HELD = new ConcurrentHashMap<>();

    private final Map<ServiceHandler, Optional<FileLock>> own = new HashMap<>();

    /**
     * Claims services, and gives up the claims on all others.
     *
     * @return the services that another watchdog has claimed, and that watchdog, for people to read
     */
    Map<ServiceHandler, String> claim(Collection<ServiceHandler> wanted) {
        List.copyOf(own.keySet()).stream()
                .filter(service -> !wanted.contains(service))
                .forEach(this::release);
        Map<ServiceHandler, String> claimedByOthers = new LinkedHashMap<>();
        for (ServiceHandler service : wanted) {
            String other = own.containsKey(service) ? null : claim(service);
            if (other != null) {
                claimedByOthers.put(service, other);
            }
        }
        return claimedByOthers;
    }

    private @Nullable String claim(ServiceHandler service) {
        if (HELD.putIfAbsent(service, this) != null) {
            return "another watchdog of this program";
        }
        // the locks of this machine say nothing about services elsewhere
        ClaimFile.LockAttempt attempt =
                service.systemd().runner().isLocal() ? ClaimFile.lock(service) : new ClaimFile.LockAttempt(null, null);
        if (attempt.other() != null) {
            HELD.remove(service);
        } else {
            own.put(service, Optional.ofNullable(attempt.lock()));
        }
        return attempt.other();
    }

    private void release(ServiceHandler service) {
        Optional<FileLock> lock = own.remove(service);
        if (lock != null) {
            lock.ifPresent(ClaimFile::unlock);
            HELD.remove(service);
        }
    }

    @Override
    public void close() {
        List.copyOf(own.keySet()).forEach(this::release);
    }
}

package io.github.servicehandler.internal.systemdbus;

import io.github.servicehandler.internal.dbus.BusException;
import io.github.servicehandler.internal.dbus.Message;
import io.github.servicehandler.internal.dbus.SystemdBusNames;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The results of jobs, by the paths of their objects. The signal about a job may arrive before the reply that names the
 * job, so results are kept from the moment at which this object listens. Thread-safe.
 */
final class JobResults implements OpenBus.SignalReceiver {

    /**
     * The end of a job.
     *
     * @param unit the primary name of its unit
     * @param result the word for its result, such as {@code done}
     * @param properties the properties of the unit at that moment, if they are known
     */
    record JobEnd(String unit, String result, @Nullable Map<String, String> properties) {

        boolean isDone() {
            return result.equals("done");
        }
    }

    private final ServicePropertyCache services;
    private final Map<String, CompletableFuture<JobEnd>> byPath = new HashMap<>();
    private @Nullable BusException lost;

    JobResults(ServicePropertyCache services) {
        this.services = services;
    }

    /** Returns the result of a job; it fails with a {@link BusException} if the connection ends before. */
    synchronized CompletableFuture<JobEnd> of(String path) {
        CompletableFuture<JobEnd> end = byPath.computeIfAbsent(path, key -> new CompletableFuture<>());
        if (lost != null) {
            end.completeExceptionally(lost);
        }
        return end;
    }

    @Override
    public void onSignal(Message signal) {
        if (signal.member().equals("JobRemoved")) {
            String unit = signal.value(2, String.class);
            // the manager has signalled the unit's new state before
            Map<String, String> properties = services.get(SystemdBusNames.unitPath(unit));
            of(signal.value(1, String.class)).complete(new JobEnd(unit, signal.value(3, String.class), properties));
        }
    }

    @Override
    public synchronized void onEnd(BusException reason) {
        lost = reason;
        byPath.values().forEach(end -> end.completeExceptionally(reason));
    }
}

package io.github.servicehandler.internal.systemdbus;

import io.github.servicehandler.internal.dbus.BusException;
import io.github.servicehandler.internal.dbus.Message;
import io.github.servicehandler.internal.dbus.SystemdBusNames;
import io.github.servicehandler.internal.dbus.Variant;
import io.github.servicehandler.unit.UnitName;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A job whose end was not seen because the connection was lost. The manager keeps its jobs when it executes itself
 * again, so it can be asked over another connection what became of it.
 */
final class LostJob {

    private static final String JOB_INTERFACE = "org.freedesktop.systemd1.Job";

    private final RequestCalls calls;
    private final String verb;
    private final UnitName unit;
    private final String path;

    LostJob(RequestCalls calls, String verb, UnitName unit, String path) {
        this.calls = calls;
        this.verb = verb;
        this.unit = unit;
        this.path = path;
    }

    /**
     * Waits for the end of the job, or finds out what its end was.
     *
     * @return the end; empty if it cannot be known
     * @throws BusException if this connection fails, too
     */
    Optional<JobResults.JobEnd> findEnd(OpenBus bus) {
        JobResults results = new JobResults(bus.services());
        bus.add(results);
        try {
            CompletableFuture<JobResults.JobEnd> end = results.of(path);
            // it may end, and be signalled, before the question is answered
            if (!isQueued(bus) && !end.isDone()) {
                return guessEnd(bus);
            }
            calls.awaitAll(List.of(end));
            calls.requireConnection(end);
            return Optional.of(end.join());
        } finally {
            bus.remove(results);
        }
    }

    /** Returns whether the job is still there, and is not one of another unit that has got its number. */
    private boolean isQueued(OpenBus bus) {
        try {
            List<?> owner = (List<?>) get(bus, path, JOB_INTERFACE, "Unit");
            return owner.get(0).equals(unit.toString());
        } catch (BusException e) {
            if (e.isOfConnection()) {
                throw e;
            }
            return false;
        }
    }

    /** Concludes from the unit's state how its job ended. The state says nothing about a restart or a reload. */
    private Optional<JobResults.JobEnd> guessEnd(OpenBus bus) {
        String state =
                get(bus, unit.busPath(), SystemdBusNames.UNIT, "ActiveState").toString();
        if (verb.equals("start") && (state.equals("active") || state.equals("failed"))) {
            return end(state.equals("active") ? "done" : "failed");
        }
        return verb.equals("stop") && (state.equals("inactive") || state.equals("failed"))
                ? end("done")
                : Optional.empty();
    }

    private Optional<JobResults.JobEnd> end(String result) {
        return Optional.of(new JobResults.JobEnd(unit.toString(), result, null));
    }

    private Object get(OpenBus bus, String object, String interfaceName, String property) {
        Message reply = bus.connection().call(SystemdBusNames.get(object, interfaceName, property), calls.remaining());
        return reply.value(0, Variant.class).value();
    }
}

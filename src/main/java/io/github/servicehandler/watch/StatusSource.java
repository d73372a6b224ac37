package io.github.servicehandler.watch;

import io.github.servicehandler.unit.UnitName;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A source of unit statuses, which it reports to a {@link SourceListener} until it is closed or the manager is gone.
 */
interface StatusSource extends AutoCloseable {

    /**
     * Starts to report on units.
     *
     * @return a future that completes when each unit has been observed at least once
     */
    CompletableFuture<Void> follow(Collection<UnitName> units);

    /** Stops reporting on a unit. */
    void forget(UnitName unit);

    /**
     * Looks for units whose names match patterns, and passes their names to the listener.
     *
     * @return a future that completes when that is done
     */
    CompletableFuture<Void> discover(Collection<String> patterns);

    /**
     * Makes requests on behalf of a caller that waits for them. A source that waits itself for the manager's answers
     * waits no longer than the caller does.
     */
    default CompletableFuture<Void> request(ManagerWait wait, Supplier<CompletableFuture<Void>> requests) {
        return requests.get();
    }

    /** Returns a future that completes as soon as the manager answers, which it always does unless it is frozen. */
    default CompletableFuture<Void> ping() {
        return CompletableFuture.completedFuture(null);
    }

    /** Returns whether the manager has announced that it reads all unit files again, and is not done yet. */
    default boolean isReloading() {
        return false;
    }

    /** Returns a future that completes once every earlier change has been delivered. */
    CompletableFuture<Void> sync();

    /** Returns whether this source polls because it receives no signals. */
    default boolean isPolling() {
        return false;
    }

    @Override
    void close();

    /** Closes this source because its connection does not work any more. */
    default void discard() {
        close();
    }
}

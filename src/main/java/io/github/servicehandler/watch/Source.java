package io.github.servicehandler.watch;

import io.github.servicehandler.unit.UnitName;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;

/** Tells a {@link Sink} how units are, until it is closed or the manager is gone. */
interface Source extends AutoCloseable {

    /**
     * Tells of units from now on.
     *
     * @return done when each of them has been observed at least once
     */
    CompletableFuture<Void> follow(Collection<UnitName> units);

    /** Tells of a unit no longer. */
    void forget(UnitName unit);

    /**
     * Looks for units whose names match patterns, and lets the sink hear of them.
     *
     * @return done when it has
     */
    CompletableFuture<Void> discover(Collection<String> patterns);

    /** Returns what is done when all that had happened before has been observed. */
    CompletableFuture<Void> sync();

    /** Tells whether it asks again and again, because nobody tells it of changes. */
    default boolean isPolling() {
        return false;
    }

    @Override
    void close();
}

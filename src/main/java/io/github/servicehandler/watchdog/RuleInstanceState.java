package io.github.servicehandler.watchdog;

import io.github.servicehandler.unit.UnitName;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Is what a rule has tried for a service, as far as it must outlive this program. Not thread-safe. */
final class RuleInstanceState {

    final OccurrenceWindow firings = new OccurrenceWindow();
    int attempts;
    Instant retryAt = Instant.EPOCH;
    boolean wasTrue;
    boolean pending;
    boolean gaveUp;

    /** Whether something was decided that nobody has begun to do. */
    boolean queued;

    /** Whether something that brings services up was begun, and has not succeeded: it may have left them down. */
    boolean unfinished;

    @Nullable
    Instant quietSince;

    /** How long to wait once what is being done is done; not kept, as nothing is being done when a program begins. */
    Duration wait = Duration.ZERO;

    static RuleInstanceState fresh() {
        return new RuleInstanceState();
    }

    static RuleInstanceState of(EngineSnapshot.OfInstance snapshot) {
        RuleInstanceState state = fresh();
        state.attempts = snapshot.attempts();
        state.retryAt = snapshot.retryAt();
        state.wasTrue = snapshot.wasTrue();
        state.pending = snapshot.pending();
        state.gaveUp = snapshot.gaveUp();
        state.queued = snapshot.queued();
        state.unfinished = snapshot.unfinished();
        state.quietSince = snapshot.quietSince();
        state.firings.addAll(snapshot.firings());
        return state;
    }

    EngineSnapshot.OfInstance snapshot(String rule, UnitName unit) {
        return new EngineSnapshot.OfInstance(
                rule, unit, attempts, retryAt, wasTrue, pending, gaveUp, queued, unfinished, quietSince, firings.all());
    }

    /** Tells whether it is different from one of a rule that nothing has been asked of. */
    boolean isWorthKeeping() {
        return attempts > 0 || wasTrue || pending || gaveUp || unfinished || !firings.isEmpty();
    }

    void fired(Instant now) {
        attempts++;
        firings.add(now);
        pending = false;
        queued = true;
    }

    /** Undoes that it fired. */
    void withdraw(Instant decided) {
        attempts = Math.max(0, attempts - 1);
        firings.remove(decided);
        retryAt = Instant.EPOCH;
        pending = true;
        queued = false;
    }

    void forgetAttempts() {
        attempts = 0;
        gaveUp = false;
        quietSince = null;
    }
}

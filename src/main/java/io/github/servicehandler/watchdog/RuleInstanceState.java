package io.github.servicehandler.watchdog;

import io.github.servicehandler.unit.UnitName;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The state of a rule instance that is stored in the state file. Not thread-safe. */
final class RuleInstanceState {

    final OccurrenceWindow firings = new OccurrenceWindow();
    int attempts;

    /** The number of attempts that the next wait depends on: those since the last one that has helped for a while. */
    int futile;

    CalmPeriods calmPeriods = CalmPeriods.NONE;
    Instant retryAt = Instant.EPOCH;
    boolean wasTrue;
    boolean pending;
    boolean gaveUp;

    /** Whether a step was decided on that has not started yet. */
    boolean queued;

    /** Whether a step that brings services up has started and has not succeeded, so that it may have left them down. */
    boolean unfinished;

    @Nullable
    Instant quietSince;

    /** The step run that was decided on and has not ended. It is not stored: none is running when a program starts. */
    @Nullable
    StepRun running;

    /** The wait after the present step run. It is not stored, since no step is running when a program starts. */
    Duration wait = Duration.ZERO;

    static RuleInstanceState fresh() {
        return new RuleInstanceState();
    }

    static RuleInstanceState of(EngineSnapshot.OfInstance snapshot) {
        RuleInstanceState state = fresh();
        state.attempts = snapshot.attempts();
        state.futile = snapshot.futile();
        state.calmPeriods = snapshot.calmPeriods();
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
                rule,
                unit,
                attempts,
                futile,
                calmPeriods,
                retryAt,
                wasTrue,
                pending,
                gaveUp,
                queued,
                unfinished,
                quietSince,
                firings.all());
    }

    /** Returns whether the state differs from the initial one. */
    boolean isWorthKeeping() {
        return attempts > 0
                || !calmPeriods.equals(CalmPeriods.NONE)
                || wasTrue
                || pending
                || gaveUp
                || unfinished
                || !firings.isEmpty();
    }

    void fired(Instant now) {
        attempts++;
        futile++;
        firings.add(now);
        pending = false;
        queued = true;
        quietSince = null;
    }

    /** Records that the step run has ended. */
    void finished(boolean succeeded, Instant now) {
        running = null;
        unfinished &= !succeeded;
        queued = false;
        retryAt = now.plus(wait);
    }

    /** Undoes a firing. */
    void withdraw(Instant decided) {
        attempts = Math.max(0, attempts - 1);
        futile = Math.max(0, futile - 1);
        firings.remove(decided);
        retryAt = Instant.EPOCH;
        pending = true;
        queued = false;
        running = null;
    }

    Duration stableTime(RuleLimits limits) {
        return limits.stable().after(calmPeriods.longest());
    }

    /** Records that the problem has come back. If it was away for a while, the next attempt need not wait. */
    void cameBack(StableTime stable, Instant now) {
        if (calmPeriods.since() != null) {
            if (calmPeriods.present(now).compareTo(stable.shortest()) >= 0) {
                futile = 0;
                retryAt = Instant.EPOCH;
            }
            calmPeriods = calmPeriods.ended(now, stable.longest());
        }
    }

    void forgetAttempts() {
        attempts = 0;
        futile = 0;
        gaveUp = false;
        quietSince = null;
    }
}

package io.github.servicehandler.testing.internal.manager;

import io.github.servicehandler.testing.internal.files.DependencyType;
import io.github.servicehandler.testing.internal.units.ActiveState;
import io.github.servicehandler.testing.internal.units.JobType;
import io.github.servicehandler.testing.internal.units.TimerUnit;
import io.github.servicehandler.testing.internal.units.Unit;
import io.github.servicehandler.testing.internal.units.UnitContext;
import java.util.List;

/** The immediate effects of a unit's new state, as in systemd's unit_notify(). */
final class StateChangeEffects {

    private static final List<DependencyType> PULLED = List.of(DependencyType.REQUIRES, DependencyType.BINDS_TO);
    private static final List<DependencyType> ENEMIES = List.of(DependencyType.CONFLICTS, DependencyType.CONFLICTED_BY);
    private static final List<DependencyType> BOUND =
            List.of(DependencyType.BOUND_BY, DependencyType.PROPAGATES_STOP_TO);

    private final UnitContext context;
    private final ManagerSignals signals;
    private final JobQueue jobs;
    private final DependencyEffects needs;
    private final UnitGarbageCollector garbage;

    StateChangeEffects(
            UnitContext context,
            ManagerSignals signals,
            JobQueue jobs,
            DependencyEffects needs,
            UnitGarbageCollector garbage) {
        this.context = context;
        this.signals = signals;
        this.jobs = jobs;
        this.needs = needs;
        this.garbage = garbage;
    }

    void happened(Unit unit, ActiveState before, boolean willRestart) {
        ActiveState now = unit.activeState();
        unit.stamps.changed(before, now, context.time().tick());
        if ((before == ActiveState.FAILED) != (now == ActiveState.FAILED)) {
            signals.failedUnitsChanged();
        }
        signals.changed(unit);
        if (!jobs.explain(unit, now)) {
            followUnexpected(unit, before, now);
        }
        if (!willRestart || context.quirks().followsUpBeforeRestart()) {
            followEnd(unit, before, now);
        }
        tellTimers(unit);
        needs.stateChanged(unit);
        if (now.isDown()) {
            garbage.mayBe(unit);
        }
    }

    /** Queues the jobs that a transaction would have included, because the state changed without a job. */
    private void followUnexpected(Unit unit, ActiveState before, ActiveState now) {
        if (before.isDown() && now.isUpOrComing()) {
            PULLED.forEach(kind -> startUnordered(unit, kind, JobMode.REPLACE));
            startUnordered(unit, DependencyType.WANTS, JobMode.FAIL);
            ENEMIES.forEach(kind -> stopAll(unit, kind));
        } else if (before.isUpOrComing() && now.isDownOrGoing()) {
            BOUND.forEach(kind -> stopAll(unit, kind));
        }
    }

    private void startUnordered(Unit unit, DependencyType kind, JobMode mode) {
        for (Unit other : List.copyOf(unit.dependencies(kind))) {
            boolean comesBefore = unit.dependencies(DependencyType.AFTER).contains(other);
            if (!comesBefore && !other.activeState().isUpOrComing()) {
                jobs.enqueueQuietly(other, JobType.START, mode);
            }
        }
    }

    private void stopAll(Unit unit, DependencyType kind) {
        for (Unit other : List.copyOf(unit.dependencies(kind))) {
            if (!other.activeState().isDownOrGoing()) {
                jobs.enqueueQuietly(other, JobType.STOP);
            }
        }
    }

    private void followEnd(Unit unit, ActiveState before, ActiveState now) {
        if (now == ActiveState.FAILED && before != ActiveState.FAILED) {
            jobs.startAll(unit, DependencyType.ON_FAILURE);
        } else if (now == ActiveState.INACTIVE && !before.isDown() && before != ActiveState.MAINTENANCE) {
            jobs.startAll(unit, DependencyType.ON_SUCCESS);
        }
    }

    private static void tellTimers(Unit unit) {
        for (Unit timer : List.copyOf(unit.dependencies(DependencyType.TRIGGERED_BY))) {
            if (timer instanceof TimerUnit timed) {
                timed.triggeredChanged(unit);
            }
        }
    }
}

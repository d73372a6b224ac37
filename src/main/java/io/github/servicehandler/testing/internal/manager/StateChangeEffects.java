package io.github.servicehandler.testing.internal.manager;

import io.github.servicehandler.testing.internal.files.DependencyType;
import io.github.servicehandler.testing.internal.units.ActiveState;
import io.github.servicehandler.testing.internal.units.JobType;
import io.github.servicehandler.testing.internal.units.Unit;
import io.github.servicehandler.testing.internal.units.UnitContext;
import java.util.List;

/** The immediate effects of a unit's new state, as in systemd's unit_notify(). */
final class StateChangeEffects {

    private static final List<DependencyType> REQUIRED = List.of(DependencyType.REQUIRES, DependencyType.BINDS_TO);
    private static final List<DependencyType> CONFLICTING =
            List.of(DependencyType.CONFLICTS, DependencyType.CONFLICTED_BY);
    private static final List<DependencyType> STOPPED_TOGETHER =
            List.of(DependencyType.BOUND_BY, DependencyType.PROPAGATES_STOP_TO);

    private final UnitContext context;
    private final ManagerListener signals;
    private final JobQueue jobs;
    private final DependencyEffects dependencyEffects;
    private final UnitGarbageCollector garbage;

    StateChangeEffects(
            UnitContext context,
            ManagerListener signals,
            JobQueue jobs,
            DependencyEffects dependencyEffects,
            UnitGarbageCollector garbage) {
        this.context = context;
        this.signals = signals;
        this.jobs = jobs;
        this.dependencyEffects = dependencyEffects;
        this.garbage = garbage;
    }

    void stateChanged(Unit unit, ActiveState before, boolean willRestart) {
        ActiveState now = unit.activeState();
        unit.timestamps.changed(before, now, context.time().tick());
        if ((before == ActiveState.FAILED) != (now == ActiveState.FAILED)) {
            signals.failedUnitsChanged();
        }
        unit.markers().stateChanged(before, now);
        if (before == ActiveState.RELOADING && now == ActiveState.ACTIVE) {
            unit.markers().reloaded(context.version());
        }
        signals.changed(unit);
        if (!jobs.stateChanged(unit, now)) {
            followUnexpectedChange(unit, before, now);
        }
        if (!willRestart || context.quirks().triggersUnitsBeforeRestart()) {
            followEnd(unit, before, now);
        }
        notifyTriggers(unit);
        dependencyEffects.stateChanged(unit);
        if (now.isDown()) {
            garbage.addCandidate(unit);
        }
    }

    /** Queues the jobs that a transaction would have included, because the state changed without a job. */
    private void followUnexpectedChange(Unit unit, ActiveState before, ActiveState now) {
        if (before.isDown() && now.isUpOrActivating()) {
            REQUIRED.forEach(kind -> startUnordered(unit, kind, TransactionMode.REPLACE));
            startUnordered(unit, DependencyType.WANTS, TransactionMode.FAIL);
            CONFLICTING.forEach(kind -> stopAll(unit, kind));
        } else if (before.isUpOrActivating() && now.isDownOrDeactivating()) {
            STOPPED_TOGETHER.forEach(kind -> stopAll(unit, kind));
        }
    }

    private void startUnordered(Unit unit, DependencyType kind, TransactionMode mode) {
        for (Unit other : List.copyOf(unit.dependencies(kind))) {
            boolean startsFirst = unit.dependencies(DependencyType.AFTER).contains(other);
            if (!startsFirst && !other.activeState().isUpOrActivating()) {
                jobs.enqueueQuietly(other, JobType.START, mode);
            }
        }
    }

    private void stopAll(Unit unit, DependencyType kind) {
        for (Unit other : List.copyOf(unit.dependencies(kind))) {
            if (!other.activeState().isDownOrDeactivating()) {
                jobs.enqueueQuietly(other, JobType.STOP);
            }
        }
    }

    private void followEnd(Unit unit, ActiveState before, ActiveState now) {
        if (now == ActiveState.FAILED && before != ActiveState.FAILED) {
            jobs.startTriggered(unit, DependencyType.ON_FAILURE);
        } else if (now == ActiveState.INACTIVE && !before.isDown() && before != ActiveState.MAINTENANCE) {
            jobs.startTriggered(unit, DependencyType.ON_SUCCESS);
        }
    }

    private static void notifyTriggers(Unit unit) {
        List.copyOf(unit.dependencies(DependencyType.TRIGGERED_BY))
                .forEach(trigger -> trigger.triggeredUnitChanged(unit));
    }
}

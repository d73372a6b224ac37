package io.github.servicehandler.testing;

import java.util.List;

/** Does what follows from a unit's new state, as systemd's unit_notify() does. */
final class StateChanges {

    private static final List<Dependency> PULLED = List.of(Dependency.REQUIRES, Dependency.BINDS_TO);
    private static final List<Dependency> ENEMIES = List.of(Dependency.CONFLICTS, Dependency.CONFLICTED_BY);
    private static final List<Dependency> BOUND = List.of(Dependency.BOUND_BY, Dependency.PROPAGATES_STOP_TO);

    private final UnitContext context;
    private final ManagerSignals signals;
    private final Jobs jobs;
    private final Needs needs;
    private final Garbage garbage;

    StateChanges(UnitContext context, ManagerSignals signals, Jobs jobs, Needs needs, Garbage garbage) {
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

    /** Nobody ordered it, so what an order would have brought with it comes after. */
    private void followUnexpected(Unit unit, ActiveState before, ActiveState now) {
        if (before.isDown() && now.isUpOrComing()) {
            PULLED.forEach(kind -> startUnordered(unit, kind, JobMode.REPLACE));
            startUnordered(unit, Dependency.WANTS, JobMode.FAIL);
            ENEMIES.forEach(kind -> stopAll(unit, kind));
        } else if (before.isUpOrComing() && now.isDownOrGoing()) {
            BOUND.forEach(kind -> stopAll(unit, kind));
        }
    }

    private void startUnordered(Unit unit, Dependency kind, JobMode mode) {
        for (Unit other : List.copyOf(unit.dependencies(kind))) {
            boolean comesBefore = unit.dependencies(Dependency.AFTER).contains(other);
            if (!comesBefore && !other.activeState().isUpOrComing()) {
                jobs.enqueueQuietly(other, JobType.START, mode);
            }
        }
    }

    private void stopAll(Unit unit, Dependency kind) {
        for (Unit other : List.copyOf(unit.dependencies(kind))) {
            if (!other.activeState().isDownOrGoing()) {
                jobs.enqueueQuietly(other, JobType.STOP);
            }
        }
    }

    private void followEnd(Unit unit, ActiveState before, ActiveState now) {
        if (now == ActiveState.FAILED && before != ActiveState.FAILED) {
            jobs.startAll(unit, Dependency.ON_FAILURE);
        } else if (now == ActiveState.INACTIVE && !before.isDown() && before != ActiveState.MAINTENANCE) {
            jobs.startAll(unit, Dependency.ON_SUCCESS);
        }
    }

    private static void tellTimers(Unit unit) {
        for (Unit timer : List.copyOf(unit.dependencies(Dependency.TRIGGERED_BY))) {
            if (timer instanceof TimerUnit timed) {
                timed.triggeredChanged(unit);
            }
        }
    }
}

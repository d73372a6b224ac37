package io.github.servicehandler.testing.internal.manager;

import io.github.servicehandler.testing.internal.files.DependencyType;
import io.github.servicehandler.testing.internal.units.ActiveState;
import io.github.servicehandler.testing.internal.units.JobType;
import io.github.servicehandler.testing.internal.units.PathUnit;
import io.github.servicehandler.testing.internal.units.Unit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The delayed effects of dependencies on the state of units: {@code StopWhenUnneeded=}, {@code BindsTo=} and
 * {@code Upholds=}. They are collected during state changes, and {@link Manager#settle()} carries them out.
 */
final class DependencyEffects {

    private static final List<DependencyType> REQUIREMENTS = List.of(
            DependencyType.REQUIRES,
            DependencyType.REQUISITE,
            DependencyType.WANTS,
            DependencyType.BINDS_TO,
            DependencyType.UPHOLDS);

    private final Set<Unit> upheldCandidates = new LinkedHashSet<>();
    private final Set<Unit> unboundCandidates = new LinkedHashSet<>();
    private final Set<Unit> unneededCandidates = new LinkedHashSet<>();
    private final Set<PathUnit> pathCandidates = new LinkedHashSet<>();

    /** Collects the units affected by a unit's new state, including the unit itself. */
    void stateChanged(Unit unit) {
        ActiveState now = unit.activeState();
        if (now.isDown()) {
            REQUIREMENTS.forEach(kind -> unit.dependencies(kind).forEach(this::addUnneededCandidate));
            unit.dependencies(DependencyType.BOUND_BY).forEach(this::addUnboundCandidate);
        } else if (now.isUp()) {
            unit.dependencies(DependencyType.UPHOLDS).forEach(this::addUpheldCandidate);
        }
        if (now.isDown() || now.isUp()) {
            addCandidate(unit);
        }
    }

    /**
     * Collects a unit whose file or state has changed, or whose job may not have reached the state that other units
     * require.
     */
    void addCandidate(Unit unit) {
        addUpheldCandidate(unit);
        addUnboundCandidate(unit);
        addUnneededCandidate(unit);
        unit.dependencies(DependencyType.TRIGGERED_BY).forEach(this::addPathCandidate);
    }

    /** Collects a unit whose paths may have appeared or vanished; other units than path units are ignored. */
    void addPathCandidate(Unit unit) {
        if (unit instanceof PathUnit path && path.activeState() == ActiveState.ACTIVE) {
            pathCandidates.add(path);
        }
    }

    private void addUpheldCandidate(Unit unit) {
        if (unit.activeState().isDown()
                && !unit.dependencies(DependencyType.UPHELD_BY).isEmpty()) {
            upheldCandidates.add(unit);
        }
    }

    private void addUnboundCandidate(Unit unit) {
        if (unit.activeState().isUp()
                && !unit.dependencies(DependencyType.BINDS_TO).isEmpty()) {
            unboundCandidates.add(unit);
        }
    }

    private void addUnneededCandidate(Unit unit) {
        if (unit.activeState().isUp() && unit.settings().flag("Unit", "StopWhenUnneeded", false)) {
            unneededCandidates.add(unit);
        }
    }

    boolean hasCandidates() {
        return !upheldCandidates.isEmpty()
                || !unboundCandidates.isEmpty()
                || !unneededCandidates.isEmpty()
                || !pathCandidates.isEmpty();
    }

    /** Queues the jobs that start and stop the collected units. */
    void enqueueJobs(JobQueue jobs) {
        takeAll(upheldCandidates).forEach(unit -> startIfUpheld(unit, jobs));
        takeAll(unboundCandidates).forEach(unit -> stopIfUnbound(unit, jobs));
        takeAll(unneededCandidates).forEach(unit -> stopIfUnneeded(unit, jobs));
        takeAll(pathCandidates).forEach(PathUnit::check);
    }

    private static <T> List<T> takeAll(Set<T> candidates) {
        List<T> now = List.copyOf(candidates);
        candidates.clear();
        return now;
    }

    private static void startIfUpheld(Unit unit, JobQueue jobs) {
        boolean upheld = unit.dependencies(DependencyType.UPHELD_BY).stream()
                .anyMatch(other -> other.job == null && other.activeState().isUp());
        if (upheld && unit.job == null && unit.activeState().isDown()) {
            jobs.enqueueQuietly(unit, JobType.START, TransactionMode.FAIL);
        }
    }

    private static void stopIfUnbound(Unit unit, JobQueue jobs) {
        boolean unbound = unit.dependencies(DependencyType.BINDS_TO).stream()
                .anyMatch(other -> other.job == null && other.activeState().isDown());
        if (unbound && isActiveWithoutJob(unit)) {
            jobs.enqueueQuietly(unit, JobType.STOP);
        }
    }

    private static void stopIfUnneeded(Unit unit, JobQueue jobs) {
        if (isActiveWithoutJob(unit) && !isNeeded(unit)) {
            unit.log(6, "", "Unit not needed anymore. Stopping.");
            jobs.enqueueQuietly(unit, JobType.STOP, TransactionMode.FAIL);
        }
    }

    private static boolean isActiveWithoutJob(Unit unit) {
        return unit.activeState() == ActiveState.ACTIVE && unit.job == null;
    }

    private static boolean isNeeded(Unit unit) {
        return REQUIREMENTS.stream()
                .flatMap(kind -> unit.dependencies(kind.inverse()).stream())
                .anyMatch(other -> other.job != null || !other.activeState().isDown());
    }
}

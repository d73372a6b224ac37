package io.github.servicehandler.testing.internal.manager;

import io.github.servicehandler.testing.internal.files.BusError;
import io.github.servicehandler.testing.internal.files.DependencyType;
import io.github.servicehandler.testing.internal.units.Job;
import io.github.servicehandler.testing.internal.units.JobType;
import io.github.servicehandler.testing.internal.units.Unit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A search for cycles of jobs that wait for each other, as in systemd's transaction.c. */
final class OrderingCycleCheck {

    private final PlannedJobs jobs;
    private final Set<Unit> seen = new HashSet<>();

    /** The predecessor of each unit on the current path; the first unit is its own predecessor. */
    private final Map<Unit, Unit> predecessors = new HashMap<>();

    private OrderingCycleCheck(PlannedJobs jobs) {
        this.jobs = jobs;
    }

    /**
     * Breaks one ordering cycle by dropping the jobs of one unit on it; returns {@code false} if there is no cycle.
     *
     * @throws BusError if the requested job needs all units on the cycle
     */
    static boolean breakCycle(PlannedJobs jobs) throws BusError {
        OrderingCycleCheck check = new OrderingCycleCheck(jobs);
        for (Unit unit : List.copyOf(jobs.units())) {
            if (check.breakCycleThrough(unit, null)) {
                return true;
            }
        }
        return false;
    }

    private boolean breakCycleThrough(Unit unit, @Nullable Unit earlier) throws BusError {
        if (earlier != null && predecessors.containsKey(unit)) {
            jobs.deleteAll(findDroppable(unit, earlier));
            return true;
        }
        if (!seen.add(unit)) {
            return false;
        }
        predecessors.put(unit, earlier == null ? unit : earlier);
        boolean broken = follow(unit, DependencyType.BEFORE) || follow(unit, DependencyType.AFTER);
        predecessors.remove(unit);
        return broken;
    }

    private boolean follow(Unit unit, DependencyType order) throws BusError {
        for (Unit other : unit.dependencies(order)) {
            JobType type = type(unit);
            JobType otherType = type(other);
            if (type != null
                    && otherType != null
                    && JobOrdering.runsFirst(type, otherType, order)
                    && breakCycleThrough(other, unit)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns the last unit on the cycle whose jobs can be dropped. Goes back from the end of the path to the start of
     * the cycle.
     */
    private Unit findDroppable(Unit cycleStart, Unit pathEnd) throws BusError {
        Unit unit = pathEnd;
        while (true) {
            List<PlannedJob> planned = jobs.of(unit);
            if (!planned.isEmpty() && planned.stream().noneMatch(PlannedJob::mattersToAnchor)) {
                return unit;
            }
            Unit back = predecessors.getOrDefault(unit, unit);
            if (unit == cycleStart || back == unit) {
                throw new BusError(
                        "TransactionOrderIsCyclic", "Transaction order is cyclic. See system logs for details.");
            }
            unit = back;
        }
    }

    /**
     * Returns the type of the job that is planned for a unit, or else of its queued job; {@code null} if it has
     * neither.
     */
    private @Nullable JobType type(Unit unit) {
        List<PlannedJob> planned = jobs.of(unit);
        Job installed = unit.job;
        return !planned.isEmpty() ? planned.get(0).type : installed == null ? null : installed.type;
    }
}

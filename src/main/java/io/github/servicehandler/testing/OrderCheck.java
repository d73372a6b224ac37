package io.github.servicehandler.testing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks for jobs that wait for each other in a circle, as systemd's transaction.c does. */
final class OrderCheck {

    private final Unit anchor;
    private final Map<Unit, JobType> jobs;

    /** @param anchor the unit that the whole transaction is for */
    OrderCheck(Unit anchor, Map<Unit, JobType> jobs) {
        this.anchor = anchor;
        this.jobs = jobs;
    }

    /** Breaks circles by dropping jobs that the anchor can do without; an error if there is none to drop. */
    void breakCircles() throws BusError {
        List<Unit> circle = findCircle();
        while (!circle.isEmpty()) {
            Set<Unit> needed = new HashSet<>();
            collectNeeded(anchor, needed);
            Unit superfluous = circle.stream()
                    .filter(unit -> !needed.contains(unit))
                    .findFirst()
                    .orElse(null);
            if (superfluous == null) {
                throw new BusError(
                        "TransactionOrderIsCyclic", "Transaction order is cyclic. See system logs for details.");
            }
            jobs.remove(superfluous);
            circle = findCircle();
        }
    }

    private void collectNeeded(Unit unit, Set<Unit> needed) {
        if (needed.add(unit)) {
            for (Dependency kind : List.of(Dependency.REQUIRES, Dependency.BINDS_TO)) {
                unit.dependencies(kind).forEach(other -> collectNeeded(other, needed));
            }
        }
    }

    private List<Unit> findCircle() {
        Set<Unit> done = new HashSet<>();
        for (Unit unit : jobs.keySet()) {
            List<Unit> path = new ArrayList<>();
            if (walk(unit, path, done)) {
                return path;
            }
        }
        return List.of();
    }

    /** Follows what a unit waits for; true if that leads back to a unit on the path, which then is the circle. */
    private boolean walk(Unit unit, List<Unit> path, Set<Unit> done) {
        int start = path.indexOf(unit);
        if (start >= 0) {
            path.subList(0, start).clear();
            return true;
        }
        if (!jobs.containsKey(unit) || done.contains(unit)) {
            return false;
        }
        path.add(unit);
        for (Unit earlier : unit.dependencies(Dependency.AFTER)) {
            if (walk(earlier, path, done)) {
                return true;
            }
        }
        path.remove(unit);
        done.add(unit);
        return false;
    }
}

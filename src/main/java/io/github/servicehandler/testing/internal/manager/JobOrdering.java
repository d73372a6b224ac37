package io.github.servicehandler.testing.internal.manager;

import io.github.servicehandler.testing.internal.files.DependencyType;
import io.github.servicehandler.testing.internal.units.Job;
import io.github.servicehandler.testing.internal.units.JobType;
import java.util.List;

/** The order in which jobs run. */
final class JobOrdering {

    private static final List<String> TYPES_LAST_FIRST = List.of(
            "service", "mount", "swap", "socket", "target", "device", "automount", "timer", "path", "slice", "scope");

    private JobOrdering() {}

    /**
     * Compares jobs without a dependency between them. As in systemd, the type of the unit decides, services last, then
     * the name.
     */
    static int compare(Job a, Job b) {
        int byType = Integer.compare(rank(b.unit.id), rank(a.unit.id));
        int byName = byType != 0 ? byType : a.unit.id.compareTo(b.unit.id);
        return byName != 0 ? byName : Integer.compare(a.id, b.id);
    }

    private static int rank(String name) {
        return TYPES_LAST_FIRST.indexOf(name.substring(name.lastIndexOf('.') + 1));
    }

    /** Returns whether a job has to wait for the job of another unit. */
    static boolean hasToWait(Job job) {
        return waitsFor(job, DependencyType.AFTER) || waitsFor(job, DependencyType.BEFORE);
    }

    private static boolean waitsFor(Job job, DependencyType order) {
        return job.unit.dependencies(order).stream()
                .map(other -> other.job)
                .anyMatch(other -> other != null && !runsFirst(job.type, other.type, order));
    }

    /**
     * Returns whether a job runs before the job of a unit with an ordering dependency. Stops run before starts, and two
     * stops run in reverse order.
     *
     * @param order the dependency of the job's unit on the other unit: {@code BEFORE} or {@code AFTER}
     */
    static boolean runsFirst(JobType type, JobType other, DependencyType order) {
        if (type == JobType.NOP || other == JobType.NOP) {
            return false;
        }
        return order == DependencyType.BEFORE ? !other.stops() : type.stops();
    }
}

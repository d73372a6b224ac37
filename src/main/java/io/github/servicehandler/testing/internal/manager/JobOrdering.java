package io.github.servicehandler.testing.internal.manager;

import io.github.servicehandler.testing.internal.files.DependencyType;
import io.github.servicehandler.testing.internal.units.Job;
import io.github.servicehandler.testing.internal.units.JobType;
import java.util.List;

/** The order in which jobs are carried out. */
final class JobOrdering {

    private static final List<String> TYPES = List.of(
            "service", "mount", "swap", "socket", "target", "device", "automount", "timer", "path", "slice", "scope");

    private JobOrdering() {}

    /** Of jobs that nothing orders, systemd takes those of other types before those of services, then goes by name. */
    static int compare(Job a, Job b) {
        int byType = Integer.compare(rank(b.unit.id), rank(a.unit.id));
        int byName = byType != 0 ? byType : a.unit.id.compareTo(b.unit.id);
        return byName != 0 ? byName : Integer.compare(a.id, b.id);
    }

    private static int rank(String name) {
        return TYPES.indexOf(name.substring(name.lastIndexOf('.') + 1));
    }

    /** Tells whether a job has to wait for that of another unit. */
    static boolean hasToWait(Job job) {
        return waitsFor(job, DependencyType.AFTER) || waitsFor(job, DependencyType.BEFORE);
    }

    private static boolean waitsFor(Job job, DependencyType order) {
        return job.unit.dependencies(order).stream()
                .map(other -> other.job)
                .anyMatch(other -> other != null && !comesFirst(job.type, other.type, order));
    }

    /** What goes down does so before the other comes up, and both go down in the opposite order. */
    static boolean comesFirst(JobType type, JobType other, DependencyType order) {
        if (type == JobType.NOP || other == JobType.NOP) {
            return false;
        }
        return order == DependencyType.BEFORE ? !other.stops() : type.stops();
    }
}

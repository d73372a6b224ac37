package io.github.servicehandler.testing.internal.manager;

import io.github.servicehandler.testing.internal.units.Job;
import io.github.servicehandler.testing.internal.units.JobType;
import io.github.servicehandler.testing.internal.units.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The candidate jobs of a transaction: for each unit one per type, the latest first. */
final class PlannedJobs {

    private final Map<Unit, List<PlannedJob>> jobs = new LinkedHashMap<>();

    @Nullable
    PlannedJob find(Unit unit, JobType type) {
        return of(unit).stream().filter(job -> job.type == type).findFirst().orElse(null);
    }

    PlannedJob add(Unit unit, JobType type, boolean isAnchor) {
        PlannedJob job = new PlannedJob(unit, type, isAnchor);
        jobs.computeIfAbsent(unit, key -> new ArrayList<>()).add(0, job);
        return job;
    }

    List<PlannedJob> of(Unit unit) {
        return jobs.getOrDefault(unit, List.of());
    }

    Set<Unit> units() {
        return jobs.keySet();
    }

    /** Removes a job and all jobs that are impossible without it. */
    void delete(PlannedJob job) {
        remove(job);
        for (PlannedJob.Pull pull : List.copyOf(job.pulledBy())) {
            if (job.pulledBy().remove(pull) && pull.matters()) {
                delete(pull.by());
            }
        }
    }

    private void remove(PlannedJob job) {
        List<PlannedJob> same = jobs.get(job.unit);
        if (same != null && same.remove(job) && same.isEmpty()) {
            jobs.remove(job.unit);
        }
        job.releasePulls();
    }

    void deleteAll(Unit unit) {
        List.copyOf(of(unit)).forEach(this::delete);
    }

    /** Removes the jobs of units that are already in the state at which all their jobs aim. */
    void dropRedundant() {
        for (Unit unit : List.copyOf(jobs.keySet())) {
            if (of(unit).stream().allMatch(job -> !job.isAnchor && isRedundant(job))) {
                List.copyOf(of(unit)).forEach(this::remove);
            }
        }
    }

    private static boolean isRedundant(PlannedJob job) {
        Job installed = job.unit.job;
        return job.type.isRedundant(job.unit)
                && (installed == null || JobType.merged(installed.type, job.type) != null);
    }

    /** Removes all jobs that no other job pulls in, except the anchors. */
    void collectGarbage() {
        boolean again = true;
        while (again) {
            again = false;
            for (PlannedJob job : all()) {
                if (!job.isAnchor && job.pulledBy().isEmpty() && of(job.unit).contains(job)) {
                    delete(job);
                    again = true;
                }
            }
        }
    }

    List<PlannedJob> all() {
        return jobs.values().stream().flatMap(List::stream).toList();
    }
}

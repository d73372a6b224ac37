package io.github.servicehandler.testing.internal.manager;

import io.github.servicehandler.testing.internal.units.JobType;
import io.github.servicehandler.testing.internal.units.Unit;
import java.util.LinkedHashSet;
import java.util.Set;

/** Is a job that a transaction may come to consist of, with the jobs that it pulls in and those that pull it in. */
final class PlannedJob {

    /**
     * Says that one job pulls in another one.
     *
     * @param matters whether the one makes no sense without the other
     * @param conflicts whether the other is a stop of what the one conflicts with
     */
    record Pull(PlannedJob by, PlannedJob job, boolean matters, boolean conflicts) {}

    final Unit unit;
    final JobType type;
    private final Set<Pull> pulls = new LinkedHashSet<>();
    private final Set<Pull> pulledBy = new LinkedHashSet<>();

    /** Whether the job that was asked for cannot do without this one. */
    private boolean mattersToAnchor;

    PlannedJob(Unit unit, JobType type) {
        this.unit = unit;
        this.type = type;
    }

    void pull(PlannedJob other, boolean matters, boolean conflicts) {
        Pull pull = new Pull(this, other, matters, conflicts);
        pulls.add(pull);
        other.pulledBy.add(pull);
    }

    /** Forgets whom this job pulls in. */
    void release() {
        pulls.forEach(pull -> pull.job.pulledBy.remove(pull));
        pulls.clear();
    }

    Set<Pull> pulledBy() {
        return pulledBy;
    }

    boolean isConflicted() {
        return pulledBy.stream().anyMatch(Pull::conflicts);
    }

    /** Marks the anchor, and with it what it cannot do without. */
    void matter() {
        mattersToAnchor = true;
        pulls.stream().filter(pull -> pull.matters && !pull.job.mattersToAnchor).forEach(pull -> pull.job.matter());
    }

    boolean mattersToAnchor() {
        return mattersToAnchor;
    }
}

package io.github.servicehandler.testing.internal.manager;

import io.github.servicehandler.testing.internal.units.JobType;
import io.github.servicehandler.testing.internal.units.Unit;
import java.util.LinkedHashSet;
import java.util.Set;

/** A candidate job of a transaction, with the jobs that it pulls in and those that pull it in. */
final class PlannedJob {

    /**
     * A relation between two jobs of which one pulls in the other.
     *
     * @param by the job that pulls in the other
     * @param job the job that is pulled in
     * @param matters whether {@code by} is impossible without {@code job}
     * @param conflicts whether {@code job} stops a unit with which the unit of {@code by} conflicts
     */
    record Pull(PlannedJob by, PlannedJob job, boolean matters, boolean conflicts) {}

    final Unit unit;
    final JobType type;
    private final Set<Pull> pulls = new LinkedHashSet<>();
    private final Set<Pull> pulledBy = new LinkedHashSet<>();

    /** Whether this is the anchor: the job that is requested, or one of several. */
    final boolean isAnchor;

    /** Whether an anchor is impossible without this job. */
    private boolean mattersToAnchor;

    PlannedJob(Unit unit, JobType type, boolean isAnchor) {
        this.unit = unit;
        this.type = type;
        this.isAnchor = isAnchor;
    }

    void pull(PlannedJob other, boolean matters, boolean conflicts) {
        Pull pull = new Pull(this, other, matters, conflicts);
        pulls.add(pull);
        other.pulledBy.add(pull);
    }

    /** Removes the relations to the jobs that this job pulls in. */
    void releasePulls() {
        pulls.forEach(pull -> pull.job.pulledBy.remove(pull));
        pulls.clear();
    }

    Set<Pull> pulledBy() {
        return pulledBy;
    }

    boolean isConflicted() {
        return pulledBy.stream().anyMatch(Pull::conflicts);
    }

    /** Marks this job as mattering to an anchor, and with it all jobs that it needs. */
    void markMattersToAnchor() {
        mattersToAnchor = true;
        pulls.stream()
                .filter(pull -> pull.matters && !pull.job.mattersToAnchor)
                .forEach(pull -> pull.job.markMattersToAnchor());
    }

    boolean mattersToAnchor() {
        return mattersToAnchor;
    }
}

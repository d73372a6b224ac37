package io.github.servicehandler.testing.internal.manager;

import io.github.servicehandler.testing.internal.files.BusError;
import io.github.servicehandler.testing.internal.files.DependencyType;
import io.github.servicehandler.testing.internal.files.LoadState;
import io.github.servicehandler.testing.internal.units.Job;
import io.github.servicehandler.testing.internal.units.JobType;
import io.github.servicehandler.testing.internal.units.Unit;
import io.github.servicehandler.testing.internal.units.VersionQuirks;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The set of jobs that the requested jobs, the anchors, require, as in systemd's transaction.c. */
final class Transaction {

    private static final List<DependencyType> REQUIRED = List.of(DependencyType.REQUIRES, DependencyType.BINDS_TO);
    private static final List<DependencyType> WANTED = List.of(DependencyType.WANTS, DependencyType.UPHOLDS);
    private static final List<DependencyType> STOPPED_TOGETHER = List.of(
            DependencyType.REQUIRED_BY,
            DependencyType.REQUISITE_OF,
            DependencyType.BOUND_BY,
            DependencyType.CONSISTS_OF,
            DependencyType.PROPAGATES_STOP_TO);
    static final List<DependencyType> RESTARTED_TOGETHER = List.of(
            DependencyType.REQUIRED_BY,
            DependencyType.REQUISITE_OF,
            DependencyType.BOUND_BY,
            DependencyType.CONSISTS_OF);

    private final UnitRegistry units;
    private final VersionQuirks quirks;
    private final TransactionMode mode;
    private final PlannedJobs jobs = new PlannedJobs();

    Transaction(UnitRegistry units, VersionQuirks quirks, TransactionMode mode) {
        this.units = units;
        this.quirks = quirks;
        this.mode = mode;
    }

    /**
     * Returns the types of the jobs to queue, by unit.
     *
     * @param wanted the requested jobs, by unit
     * @throws BusError if a requested job is impossible, or the requested jobs contradict each other
     */
    Map<Unit, JobType> build(Map<Unit, JobType> wanted) throws BusError {
        for (Map.Entry<Unit, JobType> job : wanted.entrySet()) {
            PlannedJob anchor = add(job.getKey(), job.getValue().collapsed(job.getKey()), true);
            if (mode != TransactionMode.IGNORE_REQUIREMENTS) {
                pullDependencies(anchor);
            }
            if (mode == TransactionMode.ISOLATE) {
                stopOthers(anchor);
            }
            anchor.markMattersToAnchor();
        }
        if (mode == TransactionMode.FAIL) {
            minimizeImpact();
        }
        jobs.dropRedundant();
        do {
            jobs.collectGarbage();
        } while (OrderingCycleCheck.breakCycle(jobs));
        JobMerge merge = new JobMerge(jobs);
        while (merge.dropContradictingJob()) {
            jobs.collectGarbage();
        }
        Map<Unit, JobType> merged = new LinkedHashMap<>();
        jobs.units().forEach(other -> merged.put(other, merge.merged(other)));
        merged.entrySet()
                .removeIf(job -> !wanted.containsKey(job.getKey()) && isRedundant(job.getKey(), job.getValue()));
        if (mode == TransactionMode.FAIL) {
            requireHarmless(wanted, merged);
        }
        return merged;
    }

    /** Stops the units that the anchor does not need, except those that ignore isolation. */
    private void stopOthers(PlannedJob anchor) {
        for (Unit unit : List.copyOf(units.all())) {
            if (isStoppedByIsolation(unit)) {
                pullOptional(anchor, unit, JobType.STOP);
            }
        }
    }

    private boolean isStoppedByIsolation(Unit unit) {
        return !unit.ignoresIsolation()
                && !isIdle(unit)
                && jobs.of(unit).isEmpty()
                && unit.dependencies(DependencyType.TRIGGERED_BY).stream().noneMatch(this::staysInIsolation);
    }

    private static boolean isIdle(Unit unit) {
        return unit.activeState().isDown() && unit.job == null;
    }

    /** Returns whether a unit that triggers another stays active, so that the other one stays active too. */
    private boolean staysInIsolation(Unit trigger) {
        boolean isStopped = jobs.of(trigger).stream().anyMatch(job -> job.type == JobType.STOP);
        return !isIdle(trigger)
                && !isStopped
                && (trigger.ignoresIsolation() || !jobs.of(trigger).isEmpty());
    }

    private static boolean isRedundant(Unit unit, JobType type) {
        return type.isRedundant(unit) && !contradictsInstalled(unit, type);
    }

    private static boolean contradictsInstalled(Unit unit, JobType type) {
        Job installed = unit.job;
        return installed != null && JobType.merged(installed.type, type) == null;
    }

    /** Removes jobs that do not matter to the anchor and would stop a running unit or contradict a queued job. */
    private void minimizeImpact() {
        for (PlannedJob job : jobs.all()) {
            boolean stops = job.type == JobType.STOP && job.unit.activeState().isUpOrActivating();
            if (!job.mattersToAnchor() && (stops || contradictsInstalled(job.unit, job.type))) {
                jobs.delete(job);
            }
        }
    }

    private static void requireHarmless(Map<Unit, JobType> wanted, Map<Unit, JobType> jobs) throws BusError {
        Map.Entry<Unit, JobType> anchor = wanted.entrySet().iterator().next();
        for (Map.Entry<Unit, JobType> job : jobs.entrySet()) {
            Job queued = job.getKey().job;
            if (queued != null && contradictsInstalled(job.getKey(), job.getValue())) {
                throw new BusError(
                        "TransactionIsDestructive",
                        ("Transaction for %s/%s is destructive"
                                        + " (%s has '%s' job queued, but '%s' is included in transaction).")
                                .formatted(
                                        anchor.getKey().id,
                                        anchor.getValue().word(),
                                        queued.unit.id,
                                        queued.type.word(),
                                        job.getValue().word()));
            }
        }
    }

    private PlannedJob add(Unit unit, JobType type, boolean isAnchor) throws BusError {
        if (type != JobType.STOP && units.load(unit.id).loadState() != LoadState.LOADED) {
            throw unit.loadState().error(unit.id);
        }
        if (!unit.isApplicable(type)) {
            throw new BusError(
                    "JobTypeNotApplicable", "Job type " + type.word() + " is not applicable for unit " + unit.id + ".");
        }
        return jobs.add(unit, type, isAnchor);
    }

    /** Adds a job that another job pulls in, and the jobs that it needs in turn. */
    private void pull(PlannedJob by, Unit unit, JobType type, boolean matters) throws BusError {
        PlannedJob known = jobs.find(unit, type);
        PlannedJob job = known == null ? add(unit, type, false) : known;
        by.pull(job, matters, type == JobType.STOP && matters && by.type != JobType.STOP);
        if (known == null) {
            pullDependenciesOrDrop(job);
        }
    }

    private void pullDependenciesOrDrop(PlannedJob job) throws BusError {
        try {
            pullDependencies(job);
        } catch (BusError e) {
            if (quirks.dropsUnitsWithoutRequirements()) {
                jobs.delete(job);
            }
            throw e;
        }
    }

    private void pullDependencies(PlannedJob job) throws BusError {
        if (job.type == JobType.START || job.type == JobType.RESTART) {
            pullStartDependencies(job);
        }
        if (job.type == JobType.STOP) {
            pullRequired(job, STOPPED_TOGETHER, JobType.STOP);
        } else if (job.type == JobType.RESTART) {
            pullRequired(job, RESTARTED_TOGETHER, JobType.TRY_RESTART);
        } else if (job.type == JobType.RELOAD) {
            pullOptional(job, List.of(DependencyType.PROPAGATES_RELOAD_TO), JobType.TRY_RELOAD);
        }
    }

    private void pullStartDependencies(PlannedJob job) throws BusError {
        pullRequired(job, REQUIRED, JobType.START);
        pullOptional(job, WANTED, JobType.START);
        pullRequired(job, List.of(DependencyType.REQUISITE), JobType.VERIFY_ACTIVE);
        pullRequired(job, List.of(DependencyType.CONFLICTS), JobType.STOP);
        pullOptional(job, List.of(DependencyType.CONFLICTED_BY), JobType.STOP);
    }

    private void pullRequired(PlannedJob by, List<DependencyType> kinds, JobType type) throws BusError {
        for (Unit other : units(by, kinds)) {
            JobType collapsed = type.collapsed(other);
            if (collapsed != JobType.NOP && other.isApplicable(collapsed)) {
                pull(by, other, collapsed, true);
            }
        }
    }

    /** Pulls in optional jobs; an impossible one is left out and does not fail the job that wants it. */
    private void pullOptional(PlannedJob by, List<DependencyType> kinds, JobType type) {
        for (Unit other : units(by, kinds)) {
            JobType collapsed = type.collapsed(other);
            if (collapsed != JobType.NOP) {
                pullOptional(by, other, collapsed);
            }
        }
    }

    private void pullOptional(PlannedJob by, Unit unit, JobType type) {
        try {
            pull(by, unit, type, false);
        } catch (BusError e) {
            logIgnored(unit, e);
        }
    }

    private void logIgnored(Unit unit, BusError error) {
        if (!error.is("UnitMasked") && !error.is("JobTypeNotApplicable") && !error.is("NoSuchUnit")) {
            unit.log(4, "", "Cannot add dependency job, ignoring: " + error.text());
        }
    }

    private static List<Unit> units(PlannedJob by, List<DependencyType> kinds) {
        return kinds.stream()
                .flatMap(kind -> List.copyOf(by.unit.dependencies(kind)).stream())
                .distinct()
                .toList();
    }
}

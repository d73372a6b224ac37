package io.github.servicehandler.testing.internal.manager;

import io.github.servicehandler.testing.internal.TestMistakeException;
import io.github.servicehandler.testing.internal.files.BusError;
import io.github.servicehandler.testing.internal.files.DependencyType;
import io.github.servicehandler.testing.internal.units.ActiveState;
import io.github.servicehandler.testing.internal.units.Job;
import io.github.servicehandler.testing.internal.units.JobAttemptResult;
import io.github.servicehandler.testing.internal.units.JobResult;
import io.github.servicehandler.testing.internal.units.JobType;
import io.github.servicehandler.testing.internal.units.TriggeredJobMode;
import io.github.servicehandler.testing.internal.units.Unit;
import io.github.servicehandler.testing.internal.units.VersionQuirks;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** The queue of a manager's jobs, which runs them in order, as in systemd's job.c. */
public final class JobQueue {

    private static final int MAX_JOBS_PER_RUN = 100_000;

    private final UnitRegistry units;
    private final DependencyEffects dependencyEffects;
    private final ManagerListener signals;
    private final VersionQuirks quirks;
    private final Map<Unit, Job> pending = new LinkedHashMap<>();
    private final SortedSet<Job> runnable = new TreeSet<>(JobOrdering::compare);
    private final JobTimeouts timeouts = new JobTimeouts(job -> finish(job, JobResult.TIMEOUT));
    private int lastId;

    JobQueue(UnitRegistry units, DependencyEffects dependencyEffects, ManagerListener signals, VersionQuirks quirks) {
        this.units = units;
        this.dependencyEffects = dependencyEffects;
        this.signals = signals;
        this.quirks = quirks;
    }

    public Job enqueue(Unit unit, JobType wanted) throws BusError {
        return enqueue(unit, wanted, TransactionMode.REPLACE);
    }

    /** Throws the error with which one transaction of all these jobs would fail; queues nothing. */
    public void requirePossible(Map<Unit, JobType> wanted) throws BusError {
        new Transaction(units, quirks, TransactionMode.REPLACE).build(wanted);
    }

    /** Queues a job and all jobs that it needs. The returned job is already finished if there is nothing to do. */
    public Job enqueue(Unit unit, JobType wanted, TransactionMode mode) throws BusError {
        Map<Unit, JobType> transaction = new Transaction(units, quirks, mode).build(Map.of(unit, wanted));
        if (mode.cancelsOtherJobs()) {
            queued().stream()
                    .filter(other -> !transaction.containsKey(other.unit))
                    .forEach(this::cancel);
        }
        JobType ownType = transaction.getOrDefault(unit, JobType.NOP);
        transaction.forEach((other, type) -> {
            if (type != JobType.NOP) {
                install(other, type);
            }
        });
        Job job = unit.job;
        if (ownType == JobType.NOP || job == null) {
            Job nothing = new Job(++lastId, unit, JobType.NOP);
            nothing.finish(JobResult.DONE);
            return nothing;
        }
        return job;
    }

    /** Queues a job on behalf of the manager itself, and logs an error instead of throwing it. */
    void enqueueQuietly(Unit unit, JobType type, TransactionMode mode) {
        try {
            enqueue(unit, type, mode);
        } catch (BusError e) {
            unit.log(4, "", "Failed to enqueue " + type.word() + " job: " + e.text());
        }
    }

    void enqueueQuietly(Unit unit, JobType type) {
        enqueueQuietly(unit, type, TransactionMode.REPLACE);
    }

    /** Restarts the active units that have to be restarted together with a unit. */
    void restartDependents(Unit unit) {
        for (DependencyType dependency : Transaction.RESTARTED_TOGETHER) {
            List.copyOf(unit.dependencies(dependency)).forEach(other -> enqueueQuietly(other, JobType.TRY_RESTART));
        }
    }

    /** Starts the units that a unit triggers, because a timer has elapsed or because of the way the unit ended. */
    void startTriggered(Unit unit, DependencyType kind) {
        List<Unit> others = List.copyOf(unit.dependencies(kind));
        if (!others.isEmpty() && kind != DependencyType.TRIGGERS) {
            unit.log(6, "", "Triggering " + kind.propertyName + "= dependencies.");
        }
        TransactionMode mode =
                TransactionMode.of(TriggeredJobMode.of(unit.settings(), kind)).orElse(TransactionMode.REPLACE);
        others.forEach(other -> enqueueQuietly(other, JobType.START, mode));
    }

    private void install(Unit unit, JobType type) {
        Job old = unit.job;
        JobType merged = old == null ? null : JobType.merged(old.type, type);
        if (old != null && merged != null) {
            merge(old, type, merged);
            signals.changed(old);
            return;
        }
        if (old != null) {
            finish(old, JobResult.CANCELED);
        }
        Job job = new Job(++lastId, unit, type);
        unit.job = job;
        pending.put(unit, job);
        timeouts.queued(job);
        signals.changed(unit);
        signals.changed(job);
        runnable.add(job);
    }

    /**
     * Merges a new job into a queued one. A running job continues if it already does what is requested, or else starts
     * again.
     */
    private void merge(Job job, JobType added, JobType merged) {
        boolean continues = job.running && merged == job.type && added != JobType.RELOAD;
        job.type = merged.collapsed(job.unit);
        if (!continues) {
            job.running = false;
            runnable.add(job);
        }
    }

    /**
     * Reconsiders all waiting jobs after a daemon-reload, because the dependencies for which they waited may be gone.
     */
    void reconsiderAll() {
        runnable.addAll(pending.values());
    }

    public int count() {
        return pending.size();
    }

    /** Returns the number of the newest job. */
    public int lastId() {
        return lastId;
    }

    /** Returns the queued jobs in the order in which they were queued. */
    public List<Job> queued() {
        return List.copyOf(pending.values());
    }

    public void cancel(Job job) {
        finish(job, JobResult.CANCELED);
    }

    boolean canRun() {
        return !runnable.isEmpty();
    }

    /**
     * Runs all jobs that can run.
     *
     * @throws TestMistakeException if the units trigger each other without end, which would keep systemd busy forever
     */
    void run() {
        int carriedOut = 0;
        while (!runnable.isEmpty()) {
            Job job = runnable.first();
            if (++carriedOut > MAX_JOBS_PER_RUN) {
                throw new TestMistakeException("units start each other endlessly, among them \"" + job.unit.id
                        + "\"; remove the cycle, such as an OnFailure= that leads back to its own unit");
            }
            runnable.remove(job);
            if (!job.isDone() && !job.running && !JobOrdering.hasToWait(job)) {
                run(job);
            }
        }
    }

    private void run(Job job) {
        job.running = true;
        timeouts.running(job);
        JobAttemptResult attempt = perform(job);
        if (job.isDone() || !job.running) {
            return;
        }
        switch (attempt) {
            case BEGUN -> {
                JobMessages.started(job);
                signals.changed(job);
            }
            case LATER -> job.running = false;
            case ALREADY -> finish(job, JobResult.DONE, true);
            case CONDITION -> finish(job, JobResult.DONE);
            case ASSERTION -> finish(job, JobResult.ASSERT);
            case INVALID -> finish(job, JobResult.INVALID);
            case DEPENDENCY -> finish(job, JobResult.DEPENDENCY);
            case NOT_UP -> finish(job, JobResult.SKIPPED);
            case FAILED -> finish(job, JobResult.FAILED);
        }
    }

    private static JobAttemptResult perform(Job job) {
        return switch (job.type) {
            case START -> job.unit.start();
            case STOP, RESTART -> job.unit.stop();
            case RELOAD -> job.unit.reload();
            case VERIFY_ACTIVE -> job.unit.verifyActive();
            default -> JobAttemptResult.ALREADY;
        };
    }

    /**
     * Ends the unit's job if the new state ends it; returns {@code false} if no job was expected to lead to this state.
     */
    boolean stateChanged(Unit unit, ActiveState now) {
        Job job = unit.job;
        if (job == null) {
            return false;
        }
        if (!job.running) {
            runnable.add(job);
        }
        JobCompletion completion = JobCompletion.of(job, now);
        if (completion.result() != null) {
            finish(job, completion.result());
        }
        return completion.expected();
    }

    private void finish(Job job, JobResult result) {
        finish(job, result, false);
    }

    private void finish(Job job, JobResult result, boolean silently) {
        if (!silently) {
            JobMessages.finished(job, result);
        }
        if (job.type == JobType.RESTART && result == JobResult.DONE) {
            job.type = JobType.START;
            job.running = false;
            signals.changed(job);
            runnable.add(job);
            reconsiderWaiting(job.unit);
            return;
        }
        timeouts.finished(job);
        job.finish(result);
        signals.removed(job, result);
        job.unit.job = null;
        pending.remove(job.unit);
        signals.changed(job.unit);
        units.garbage().addCandidate(job.unit);
        failDependents(job.unit, FailedJobEffects.affected(job, result));
        if (result == JobResult.DEPENDENCY || result == JobResult.TIMEOUT) {
            JobMessages.failed(job, result);
            startTriggered(job.unit, DependencyType.ON_FAILURE);
        }
        reconsiderWaiting(job.unit);
        dependencyEffects.addCandidate(job.unit);
    }

    private void failDependents(Unit unit, List<DependencyType> kinds) {
        for (DependencyType kind : kinds) {
            for (Unit other : List.copyOf(unit.dependencies(kind))) {
                Job job = other.job;
                if (job != null && FailedJobEffects.isStartOrVerify(job)) {
                    finish(job, JobResult.DEPENDENCY);
                }
            }
        }
    }

    /** Reconsiders the jobs that may have waited for a unit. */
    private void reconsiderWaiting(Unit unit) {
        for (DependencyType kind : List.of(DependencyType.BEFORE, DependencyType.AFTER)) {
            for (Unit other : unit.dependencies(kind)) {
                Job job = other.job;
                if (job != null) {
                    runnable.add(job);
                }
            }
        }
    }
}

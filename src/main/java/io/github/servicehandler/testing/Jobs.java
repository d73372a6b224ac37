package io.github.servicehandler.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Carries out jobs in their order, as systemd's job.c does. */
final class Jobs {

    private static final List<Dependency> NEEDED_BY =
            List.of(Dependency.REQUIRED_BY, Dependency.REQUISITE_OF, Dependency.BOUND_BY);

    private static final List<String> TYPES = List.of(
            "service", "mount", "swap", "socket", "target", "device", "automount", "timer", "path", "slice", "scope");

    private final Manager manager;
    private final Map<Unit, Job> pending = new LinkedHashMap<>();
    private final SortedSet<Job> toRun = new TreeSet<>(Jobs::compare);
    private int lastId;

    Jobs(Manager manager) {
        this.manager = manager;
    }

    /** Puts a job and all that it needs into the queue; the job is done at once if there is nothing to do. */
    Job enqueue(Unit unit, JobType wanted) throws BusError {
        Map<Unit, JobType> all = new Transaction(manager).build(unit, wanted);
        JobType own = all.getOrDefault(unit, JobType.NOP);
        List<Job> installed = new ArrayList<>();
        all.forEach((other, type) -> {
            if (other == unit || !isRedundant(other, type)) {
                installed.add(install(other, type));
            }
        });
        if (own == JobType.NOP) {
            Job nothing = new Job(++lastId, unit, JobType.NOP);
            nothing.done(JobResult.DONE);
            return nothing;
        }
        Job job = unit.job;
        return job == null ? installed.get(0) : job;
    }

    /** Does so for systemd itself, where nobody hears of an error. */
    void enqueueQuietly(Unit unit, JobType type) {
        try {
            enqueue(unit, type);
        } catch (BusError e) {
            manager.journal().log(unit, 4, "", unit.id + ": Failed to enqueue " + type.word() + " job: " + e.text());
        }
    }

    /** Restarts those that are up and are to be restarted with this unit. */
    void restartDependents(Unit unit) {
        for (Dependency kind : Transaction.RESTART_WITH_IT) {
            List.copyOf(unit.dependencies(kind)).forEach(other -> enqueueQuietly(other, JobType.TRY_RESTART));
        }
    }

    private static boolean isRedundant(Unit unit, JobType type) {
        if (unit.job != null) {
            return false;
        }
        return switch (type) {
            case START, VERIFY_ACTIVE -> unit.activeState().isUp();
            case STOP -> unit.activeState().isDown();
            case NOP -> true;
            default -> false;
        };
    }

    private Job install(Unit unit, JobType type) {
        Job old = unit.job;
        if (old != null) {
            JobType merged = JobType.merged(old.type, type);
            if (merged != null) {
                merge(old, merged);
                manager.signals().changed(old);
                return old;
            }
            finish(old, JobResult.CANCELED);
        }
        Job job = new Job(++lastId, unit, type);
        unit.job = job;
        pending.put(unit, job);
        manager.signals().changed(unit);
        manager.signals().changed(job);
        toRun.add(job);
        return job;
    }

    /** One that is running already goes on if it does what is wanted, else it begins anew. */
    private void merge(Job job, JobType merged) {
        if (!job.running || merged != job.type || merged == JobType.RELOAD) {
            job.type = merged.collapsed(job.unit.activeState());
            job.running = false;
            toRun.add(job);
        }
    }

    boolean stopIsPending(Unit unit) {
        Job job = unit.job;
        return job != null && job.type.stops();
    }

    int count() {
        return pending.size();
    }

    boolean canRun() {
        return !toRun.isEmpty();
    }

    /** Carries out what can be carried out. */
    void run() {
        while (!toRun.isEmpty()) {
            Job job = toRun.first();
            toRun.remove(job);
            if (!job.isDone() && !job.running && !hasToWait(job)) {
                run(job);
            }
        }
    }

    /** Of jobs that nothing orders, systemd takes those of other types before those of services, then goes by name. */
    private static int compare(Job a, Job b) {
        int byType = Integer.compare(rank(b.unit.id), rank(a.unit.id));
        int byName = byType != 0 ? byType : a.unit.id.compareTo(b.unit.id);
        return byName != 0 ? byName : Integer.compare(a.id, b.id);
    }

    private static int rank(String name) {
        return TYPES.indexOf(name.substring(name.lastIndexOf('.') + 1));
    }

    private static boolean hasToWait(Job job) {
        return job.unit.dependencies(Dependency.AFTER).stream()
                        .anyMatch(earlier -> earlier.job != null && !job.type.stops())
                || job.unit.dependencies(Dependency.BEFORE).stream().anyMatch(later -> {
                    Job other = later.job;
                    return other != null && other.type.stops();
                });
    }

    private void run(Job job) {
        job.running = true;
        Effect effect = perform(job);
        if (job.isDone() || !job.running) {
            return;
        }
        switch (effect) {
            case BEGUN -> {
                Announcements.begun(job);
                manager.signals().changed(job);
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

    private static Effect perform(Job job) {
        return switch (job.type) {
            case START -> job.unit.start();
            case STOP, RESTART -> job.unit.stop();
            case RELOAD -> job.unit.reload();
            case VERIFY_ACTIVE -> job.unit.verifyActive();
            default -> Effect.ALREADY;
        };
    }

    /** Ends the jobs that a unit's new state ends; false if no job explains that state. */
    boolean explain(Unit unit, ActiveState now) {
        Job job = unit.job;
        if (job == null) {
            return false;
        }
        if (!job.running) {
            toRun.add(job);
        }
        return switch (job.type) {
            case START -> explainStart(job, now);
            case RELOAD -> explainReload(job, now);
            case STOP, RESTART -> explainStop(job, now);
            default -> true;
        };
    }

    private boolean explainStart(Job job, ActiveState now) {
        if (now.isUp()) {
            finish(job, JobResult.DONE);
        } else if (job.running && now.isDown()) {
            finish(job, now == ActiveState.FAILED ? JobResult.FAILED : JobResult.DONE);
            return false;
        }
        return !job.running || now == ActiveState.ACTIVATING || now.isUp();
    }

    private boolean explainReload(Job job, ActiveState now) {
        if (!job.running) {
            return true;
        }
        if (now == ActiveState.ACTIVE) {
            boolean failed = job.unit instanceof ServiceUnit service && !service.facts.reloadResult.equals("success");
            finish(job, failed ? JobResult.FAILED : JobResult.DONE);
        } else if (now.isDown()) {
            finish(job, now == ActiveState.FAILED ? JobResult.FAILED : JobResult.DONE);
        }
        return now.isUp() || now == ActiveState.ACTIVATING;
    }

    private boolean explainStop(Job job, ActiveState now) {
        if (now.isDown()) {
            finish(job, JobResult.DONE);
            return true;
        }
        if (job.running && now != ActiveState.DEACTIVATING) {
            finish(job, JobResult.FAILED);
            return false;
        }
        return true;
    }

    void finish(Job job, JobResult result) {
        finish(job, result, false);
    }

    private void finish(Job job, JobResult result, boolean nothingDone) {
        if (!nothingDone) {
            Announcements.done(job, result);
        }
        if (job.type == JobType.RESTART && result == JobResult.DONE) {
            job.type = JobType.START;
            job.running = false;
            manager.signals().changed(job);
            toRun.add(job);
            wake(job.unit);
            return;
        }
        job.done(result);
        manager.signals().removed(job, result);
        job.unit.job = null;
        pending.remove(job.unit);
        manager.signals().changed(job.unit);
        if (result != JobResult.DONE && needsToBeUp(job)) {
            failDependents(job.unit, NEEDED_BY);
        } else if (result == JobResult.DONE && job.unit.activeState().isDown()) {
            failDependents(job.unit, List.of(Dependency.REQUISITE_OF));
        }
        if (result == JobResult.DEPENDENCY || result == JobResult.TIMEOUT) {
            manager.journal()
                    .log(
                            job.unit,
                            5,
                            "",
                            job.unit.id + ": Job " + job.unit.id + "/" + job.type.word() + " failed with result '"
                                    + result.word() + "'.");
            manager.startAll(job.unit, Dependency.ON_FAILURE);
        }
        wake(job.unit);
        manager.needs().mayNeedNoMore(job.unit);
        manager.mayBeGarbage(job.unit);
    }

    private static boolean needsToBeUp(Job job) {
        return job.type == JobType.START || job.type == JobType.VERIFY_ACTIVE;
    }

    private void failDependents(Unit unit, List<Dependency> kinds) {
        for (Dependency kind : kinds) {
            for (Unit other : List.copyOf(unit.dependencies(kind))) {
                Job job = other.job;
                if (job != null && needsToBeUp(job)) {
                    finish(job, JobResult.DEPENDENCY);
                }
            }
        }
    }

    /** Looks again at the jobs that may have waited for this unit. */
    private void wake(Unit unit) {
        for (Dependency kind : List.of(Dependency.BEFORE, Dependency.AFTER)) {
            for (Unit other : unit.dependencies(kind)) {
                Job job = other.job;
                if (job != null) {
                    toRun.add(job);
                }
            }
        }
    }
}

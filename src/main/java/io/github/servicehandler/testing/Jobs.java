package io.github.servicehandler.testing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Carries out jobs in their order, as systemd's job.c does. */
final class Jobs {

    private static final List<Dependency> NEEDED_BY =
            List.of(Dependency.REQUIRED_BY, Dependency.REQUISITE_OF, Dependency.BOUND_BY);

    private static final int MOST_AT_ONCE = 100_000;

    private static final List<String> TYPES = List.of(
            "service", "mount", "swap", "socket", "target", "device", "automount", "timer", "path", "slice", "scope");

    private final Manager manager;
    private final Map<Unit, Job> pending = new LinkedHashMap<>();
    private final SortedSet<Job> toRun = new TreeSet<>(Jobs::compare);
    private int lastId;

    Jobs(Manager manager) {
        this.manager = manager;
    }

    Job enqueue(Unit unit, JobType wanted) throws BusError {
        return enqueue(unit, wanted, JobMode.REPLACE);
    }

    /** Puts a job and all that it needs into the queue; the job is done at once if there is nothing to do. */
    private Job enqueue(Unit unit, JobType wanted, JobMode mode) throws BusError {
        Map<Unit, JobType> all = new Transaction(manager, mode).build(unit, wanted);
        JobType own = all.getOrDefault(unit, JobType.NOP);
        all.forEach((other, type) -> {
            if (type != JobType.NOP) {
                install(other, type);
            }
        });
        Job job = unit.job;
        if (own == JobType.NOP || job == null) {
            Job nothing = new Job(++lastId, unit, JobType.NOP);
            nothing.done(JobResult.DONE);
            return nothing;
        }
        return job;
    }

    /** Does so for systemd itself, where nobody hears of an error. */
    void enqueueQuietly(Unit unit, JobType type, JobMode mode) {
        try {
            enqueue(unit, type, mode);
        } catch (BusError e) {
            manager.journal().log(unit, 4, "", unit.id + ": Failed to enqueue " + type.word() + " job: " + e.text());
        }
    }

    void enqueueQuietly(Unit unit, JobType type) {
        enqueueQuietly(unit, type, JobMode.REPLACE);
    }

    /** Restarts those that are up and are to be restarted with this unit. */
    void restartDependents(Unit unit) {
        for (Dependency kind : Transaction.RESTART_WITH_IT) {
            List.copyOf(unit.dependencies(kind)).forEach(other -> enqueueQuietly(other, JobType.TRY_RESTART));
        }
    }

    private void install(Unit unit, JobType type) {
        Job old = unit.job;
        JobType merged = old == null ? null : JobType.merged(old.type, type);
        if (old != null && merged != null) {
            merge(old, type, merged);
            manager.signals().changed(old);
            return;
        }
        if (old != null) {
            finish(old, JobResult.CANCELED);
        }
        Job job = new Job(++lastId, unit, type);
        unit.job = job;
        pending.put(unit, job);
        manager.signals().changed(unit);
        manager.signals().changed(job);
        toRun.add(job);
    }

    /** One that is running already goes on if it does what is wanted, else it begins anew. */
    private void merge(Job job, JobType added, JobType merged) {
        boolean goesOn = job.running && merged == job.type && added != JobType.RELOAD;
        job.type = merged.collapsed(job.unit);
        if (!goesOn) {
            job.running = false;
            toRun.add(job);
        }
    }

    boolean stopIsPending(Unit unit) {
        Job job = unit.job;
        return job != null && job.type.stops();
    }

    /** Tries again what waits: jobs outlive a daemon-reload, but what they waited for need not. */
    void takeOver() {
        toRun.addAll(pending.values());
    }

    int count() {
        return pending.size();
    }

    boolean canRun() {
        return !toRun.isEmpty();
    }

    /**
     * Carries out what can be carried out.
     *
     * @throws MistakeException if that never ends: systemd itself would be busy with it for ever
     */
    void run() {
        int carriedOut = 0;
        while (!toRun.isEmpty()) {
            Job job = toRun.first();
            if (++carriedOut > MOST_AT_ONCE) {
                throw new MistakeException("units bring each other back for ever, among them " + job.unit.id
                        + ": look for an OnFailure= that leads back to where it came from");
            }
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
        return waitsFor(job, Dependency.AFTER) || waitsFor(job, Dependency.BEFORE);
    }

    private static boolean waitsFor(Job job, Dependency order) {
        return job.unit.dependencies(order).stream()
                .map(other -> other.job)
                .anyMatch(other -> other != null && !OrderCheck.comesFirst(job.type, other.type, order));
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

    /** Ends the job that a unit's new state ends; false if no job wanted that state. */
    boolean explain(Unit unit, ActiveState now) {
        Job job = unit.job;
        if (job == null) {
            return false;
        }
        if (!job.running) {
            toRun.add(job);
        }
        return switch (job.type) {
            case START, VERIFY_ACTIVE -> explainStart(job, now);
            case RELOAD -> explainReload(job, now);
            case STOP, RESTART -> explainStop(job, now);
            default -> true;
        };
    }

    private boolean explainStart(Job job, ActiveState now) {
        if (now.isUp()) {
            finish(job, JobResult.DONE);
            return true;
        }
        if (!job.running || now == ActiveState.ACTIVATING) {
            return true;
        }
        finishIfDown(job, now);
        return false;
    }

    private void finishIfDown(Job job, ActiveState now) {
        if (now.isDown()) {
            finish(job, now == ActiveState.FAILED ? JobResult.FAILED : JobResult.DONE);
        }
    }

    private boolean explainReload(Job job, ActiveState now) {
        if (!job.running || now == ActiveState.ACTIVATING || now == ActiveState.RELOADING) {
            return true;
        }
        if (now == ActiveState.ACTIVE) {
            boolean failed = job.unit instanceof ServiceUnit service && !service.facts.reloadResult.equals("success");
            finish(job, failed ? JobResult.FAILED : JobResult.DONE);
            return true;
        }
        finishIfDown(job, now);
        return false;
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
        manager.mayBeGarbage(job.unit);
        tellDependents(job, result);
        if (result == JobResult.DEPENDENCY || result == JobResult.TIMEOUT) {
            logFailure(job, result);
            manager.changes().startAll(job.unit, Dependency.ON_FAILURE);
        }
        wake(job.unit);
        manager.needs().look(job.unit);
    }

    private void logFailure(Job job, JobResult result) {
        String text = job.unit.id + ": Job " + job.unit.id + "/" + job.type.word() + " failed with result '"
                + result.word() + "'.";
        manager.journal().log(job.unit, 5, "", text);
    }

    private void tellDependents(Job job, JobResult result) {
        boolean mayHaveComeUp = job.type == JobType.START || job.type == JobType.RELOAD;
        if (result == JobResult.DONE) {
            if (mayHaveComeUp && !job.unit.activeState().isUp()) {
                failDependents(job.unit, List.of(Dependency.REQUISITE_OF));
            }
        } else if (result != JobResult.CANCELED && needsToBeUp(job)) {
            failDependents(job.unit, NEEDED_BY);
        } else if (result != JobResult.CANCELED && job.type == JobType.STOP) {
            failDependents(job.unit, List.of(Dependency.CONFLICTED_BY));
        }
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

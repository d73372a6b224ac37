package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.testing.internal.TestMistakeException;
import io.github.servicehandler.testing.internal.files.BusError;
import io.github.servicehandler.testing.internal.files.LoadState;
import io.github.servicehandler.testing.internal.files.UnitNameMangler;
import io.github.servicehandler.testing.internal.manager.Manager;
import io.github.servicehandler.testing.internal.manager.TransactionMode;
import io.github.servicehandler.testing.internal.units.ActiveState;
import io.github.servicehandler.testing.internal.units.Job;
import io.github.servicehandler.testing.internal.units.JobResult;
import io.github.servicehandler.testing.internal.units.JobType;
import io.github.servicehandler.testing.internal.units.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The systemctl verbs that create jobs, such as start, stop and restart. */
public final class JobVerbs {

    private static final Map<String, JobType> TYPES = Map.of(
            "start", JobType.START,
            "stop", JobType.STOP,
            "restart", JobType.RESTART,
            "try-restart", JobType.TRY_RESTART,
            "condrestart", JobType.TRY_RESTART,
            "reload", JobType.RELOAD,
            "reload-or-restart", JobType.RELOAD_OR_START,
            "try-reload-or-restart", JobType.TRY_RELOAD);

    /** Modes that systemd knows and the fake does not imitate. */
    private static final Set<String> OTHER_JOB_MODES =
            Set.of("replace-irreversibly", "ignore-dependencies", "triggering", "restart-dependencies", "lenient");

    private static final int FIRST_WITH_FINISHED = 257;

    private JobVerbs() {}

    static void addTo(Map<String, VerbHandler> verbs) {
        TYPES.forEach((word, type) -> verbs.put(word, call -> run(call, type, word)));
        verbs.put("isolate", JobVerbs::isolate);
    }

    private static void isolate(SystemctlCall call) {
        String target = UnitNameMangler.complete(call.names().get(0), ".target");
        if (!call.line().has("--dry-run")) {
            run(call, List.of(target), JobType.START, "start");
        }
    }

    private static void run(SystemctlCall call, JobType type, String word) {
        if (PropertyVerbs.runMarked(call)) {
            return;
        }
        if (call.names().isEmpty()) {
            call.reply().fail(1, "Too few arguments.");
            return;
        }
        if (call.line().has("--dry-run")) {
            return;
        }
        // systemctl calls a method of the manager whose name differs from this verb, and error messages use that name
        String methodWord = word.equals("try-reload-or-restart") ? "reload-or-try-restart" : word;
        run(call, call.units(), type, methodWord);
    }

    /** Enqueues a job for each unit, and waits for the jobs unless {@code --no-block} is given. */
    static void run(SystemctlCall call, List<String> units, JobType type, String word) {
        if (units.size() > 1 && call.manager().quirks().usesOneTransaction() && !hasMode(call)) {
            try {
                requirePossible(call.manager(), units, type);
            } catch (BusError e) {
                if (!isIgnored(call.manager(), word, e)) {
                    call.reply().fail(e.exitCode(), "Failed to enqueue jobs: " + e.text());
                    return;
                }
                // as systemctl, goes on with one transaction for each unit
            }
        }
        UnitWarnings warnings = new UnitWarnings(call);
        List<Job> jobs = new ArrayList<>();
        Map<String, Unit> accepted = new LinkedHashMap<>();
        for (String name : units) {
            try {
                Job job = enqueue(call, name, type);
                jobs.add(job);
                accepted.put(name, job.unit);
                warnings.warnIfStale(name, job.unit);
            } catch (BusError e) {
                if (!isIgnored(call.manager(), word, e)) {
                    report(call, name, word, e);
                }
            }
            call.manager().settle();
        }
        if (!call.line().has("--no-block")) {
            call.await(jobs);
            jobs.forEach(job -> report(call, job));
            if (call.line().has("--wait") && TYPES.containsKey(call.verb()) && type != JobType.STOP) {
                waitForEnd(call, jobs);
            }
            if (type == JobType.STOP && !call.quiet()) {
                accepted.forEach(warnings::warnIfTriggered);
            }
        }
    }

    private static boolean hasMode(SystemctlCall call) {
        return call.line().has("--fail") || !call.line().values("--job-mode").isEmpty();
    }

    /**
     * Returns the mode that the verb and the options select.
     *
     * @throws BusError if systemd does not know the mode
     * @throws TestMistakeException if systemd knows the mode, but the fake does not imitate it
     */
    private static TransactionMode mode(SystemctlCall call) throws BusError {
        String word = call.line().value("--job-mode", call.line().has("--fail") ? "fail" : "replace");
        return call.verb().equals("isolate") ? TransactionMode.ISOLATE : mode(word);
    }

    /** Returns the mode that has the name, like {@link #mode(SystemctlCall)}. */
    public static TransactionMode mode(String word) throws BusError {
        if (OTHER_JOB_MODES.contains(word)) {
            throw new TestMistakeException("the fake does not support the job mode \"" + word + "\"; write replace");
        }
        return TransactionMode.of(word).orElseThrow(() -> new BusError("InvalidArgs", "Job mode " + word + " invalid"));
    }

    /**
     * Returns whether an error is ignored: since 250, the {@code try-} verbs ignore masks, even those of other units.
     */
    private static boolean isIgnored(Manager manager, String word, BusError error) {
        return error.is("UnitMasked") && word.contains("try-") && manager.version() >= 250;
    }

    /** Throws the error with which systemd would reject the jobs of all units as one transaction. */
    private static void requirePossible(Manager manager, List<String> units, JobType type) throws BusError {
        Map<Unit, JobType> jobs = new LinkedHashMap<>();
        for (String name : units) {
            Unit unit = manager.load(name);
            JobType permitted = requirePermitted(unit, name, type);
            manager.jobs().requirePossible(Map.of(unit, permitted));
            jobs.put(unit, permitted);
        }
        manager.jobs().requirePossible(jobs);
    }

    /**
     * Enqueues jobs that a client requested as one transaction.
     *
     * @param word the name of their type
     */
    public static List<Job> enqueueAll(Manager manager, List<String> units, String word, TransactionMode mode)
            throws BusError {
        JobType type = TYPES.get(word);
        if (type == null) {
            throw new BusError("InvalidArgs", "Job type " + word + " invalid");
        }
        requirePossible(manager, units, type);
        List<Job> jobs = new ArrayList<>();
        for (String name : units) {
            jobs.add(enqueue(manager, name, type, mode));
        }
        return jobs;
    }

    /** Enqueues a job, and prints the whole transaction if that is wanted. */
    private static Job enqueue(SystemctlCall call, String name, JobType type) throws BusError {
        Manager manager = call.manager();
        Unit unit = manager.load(name);
        String anchor = applicable(unit, type).collapsed(unit).word();
        int lastId = manager.jobs().lastId();
        Job job = enqueue(manager, name, type, mode(call));
        if (call.line().has("--show-transaction")) {
            call.reply().err("Enqueued anchor job " + job.id + " " + unit.id + "/" + anchor + ".");
            JobListVerbs.queuedAfter(manager, lastId).stream()
                    .filter(other -> other != job)
                    .forEach(other -> call.reply()
                            .err("Enqueued auxiliary job " + other.id + " " + other.unit.id + "/" + other.type.word()
                                    + "."));
        }
        return job;
    }

    /** Waits until the started units are down again; the exit code says whether one of them has failed. */
    private static void waitForEnd(SystemctlCall call, List<Job> jobs) {
        for (Job job : jobs) {
            call.await(job.unit);
            if (job.unit.activeState() == ActiveState.FAILED) {
                call.reply().exitUnlessFailed(1);
            }
        }
    }

    /** Enqueues a job that a client requested, and sends the job's signals before the client gets its answer. */
    public static Job enqueue(Manager manager, String name, JobType type, TransactionMode mode) throws BusError {
        Unit unit = manager.load(name);
        if (mode == TransactionMode.ISOLATE) {
            requireIsolatable(unit, type);
        }
        Job job = manager.jobs().enqueue(unit, requirePermitted(unit, name, type), mode);
        manager.signals().sendIfChanged(job);
        return job;
    }

    private static void requireIsolatable(Unit unit, JobType type) throws BusError {
        if (type != JobType.START) {
            throw new BusError("InvalidArgs", "Isolate is only valid for start.");
        }
        if (!unit.settings().flag("Unit", "AllowIsolate", false)) {
            throw new BusError("NoIsolation", "Operation refused, unit may not be isolated.");
        }
    }

    /** Returns the type of the job to enqueue, unless the unit is not loaded or refuses that type. */
    private static JobType requirePermitted(Unit unit, String name, JobType type) throws BusError {
        boolean unusable = unit.loadState() != LoadState.LOADED && unit.loadState() != LoadState.MASKED;
        if (type == JobType.STOP && unusable && unit.activeState() == ActiveState.INACTIVE) {
            throw new BusError("NoSuchUnit", "Unit " + name + " not loaded.");
        }
        JobType applicable = applicable(unit, type);
        if (isRefused(unit, applicable)) {
            throw new BusError(
                    "OnlyByDependency",
                    "Operation refused, unit " + unit.id
                            + " may be requested by dependency only (it is configured to refuse manual start/stop).");
        }
        return applicable;
    }

    private static boolean isRefused(Unit unit, JobType type) {
        boolean noStart = unit.settings().flag("Unit", "RefuseManualStart", false);
        boolean noStop = unit.settings().flag("Unit", "RefuseManualStop", false);
        return switch (type) {
            case START -> noStart;
            case STOP -> noStop;
            case RESTART, TRY_RESTART -> noStart || noStop;
            case RELOAD_OR_START -> noStart && type.collapsed(unit) == JobType.START;
            default -> false;
        };
    }

    /** Returns the job type for a unit: a reload becomes a restart if the unit cannot reload. */
    private static JobType applicable(Unit unit, JobType type) {
        return switch (type) {
            case RELOAD_OR_START -> unit.canReload() ? type : JobType.RESTART;
            case TRY_RELOAD -> unit.canReload() ? type : JobType.TRY_RESTART;
            default -> type;
        };
    }

    private static void report(SystemctlCall call, String name, String word, BusError error) {
        String option = call.manager().scope().systemctlOption();
        call.reply().err("Failed to " + word + " " + name + ": " + error.text());
        if (!error.is("NoSuchUnit") && !error.is("UnitMasked") && !error.is("JobTypeNotApplicable")) {
            call.reply()
                    .err("See " + (option.isEmpty() ? "system" : "user") + " logs and 'systemctl" + option + " status "
                            + name + "' for details.");
        }
        call.reply().exitUnlessFailed(error.exitCode());
    }

    private static void report(SystemctlCall call, Job job) {
        if (job.result() == JobResult.DONE || job.result() == JobResult.SKIPPED) {
            if (call.line().has("--show-transaction") && call.manager().version() >= FIRST_WITH_FINISHED) {
                call.reply().err("Job for " + job.unit.id + " finished.");
            }
            return;
        }
        // as in systemctl, this overwrites the exit code of a name for which no job was enqueued
        call.reply().exit(1);
        if (call.quiet()) {
            return;
        }
        Unit unit = job.unit;
        switch (job.result()) {
            case CANCELED -> call.reply().err("Job for " + unit.id + " canceled.");
            case TIMEOUT -> call.reply().err("Job for " + unit.id + " timed out.");
            case DEPENDENCY ->
                call.reply().err("A dependency job for " + unit.id + " failed. See 'journalctl -xe' for details.");
            case INVALID -> call.reply().err(unit.id + " is not active, cannot reload.");
            case ASSERT -> call.reply().err("Assertion failed on job for " + unit.id + ".");
            default -> JobFailureMessage.print(call, unit);
        }
    }
}

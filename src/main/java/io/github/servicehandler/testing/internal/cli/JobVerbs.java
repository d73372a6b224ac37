package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.testing.internal.TestMistakeException;
import io.github.servicehandler.testing.internal.files.BusError;
import io.github.servicehandler.testing.internal.files.LoadState;
import io.github.servicehandler.testing.internal.manager.Manager;
import io.github.servicehandler.testing.internal.units.ActiveState;
import io.github.servicehandler.testing.internal.units.Job;
import io.github.servicehandler.testing.internal.units.JobResult;
import io.github.servicehandler.testing.internal.units.JobType;
import io.github.servicehandler.testing.internal.units.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Are the verbs that make jobs: start, stop, restart and their kin. */
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

    public static final Set<String> JOB_MODES = Set.of("replace", "fail", "ignore-dependencies", "");

    private JobVerbs() {}

    static void addTo(Map<String, FakeSystemctl.Verb> verbs) {
        verbs.put("list-jobs", JobVerbs::listJobs);
        TYPES.forEach((word, type) -> verbs.put(word, call -> run(call, type, word)));
    }

    private static void run(SystemctlCall call, JobType type, String word) {
        if (!JOB_MODES.contains(call.line().value("--job-mode", ""))) {
            throw new TestMistakeException("the fake knows no --job-mode but replace");
        }
        // systemctl calls this one by another name when it talks to the manager
        String spoken = word.equals("try-reload-or-restart") ? "reload-or-try-restart" : word;
        run(call, call.units(), type, spoken);
    }

    private static void listJobs(SystemctlCall call) {
        TextTable table = new TextTable("", "JOB", "UNIT", "TYPE", "STATE");
        List<Job> jobs = call.manager().units().stream()
                .map(unit -> unit.job)
                .filter(Objects::nonNull)
                .toList();
        jobs.forEach(
                job -> table.row("", "" + job.id, job.unit.id, job.type.word(), job.running ? "running" : "waiting"));
        boolean legend = !call.line().has("--no-legend");
        if (jobs.isEmpty()) {
            call.reply().out(legend ? "No jobs running." : "");
            return;
        }
        table.print(legend, call.reply());
        if (legend) {
            call.reply().out("");
            call.reply().out(jobs.size() + " jobs listed.");
        }
    }

    /** Does it for these units, and waits unless told not to. */
    static void run(SystemctlCall call, List<String> units, JobType type, String word) {
        if (units.size() > 1 && call.manager().quirks().usesOneTransaction()) {
            for (String name : units) {
                try {
                    requireFound(call.manager(), name, type);
                } catch (BusError e) {
                    call.reply().fail(e.exitCode(), "Failed to enqueue jobs: " + e.text());
                    return;
                }
            }
        }
        List<Job> jobs = new ArrayList<>();
        for (String name : units) {
            try {
                jobs.add(enqueue(call.manager(), name, type));
            } catch (BusError e) {
                if (!isPassedOver(call, word, e)) {
                    report(call, name, word, e);
                }
            }
            call.manager().settle();
        }
        if (!call.line().has("--no-block")) {
            call.await(jobs);
            jobs.forEach(job -> report(call, job));
        }
    }

    /** From 250 on, who only tries minds no mask, be it another unit's. */
    private static boolean isPassedOver(SystemctlCall call, String word, BusError error) {
        return error.is("UnitMasked") && word.contains("try-") && call.manager().version() >= 250;
    }

    private static void requireFound(Manager manager, String name, JobType type) throws BusError {
        Unit unit = manager.load(name);
        if (unit.loadState() == LoadState.NOT_FOUND && unit.activeState().isDown()) {
            throw type == JobType.STOP
                    ? new BusError("NoSuchUnit", "Unit " + name + " not loaded.")
                    : unit.loadState().error(name);
        }
    }

    /** Makes a job that somebody asked for, who hears of it before the answer. */
    public static Job enqueue(Manager manager, String name, JobType type) throws BusError {
        Unit unit = manager.load(name);
        boolean notThere = unit.loadState() != LoadState.LOADED && unit.loadState() != LoadState.MASKED;
        if (type == JobType.STOP && notThere && unit.activeState() == ActiveState.INACTIVE) {
            throw new BusError("NoSuchUnit", "Unit " + name + " not loaded.");
        }
        JobType possible = possible(unit, type);
        if (isRefused(unit, possible)) {
            throw new BusError(
                    "OnlyByDependency",
                    "Operation refused, unit " + unit.id
                            + " may be requested by dependency only (it is configured to refuse manual start/stop).");
        }
        Job job = manager.jobs().enqueue(unit, possible);
        manager.signals().sendIfChanged(job);
        return job;
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

    /** Reloading becomes restarting where a unit cannot reload. */
    private static JobType possible(Unit unit, JobType type) {
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
        call.reply().exitAtFirst(error.exitCode());
    }

    private static void report(SystemctlCall call, Job job) {
        if (job.result() == JobResult.DONE || job.result() == JobResult.SKIPPED) {
            return;
        }
        // which hides that another name could not even be tried
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
            default -> JobFailureMessage.explain(call, unit);
        }
    }
}

package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.testing.internal.files.DependencyType;
import io.github.servicehandler.testing.internal.manager.Manager;
import io.github.servicehandler.testing.internal.units.Job;
import io.github.servicehandler.testing.internal.units.Unit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The systemctl verbs that list and cancel queued jobs: list-jobs and cancel. */
final class JobListVerbs {

    private static final int FIRST_WITH_WIDE_TABS = 257;
    private static final int TAB_WIDTH = 8;

    private final SystemctlCall call;
    private final int version;

    private JobListVerbs(SystemctlCall call) {
        this.call = call;
        this.version = call.manager().version();
    }

    static void addTo(Map<String, VerbHandler> verbs) {
        verbs.put("list-jobs", call -> new JobListVerbs(call).list());
        verbs.put("cancel", call -> new JobListVerbs(call).cancel());
    }

    /** Returns the queued jobs that are newer than a given one, by their numbers. */
    static List<Job> queuedAfter(Manager manager, int id) {
        return manager.jobs().queued().stream()
                .filter(job -> job.id > id)
                .sorted(Comparator.comparingInt(job -> job.id))
                .toList();
    }

    private void list() {
        List<Job> all = queuedAfter(call.manager(), 0);
        Predicate<String> named = UnitListFilter.named(call.names());
        List<Job> jobs = all.stream().filter(job -> named.test(job.unit.id)).toList();
        boolean legend = call.legend();
        if (jobs.isEmpty()) {
            if (legend) {
                call.reply().out(all.isEmpty() ? "No jobs running." : "No jobs listed.");
            }
            return;
        }
        TextTable table = new TextTable("", "JOB", "UNIT", "TYPE", "STATE");
        table.tabWidth(version >= FIRST_WITH_WIDE_TABS ? TAB_WIDTH : 1);
        for (Job job : jobs) {
            table.row("", "" + job.id, job.unit.id, job.type.word(), job.running ? "running" : "waiting");
            addRelated(table, job);
        }
        table.print(legend, call.reply());
        if (legend) {
            call.reply().out("");
            call.reply().out(jobs.size() + " jobs listed.");
        }
    }

    /** Adds the jobs that wait for a job, and those for which it waits; version 247 mixed the two options up. */
    private void addRelated(TextTable table, Job job) {
        boolean mixedUp = version < 248;
        DependencyType earlier = mixedUp ? DependencyType.BEFORE : DependencyType.AFTER;
        DependencyType later = mixedUp ? DependencyType.AFTER : DependencyType.BEFORE;
        addRelated(table, job, mixedUp ? "--after" : "--before", earlier, "waiting for");
        addRelated(table, job, mixedUp ? "--before" : "--after", later, "blocking");
    }

    private void addRelated(TextTable table, Job of, String option, DependencyType type, String relation) {
        if (!call.line().has(option)) {
            return;
        }
        for (Unit other : of.unit.dependencies(type)) {
            Job job = other.job;
            if (job != null) {
                String text = "\t" + relation + " job " + job.id + " (" + other.id + "/" + job.type.word() + ")";
                table.row("", "└─", text, "-", "-");
            }
        }
    }

    private void cancel() {
        List<Job> all = queuedAfter(call.manager(), 0);
        if (call.names().isEmpty()) {
            all.stream().filter(job -> !job.isDone()).forEach(call.manager().jobs()::cancel);
        }
        for (String word : call.names()) {
            Optional<Integer> id = number(word);
            if (id.isEmpty()) {
                call.reply().fail(1, "Failed to parse job id \"" + word + "\": Invalid argument");
                return;
            }
            Optional<Job> job = all.stream()
                    .filter(queued -> queued.id == id.get() && !queued.isDone())
                    .findFirst();
            job.ifPresentOrElse(call.manager().jobs()::cancel, () -> reportMissing(word));
        }
    }

    private void reportMissing(String id) {
        call.reply()
                .fail(
                        1,
                        "Failed to cancel job " + id + (version >= 257 ? ", ignoring" : "") + ": Job " + id
                                + " does not exist.");
    }

    private static Optional<Integer> number(String word) {
        try {
            return Optional.of(Integer.valueOf(word));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}

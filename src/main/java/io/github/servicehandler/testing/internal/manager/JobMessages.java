package io.github.servicehandler.testing.internal.manager;

import io.github.servicehandler.testing.internal.journal.MessageIds;
import io.github.servicehandler.testing.internal.units.Job;
import io.github.servicehandler.testing.internal.units.JobResult;
import io.github.servicehandler.testing.internal.units.Unit;
import java.util.Locale;

/** The messages about jobs in the journal: "Starting …", "Started …", "Failed to start …". */
final class JobMessages {

    private JobMessages() {}

    static void started(Job job) {
        switch (job.type) {
            case START -> log(job.unit, 6, MessageIds.STARTING, "Starting ", "...");
            case STOP, RESTART -> log(job.unit, 6, MessageIds.STOPPING, "Stopping ", "...");
            case RELOAD ->
                log(job.unit, 6, MessageIds.RELOADING, "Reloading ", job.unit.context.version() < 250 ? "." : "...");
            default -> {
                // systemd logs nothing about the other types
            }
        }
    }

    static void finished(Job job, JobResult result) {
        switch (job.type) {
            case START -> startFinished(job, result);
            case STOP, RESTART -> stopFinished(job, result);
            case RELOAD -> reloadFinished(job, result);
            default -> {
                // systemd logs nothing about the other types
            }
        }
    }

    private static void startFinished(Job job, JobResult result) {
        Unit unit = job.unit;
        String[] fields = fields(job, result);
        if (result == JobResult.SKIPPED || (result == JobResult.DONE && !unit.conditions.conditionsMet())) {
            String text = unit.conditions.skippedText(unit.messageName(), unit.context.version());
            unit.context.log().log(unit, 6, MessageIds.STARTED, text, fields);
            return;
        }
        switch (result) {
            case DONE -> log(unit, 6, MessageIds.STARTED, JobWording.started(unit), ".", fields);
            case TIMEOUT -> log(unit, 3, MessageIds.START_FAILED, "Timed out starting ", ".", fields);
            case FAILED -> log(unit, 3, MessageIds.START_FAILED, JobWording.startFailed(unit), ".", fields);
            case DEPENDENCY -> log(unit, 4, MessageIds.START_FAILED, "Dependency failed for ", ".", fields);
            case ASSERT -> log(unit, 4, MessageIds.START_FAILED, "Assertion failed for ", ".", fields);
            default -> {
                // systemd logs nothing about a canceled job
            }
        }
    }

    private static void stopFinished(Job job, JobResult result) {
        if (result == JobResult.DONE) {
            log(job.unit, 6, MessageIds.STOPPED, JobWording.stopped(job.unit), ".", fields(job, result));
        } else if (result == JobResult.FAILED) {
            log(job.unit, 4, MessageIds.STOPPED, "Stopped (with error) ", ".", fields(job, result));
        }
    }

    private static void reloadFinished(Job job, JobResult result) {
        if (result == JobResult.DONE) {
            log(job.unit, 6, MessageIds.RELOADED, "Reloaded ", ".", fields(job, result));
        } else if (result == JobResult.FAILED) {
            log(job.unit, 3, MessageIds.RELOADED, "Reload failed for ", ".", fields(job, result));
        }
    }

    private static void log(Unit unit, int priority, String id, String before, String after, String... fields) {
        unit.context.log().log(unit, priority, id, before + unit.messageName() + after, fields);
    }

    private static String[] fields(Job job, JobResult result) {
        return new String[] {
            "JOB_ID=" + job.id,
            "JOB_TYPE=" + job.type.word(),
            "JOB_RESULT=" + result.name().toLowerCase(Locale.ROOT)
        };
    }

    /** Logs that a job could not be carried out. */
    static void failed(Job job, JobResult result) {
        String text = "Job " + job.unit.id + "/" + job.type.word() + " failed with result '" + result.word() + "'.";
        job.unit.log(5, "", text);
    }
}

package io.github.servicehandler.testing.internal.manager;

import io.github.servicehandler.testing.internal.journal.MessageIds;
import io.github.servicehandler.testing.internal.services.ServiceUnit;
import io.github.servicehandler.testing.internal.units.Job;
import io.github.servicehandler.testing.internal.units.JobResult;
import io.github.servicehandler.testing.internal.units.Unit;
import java.util.Locale;

/** The messages about jobs in the journal: "Starting …", "Started …", "Failed to start …". */
final class JobMessages {

    private JobMessages() {}

    static void begun(Job job) {
        switch (job.type) {
            case START -> say(job.unit, 6, MessageIds.STARTING, "Starting ", "...");
            case STOP, RESTART -> say(job.unit, 6, MessageIds.STOPPING, "Stopping ", "...");
            case RELOAD ->
                say(job.unit, 6, MessageIds.RELOADING, "Reloading ", job.unit.context.version() < 250 ? "." : "...");
            default -> {
                // systemd logs nothing about the other types
            }
        }
    }

    static void done(Job job, JobResult result) {
        switch (job.type) {
            case START -> startDone(job, result);
            case STOP, RESTART -> stopDone(job, result);
            case RELOAD -> reloadDone(job, result);
            default -> {
                // systemd logs nothing about the other types
            }
        }
    }

    private static void startDone(Job job, JobResult result) {
        Unit unit = job.unit;
        if (result == JobResult.DONE && !unit.checks.conditionsMet()) {
            String text = unit.checks.skippedText(unit.messageName(), unit.context.version());
            unit.context.log().log(unit, 6, MessageIds.SKIPPED, text);
            return;
        }
        String[] fields = fields(job, result);
        switch (result) {
            case DONE -> say(unit, 6, MessageIds.STARTED, isOneshot(unit) ? "Finished " : "Started ", ".", fields);
            case TIMEOUT -> say(unit, 3, MessageIds.START_FAILED, "Timed out starting ", ".", fields);
            case FAILED -> say(unit, 3, MessageIds.START_FAILED, "Failed to start ", ".", fields);
            case DEPENDENCY -> say(unit, 4, MessageIds.START_FAILED, "Dependency failed for ", ".", fields);
            case ASSERT -> say(unit, 4, MessageIds.START_FAILED, "Assertion failed for ", ".", fields);
            default -> {
                // systemd logs nothing about a canceled or skipped job
            }
        }
    }

    private static void stopDone(Job job, JobResult result) {
        if (result == JobResult.DONE) {
            say(job.unit, 6, MessageIds.STOPPED, "Stopped ", ".", fields(job, result));
        } else if (result == JobResult.FAILED) {
            say(job.unit, 4, MessageIds.STOPPED, "Stopped (with error) ", ".", fields(job, result));
        }
    }

    private static void reloadDone(Job job, JobResult result) {
        if (result == JobResult.DONE) {
            say(job.unit, 6, MessageIds.RELOADED, "Reloaded ", ".", fields(job, result));
        } else if (result == JobResult.FAILED) {
            say(job.unit, 3, MessageIds.RELOADED, "Reload failed for ", ".", fields(job, result));
        }
    }

    private static boolean isOneshot(Unit unit) {
        return unit instanceof ServiceUnit service && service.config().is("oneshot");
    }

    private static void say(Unit unit, int priority, String id, String before, String after, String... fields) {
        unit.context.log().log(unit, priority, id, before + unit.messageName() + after, fields);
    }

    private static String[] fields(Job job, JobResult result) {
        return new String[] {
            "JOB_ID=" + job.id,
            "JOB_TYPE=" + job.type.word(),
            "JOB_RESULT=" + result.name().toLowerCase(Locale.ROOT)
        };
    }
}

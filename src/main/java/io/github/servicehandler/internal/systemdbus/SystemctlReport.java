package io.github.servicehandler.internal.systemdbus;

import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.internal.dbus.BusException;
import io.github.servicehandler.internal.dbus.DBusErrorNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The error output and the exit code with which systemctl reports what a manager replied, so that the reply is judged
 * in the same way whatever way it came.
 */
final class SystemctlReport {

    private static final String SYSTEMD_ERROR = "org.freedesktop.systemd1.";

    /** The exit codes of systemctl for errors of the manager; it is 1 for the others. */
    private static final Map<String, Integer> EXIT_CODES = Map.of(
            DBusErrorNames.ACCESS_DENIED,
            4,
            SYSTEMD_ERROR + "OnlyByDependency",
            4,
            SYSTEMD_ERROR + "NoIsolation",
            4,
            SYSTEMD_ERROR + "TransactionIsDestructive",
            4,
            SYSTEMD_ERROR + "NoSuchUnit",
            5,
            SYSTEMD_ERROR + "LoadFailed",
            6,
            SYSTEMD_ERROR + "JobTypeNotApplicable",
            3,
            "org.freedesktop.DBus.Error.NotSupported",
            3);

    private final List<String> lines = new ArrayList<>();
    private int exitCode;

    void add(String line) {
        lines.add(line);
    }

    /** Reports that the manager refused a call. */
    void addRefusal(String attempt, BusException error) {
        String text = error.errorName().equals(DBusErrorNames.ACCESS_DENIED) ? "Access denied" : error.text();
        add("Failed to " + attempt + ": " + text);
        if (exitCode == 0) {
            exitCode = EXIT_CODES.getOrDefault(error.errorName(), 1);
        }
    }

    /** Reports the result of a job. */
    void addJobEnd(JobResults.JobEnd job) {
        String unit = job.unit();
        String line = switch (job.result()) {
            case "done", "skipped" -> "";
            case "canceled" -> "Job for " + unit + " canceled.";
            case "timeout" -> "Job for " + unit + " timed out.";
            case "dependency" -> "A dependency job for " + unit + " failed.";
            case "invalid" -> unit + " is not active, cannot reload.";
            case "assert" -> "Assertion failed on job for " + unit + ".";
            case "unsupported" -> "Operation on or unit type of " + unit + " not supported on this system.";
            case "collected" -> "Queued job for " + unit + " was garbage collected.";
            case "once" -> "Unit " + unit + " was started already once and can't be started again.";
            case "frozen" -> "Cannot perform operation on frozen unit " + unit + ".";
            default -> "Job for " + unit + " failed.";
        };
        if (!line.isEmpty()) {
            add(line);
            // as in systemctl, this replaces the code for an earlier refusal
            exitCode = 1;
        }
    }

    boolean isFailure() {
        return exitCode != 0;
    }

    CommandResult result(Duration took) {
        StringBuilder stderr = new StringBuilder();
        lines.forEach(line -> stderr.append(line).append('\n'));
        return new CommandResult(exitCode, "", stderr.toString(), took);
    }
}

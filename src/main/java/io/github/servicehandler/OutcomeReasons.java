package io.github.servicehandler;

import io.github.servicehandler.command.AccessDeniedException;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.internal.systemctl.ManagerClient;
import io.github.servicehandler.internal.systemctl.SystemctlErrors;
import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.unit.UnitType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The reasons of a verb's outcomes, which are found in the error output, in the statuses, and by more queries. */
final class OutcomeReasons {

    private final ManagerClient client;
    private final Verb verb;
    private final Command command;
    private final OutcomeLog outcomeLog;
    private final Instant requested;

    /** @param requested when the request was made */
    OutcomeReasons(ManagerClient client, Verb verb, Command command, OutcomeLog outcomeLog, Instant requested) {
        this.client = client;
        this.verb = verb;
        this.command = command;
        this.outcomeLog = outcomeLog;
        this.requested = requested;
    }

    /**
     * Explains a failure.
     *
     * @param lines the last lines of the run that failed; empty if none did
     */
    String ofFailure(ServiceStatus before, ServiceStatus after, SystemctlComplaint complaint, List<String> lines) {
        if (VerbJudge.wasStartRefused(verb, before, after) && complaint.isAboutFailedJobOf(after)) {
            return FailureExplanation.ofTooManyStarts();
        }
        String line = complaint.lineAbout(after.unit());
        Optional<String> advice = SystemctlErrors.adviceOn(line, command);
        if (advice.isPresent()) {
            // systemd did not look at the unit
            return line + " (" + advice.get() + ")";
        }
        FailureEvidence evidence = FailureEvidence.read(
                        client,
                        after,
                        lines.isEmpty() && complaint.isAboutFailedJobOf(after)
                                ? outcomeLog.lastMessages(after.unit(), requested)
                                : lines,
                        commandsThatMayHaveFailed(before, after, complaint))
                .withFailedDependency(new FailedDependency(client, outcomeLog, requested).describe(after, complaint));
        return FailureExplanation.ofFailure(after, hasMadeFail(before, after, complaint), complaint, evidence);
    }

    /**
     * Returns whether the request has made the unit fail. A unit that failed in the moment in which systemd refused the
     * request failed for another reason.
     */
    static boolean hasMadeFail(ServiceStatus before, ServiceStatus after, SystemctlComplaint complaint) {
        return VerbJudge.hasFailedNow(before, after) && !complaint.isRefusalFor(after);
    }

    /** Explains the denial of a request for a group of units, which may not name the unit. */
    String ofDenial(UnitName unit, AccessDeniedException denial) {
        CommandResult result = CommandResult.failed(denial.exitCode().orElse(1), denial.stderr());
        String line = new SystemctlComplaint(result, List.of(unit)).lineAbout(unit);
        return SystemctlErrors.adviceOn(line, command)
                .map(advice -> line + " (" + advice + ")")
                .orElse(line);
    }

    /** Explains a failure that came after systemd had carried out the request, or with the stop that was requested. */
    String ofLaterFailure(ServiceStatus before, ServiceStatus after, SystemctlComplaint complaint, List<String> lines) {
        FailureEvidence evidence =
                FailureEvidence.read(client, after, lines, commandsThatMayHaveFailed(before, after, complaint));
        return (verb.stopsUnits() ? "the unit is down, but did not end cleanly: " : "the unit has failed since: ")
                + FailureExplanation.ofState(after, evidence);
    }

    /** Returns the settings whose commands may be the cause, if the exit of the main process is not. */
    private List<String> commandsThatMayHaveFailed(
            ServiceStatus before, ServiceStatus after, SystemctlComplaint complaint) {
        UnitType type = after.unit().type();
        if (verb.base() == Verb.BaseVerb.RELOAD) {
            return complaint.isAboutFailedJobOf(after) ? FailureEvidence.commandsOfReload(type) : List.of();
        }
        // a file system that could not be unmounted is still mounted, so that its unit has not failed
        boolean failed = hasMadeFail(before, after, complaint)
                || (type != UnitType.SERVICE && complaint.isAboutFailedJobOf(after));
        return failed && !VerbJudge.hasMainProcessFailed(after) ? FailureEvidence.commandsOfRun(type) : List.of();
    }

    /** Explains why the verb did nothing. */
    String ofSkipped(ServiceStatus before, ServiceStatus after) {
        return switch (verb.base()) {
            case ENABLE ->
                "the unit has no [Install] section, so it cannot be enabled" + (verb.isNow() ? ", only started" : "");
            default -> VerbJudge.unmetCondition(before, after).orElse("the unit is down, so it was not restarted");
        };
    }
}

package io.github.servicehandler;

import io.github.servicehandler.unit.UnitType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Explanation of why a unit is not as it should be, and of what to do about it, as text for people. Pure. */
final class FailureExplanation {

    private static final Map<String, String> RESULTS = Map.ofEntries(
            Map.entry("protocol", "the service did not follow the protocol of its Type="),
            Map.entry("timeout", "starting or stopping took longer than TimeoutStartSec= or TimeoutStopSec= allows"),
            Map.entry("core-dump", "the process crashed"),
            Map.entry("watchdog", "the service did not send a keep-alive within WatchdogSec="),
            Map.entry("oom-kill", "the machine ran out of memory, or the unit exceeded its memory limit"),
            Map.entry(
                    "resources",
                    "the system could not provide what the unit needs, for example a file of EnvironmentFile= or an"
                            + " address to listen on"),
            Map.entry("start-limit-hit", "the unit was started too often within StartLimitIntervalSec="),
            Map.entry(
                    "unit-start-limit-hit",
                    "the unit that it triggers was started too often within the StartLimitIntervalSec= of that unit"),
            Map.entry(
                    "service-start-limit-hit",
                    "the service was started too often within the StartLimitIntervalSec= of the service"),
            Map.entry(
                    "mount-start-limit-hit",
                    "the mount was started too often within the StartLimitIntervalSec= of the mount"),
            Map.entry("trigger-limit-hit", "it triggered its unit too often within TriggerLimitIntervalSec="),
            Map.entry("exec-condition", "ExecCondition= failed"));

    /** What some results mean for units other than services. */
    private static final Map<String, String> RESULTS_OF_OTHER_TYPES = Map.of(
            "protocol", "the command ended without an error, but the unit is not up",
            "timeout", "starting or stopping took longer than TimeoutSec= allows");

    private static final Map<Integer, String> EXITS = Map.of(
            200, "the working directory does not exist or cannot be entered: see WorkingDirectory=",
            203,
                    "the program of ExecStart= is missing or not executable, or is a script whose first line does not"
                            + " name an existing interpreter after #!",
            209, "the target of StandardOutput= could not be opened",
            216, "the group of Group= does not exist",
            217, "the user of User= does not exist",
            222, "the target of StandardError= could not be opened",
            226, "a mount namespace could not be set up: see ReadWritePaths=, ProtectSystem= and the like",
            233, "the directory of RuntimeDirectory= could not be created",
            238, "the directory of StateDirectory= could not be created");

    /** The remedies for errors whose text does not name one, by a part of the text; the first that matches counts. */
    private static final List<Map.Entry<String, String>> REMEDIES = List.of(
            Map.entry(
                    "may be requested by dependency only",
                    "the unit has RefuseManualStart= or RefuseManualStop=: start or stop a unit that depends on it"),
            Map.entry(
                    "is destructive",
                    "a job is queued that must not be replaced, for example by a shutdown; try again when it is done"),
            Map.entry("Job type reload is not applicable", "the unit has no ExecReload=; restart it instead"),
            Map.entry("already exists", "a file is where systemd would create a link; move that file away first"),
            Map.entry(
                    " canceled.",
                    "another request for the unit replaced this one, or a unit on which it depends was stopped"),
            Map.entry(".device timed out.", "the device did not appear"),
            Map.entry(
                    " timed out.",
                    "the job took longer than JobTimeoutSec= or JobRunningTimeoutSec= allows; systemd gave up the job,"
                            + " but did not stop the unit"),
            Map.entry("Assertion failed on job", "an Assert…= setting of the unit is not met"),
            Map.entry("not supported on this system", "this machine or container cannot have units of this type"),
            Map.entry("on frozen unit", "thaw the unit first"),
            Map.entry("is not inactive", "stop the unit first"));

    /** The exit codes of a user or group that cannot be used. */
    private static final Set<Integer> USER_EXITS = Set.of(216, 217);

    private static final String NO_USERS = "User=, Group= and SupplementaryGroups= do not work in units of a user"
            + " manager, which runs everything as its own user: remove them";

    /** The smallest exit code that systemd itself uses if it cannot start a program. */
    private static final int FIRST_OF_SYSTEMD = 200;

    private static final String RECOVERY_HINT = "fix the cause, then use reset-failed";

    private FailureExplanation() {}

    /**
     * Explains a failed verb: by the unit's status, or if that shows nothing, by systemctl's error output.
     *
     * @param failedNow whether the unit is in {@code after} because of the verb, not because of an earlier failure
     */
    static String ofFailure(
            ServiceStatus after, boolean failedNow, SystemctlComplaint complaint, FailureEvidence evidence) {
        boolean down = after.state() == ServiceState.ERROR || after.state() == ServiceState.RESTARTING;
        boolean usable = after.loadState().equals("loaded");
        boolean explained = down && (failedNow || !usable) && !after.result().isEmpty();
        if (complaint.isNone() || (explained && !complaint.isAboutCanceledJobOf(after))) {
            return ofState(after, evidence);
        }
        String line = complaint.lineAbout(after.unit());
        List<String> hints = new ArrayList<>();
        hints.add(evidence.failedDependency().orElse(""));
        hints.add(down && usable ? "" : ofState(after, evidence));
        hints.add(remedy(line));
        hints.add(evidence.failedCommand().orElse(""));
        hints.add(evidence.cause().orElse(""));
        return hints.stream()
                .filter(hint -> !hint.isEmpty())
                .findFirst()
                .map(hint -> line + " (" + hint + ")")
                .orElse(line);
    }

    private static String remedy(String complaint) {
        return REMEDIES.stream()
                .filter(remedy -> complaint.contains(remedy.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    /** Explains by its status alone why a unit is not up; returns an empty text if that needs no explanation. */
    static String ofStatus(ServiceStatus status) {
        return status.state() == ServiceState.STOPPED
                ? VerbJudge.unmetCondition(status).orElse("")
                : ofState(status, FailureEvidence.of(status));
    }

    /** Explains a state that is not as it should be; returns an empty text for a state that needs no explanation. */
    static String ofState(ServiceStatus status) {
        return ofState(status, FailureEvidence.NONE);
    }

    /**
     * Explains a state that is not as it should be; returns an empty text for a state that needs no explanation.
     *
     * @param evidence what else is known of the run that failed
     */
    static String ofState(ServiceStatus status, FailureEvidence evidence) {
        return switch (status.state()) {
            case MASKED -> "the unit is masked; unmask it first";
            case NOT_FOUND -> "there is no unit file with this name";
            case ERROR -> status.loadState().equals("loaded") ? ofRun(status, evidence) : ofFile(status);
            case RESTARTING -> ofRun(status, evidence) + "; systemd will start it again";
            default -> "";
        };
    }

    private static String ofFile(ServiceStatus status) {
        String error = status.properties().text("LoadError");
        int quote = error.indexOf('"');
        String text = quote >= 0 ? error.substring(quote).replace("\"", "") : error;
        return "the unit file cannot be used (" + status.loadState() + "): " + text.strip()
                + "; run \"systemd-analyze verify\" to find the line";
    }

    private static String ofRun(ServiceStatus status, FailureEvidence evidence) {
        List<String> parts = new ArrayList<>();
        parts.add("result " + status.result());
        evidence.failedCommand()
                .ifPresentOrElse(
                        parts::add,
                        () -> status.exit().filter(exit -> !exit.isClean()).ifPresent(exit -> {
                            parts.add((exit.bySignal() ? "signal " : "exit code ") + exit);
                            parts.add(ofExit(exit, evidence));
                        }));
        parts.add(ofResult(status));
        if (!isOwnExit(status) || evidence.failedCommand().isPresent()) {
            parts.add(evidence.cause()
                    .map(cause -> "systemd reported \"" + cause + "\"")
                    .orElse(""));
        }
        if (status.startLimitHit()) {
            parts.add(
                    status.restarts() == 0
                            ? ofTooManyStarts()
                            : "start limit hit: systemd gave up after " + status.restarts() + " restarts; "
                                    + RECOVERY_HINT);
        }
        return parts.stream().filter(part -> !part.isEmpty()).collect(Collectors.joining(", "));
    }

    private static String ofResult(ServiceStatus status) {
        String text = RESULTS.getOrDefault(status.result(), "");
        return status.unit().type() == UnitType.SERVICE
                ? text
                : RESULTS_OF_OTHER_TYPES.getOrDefault(status.result(), text);
    }

    private static String ofExit(ProcessExit exit, FailureEvidence evidence) {
        if (exit.bySignal()) {
            return "";
        }
        return evidence.isOfUserManager() && USER_EXITS.contains(exit.code())
                ? NO_USERS
                : EXITS.getOrDefault(exit.code(), "");
    }

    /** Returns whether the program itself ended in this way, so that no message of the manager explains it. */
    private static boolean isOwnExit(ServiceStatus status) {
        return status.exit()
                .filter(exit -> exit.bySignal() || (exit.code() > 0 && exit.code() < FIRST_OF_SYSTEMD))
                .isPresent();
    }

    /** Explains a start that systemd refused, while the unit still shows how its last run ended. */
    static String ofTooManyStarts() {
        return "start limit hit: the unit was started too often within StartLimitIntervalSec=; " + RECOVERY_HINT;
    }
}

package io.github.servicehandler;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Says in words that a person can act on why a unit is not as it should be. Pure. */
final class FailureExplanation {

    private static final Map<String, String> RESULTS = Map.ofEntries(
            Map.entry("protocol", "it did not follow the protocol of its Type="),
            Map.entry("timeout", "it took longer than its TimeoutStartSec= or TimeoutStopSec= allows"),
            Map.entry("core-dump", "it crashed"),
            Map.entry("watchdog", "it did not send its WatchdogSec= keep-alive in time"),
            Map.entry("oom-kill", "the machine or the unit's limit ran out of memory"),
            Map.entry("resources", "the system could not provide what it needs"),
            Map.entry("start-limit-hit", "it was started too often within StartLimitIntervalSec="),
            Map.entry("exec-condition", "its ExecCondition= failed"));

    private static final Map<Integer, String> EXITS = Map.of(
            200, "the working directory does not exist or cannot be entered: see WorkingDirectory=",
            203, "the program of ExecStart= is missing or not executable",
            209, "its StandardOutput= could not be opened",
            216, "the group of Group= does not exist",
            217, "the user of User= does not exist",
            222, "its StandardError= could not be opened",
            226, "a mount namespace could not be set up: see ReadWritePaths=, ProtectSystem= and the like",
            233, "its RuntimeDirectory= could not be made",
            238, "its StateDirectory= could not be made");

    /** What to do about complaints that name a cause but no cure. */
    private static final Map<String, String> CURES = Map.of(
            "Job type reload is not applicable", "it has no ExecReload=, so restart it instead",
            "already exists", "its own file lies where the link would go",
            "is not inactive", "stop it first");

    private static final String HOW_TO_GO_ON = "find the cause, then reset-failed";

    private FailureExplanation() {}

    /** Explains a failed verb: what the unit shows, or where it shows nothing, what systemctl complained. */
    static String ofFailure(ServiceStatus after, SystemctlComplaint complaint) {
        String state = ofState(after);
        if (complaint.isNone() || after.state() == ServiceState.ERROR || after.state() == ServiceState.RESTARTING) {
            return state;
        }
        String about = complaint.about(after.unit());
        String hint = state.isEmpty() ? cure(about) : state;
        return about + (hint.isEmpty() ? "" : " (" + hint + ")");
    }

    private static String cure(String complaint) {
        return CURES.entrySet().stream()
                .filter(cure -> complaint.contains(cure.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    /** Explains a state that is not as it should be; empty for one that needs no explanation. */
    static String ofState(ServiceStatus status) {
        return switch (status.state()) {
            case MASKED -> "it is masked: unmask it first";
            case NOT_FOUND -> "there is no unit file of this name";
            case ERROR -> status.loadState().equals("loaded") ? ofRun(status) : ofFile(status);
            case RESTARTING -> ofRun(status) + "; systemd will start it again";
            default -> "";
        };
    }

    private static String ofFile(ServiceStatus status) {
        String error = status.properties().text("LoadError");
        int quote = error.indexOf('"');
        String text = quote >= 0 ? error.substring(quote).replace("\"", "") : error;
        return "its unit file cannot be used (" + status.loadState() + "): " + text.strip()
                + "; \"systemd-analyze verify\" tells the line";
    }

    private static String ofRun(ServiceStatus status) {
        List<String> parts = new ArrayList<>();
        parts.add("result " + status.result());
        status.exit().filter(exit -> !exit.isClean()).ifPresent(exit -> {
            parts.add((exit.bySignal() ? "signal " : "exit code ") + exit);
            if (!exit.bySignal() && EXITS.containsKey(exit.code())) {
                parts.add(EXITS.get(exit.code()));
            }
        });
        if (RESULTS.containsKey(status.result())) {
            parts.add(RESULTS.get(status.result()));
        }
        if (status.startLimitHit()) {
            parts.add(
                    status.restarts() == 0
                            ? ofTooManyStarts()
                            : "start limit hit: systemd has given up after " + status.restarts() + " restarts; "
                                    + HOW_TO_GO_ON);
        }
        return String.join(", ", parts);
    }

    /** Explains a start that systemd did not even try, while the unit still shows how its last run ended. */
    static String ofTooManyStarts() {
        return "start limit hit: it was started too often within StartLimitIntervalSec=; " + HOW_TO_GO_ON;
    }
}

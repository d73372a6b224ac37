package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.testing.internal.files.UnitNameMangler;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The answers of the system manager to an unprivileged caller: queries succeed, changes are denied. */
public final class AccessDenial {

    private static final int FIRST_WITH_ACCESS_DENIED = 257;
    private static final int FIRST_WITH_ONE_TRANSACTION = 262;
    private static final int NO_PERMISSION = 4;

    private static final Set<String> JOB_VERBS = Set.of(
            "start",
            "stop",
            "restart",
            "try-restart",
            "condrestart",
            "reload",
            "reload-or-restart",
            "try-reload-or-restart");

    /** The error messages of the verbs that handle one unit after the other, by verb. */
    private static final Map<String, String> COMPLAINTS_BY_UNIT_VERB = Map.of(
            "kill", "Failed to kill unit ",
            "reset-failed", "Failed to reset failed state of unit ",
            "clean", "Failed to add reference to unit ",
            "freeze", "Failed to add reference to unit ",
            "thaw", "Failed to add reference to unit ");

    private static final Set<String> FILE_VERBS = Set.of("enable", "disable", "reenable", "link", "mask", "unmask");

    private AccessDenial() {}

    /** Answers a systemctl command that is denied; returns false if the command is permitted. */
    public static boolean denySystemctl(List<String> words, int version, CommandReply reply) {
        String reason = reason(version);
        String verb = words.isEmpty() ? "" : words.get(0);
        List<String> units = words.isEmpty() ? List.of() : words.subList(1, words.size());
        if (JOB_VERBS.contains(verb)) {
            denyJobs(verb, units, reason, version, reply);
        } else if (FILE_VERBS.contains(verb)) {
            reply.fail(1, "Failed to " + verb + " unit: " + reason);
        } else if (verb.startsWith("daemon-re")) {
            reply.fail(1, "Reload daemon failed: " + reason);
        } else if (COMPLAINTS_BY_UNIT_VERB.containsKey(verb)) {
            String complaint = COMPLAINTS_BY_UNIT_VERB.getOrDefault(verb, "");
            units.forEach(unit -> reply.fail(1, complaint + UnitNameMangler.complete(unit) + ": " + reason));
            if (units.isEmpty()) {
                reply.fail(1, "Failed to execute operation: " + reason);
            }
        }
        return reply.failed();
    }

    /** Answers a systemd-run command, which is always denied; returns true. */
    public static boolean denySystemdRun(int version, CommandReply reply) {
        reply.fail(1, "Failed to start transient service unit: " + reason(version));
        return true;
    }

    private static String reason(int version) {
        return version < FIRST_WITH_ACCESS_DENIED ? "Interactive authentication required." : "Access denied";
    }

    private static void denyJobs(String verb, List<String> units, String reason, int version, CommandReply reply) {
        int exitCode = version < FIRST_WITH_ACCESS_DENIED ? 1 : NO_PERMISSION;
        if (units.size() > 1 && version >= FIRST_WITH_ONE_TRANSACTION) {
            reply.fail(exitCode, "Failed to enqueue jobs: " + reason);
            return;
        }
        for (String unit : units) {
            String name = UnitNameMangler.complete(unit);
            reply.fail(exitCode, "Failed to " + verb + " " + name + ": " + reason);
            reply.err("See system logs and 'systemctl status " + name + "' for details.");
        }
    }
}

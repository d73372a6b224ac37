package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.testing.internal.files.BusError;
import io.github.servicehandler.testing.internal.files.ManagerScope;
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
            "set-property", "Failed to set unit properties on ",
            "clean", "Failed to add reference to unit ",
            "freeze", "Failed to add reference to unit ",
            "thaw", "Failed to add reference to unit ");

    private static final Set<String> FILE_VERBS =
            Set.of("enable", "disable", "reenable", "preset", "link", "mask", "unmask", "revert");

    /** The error messages of the verbs that name no unit in their message, by verb. */
    private static final Map<String, String> COMPLAINTS = Map.of(
            "daemon-reload", "Reload daemon failed",
            "daemon-reexec", "Reload daemon failed",
            "add-wants", "Failed to add dependency",
            "add-requires", "Failed to add dependency",
            "set-default", "Failed to set default target",
            "preset-all", "Failed to preset all units");

    /** The error messages of the verbs that change a setting of the manager, by verb. */
    private static final Map<String, String> SETTINGS_OF_MANAGER = Map.of(
            "set-environment", "Failed to set environment",
            "unset-environment", "Failed to set environment",
            "import-environment", "Failed to import environment",
            "log-level", "Failed to set log level of org.freedesktop.systemd1 to %s",
            "log-target", "Failed to set log target of org.freedesktop.systemd1 to %s",
            "service-watchdogs", "Failed to set service-watchdog state");

    /** The reason for what systemd never permits to an unprivileged caller, with or without a password. */
    private static final String WITHOUT_AUTHENTICATION = "Access denied";

    private AccessDenial() {}

    /** Answers a systemctl command that is denied; returns false if the command is permitted. */
    public static boolean denySystemctl(CommandLineOptions line, int version, CommandReply reply) {
        List<String> words = line.words();
        String verb = words.isEmpty() ? "" : words.get(0);
        List<String> arguments = words.isEmpty() ? List.of() : words.subList(1, words.size());
        String reason = reason(version);
        if (line.has("--marked") || verb.equals("enqueue-marked")) {
            reply.fail(1, "Failed to start jobs: " + WITHOUT_AUTHENTICATION);
        } else if (verb.equals("isolate")) {
            List<String> targets = arguments.stream()
                    .map(target -> UnitNameMangler.complete(target, ".target"))
                    .toList();
            denyJobs("start", targets, reason, version, reply);
        } else if (JOB_VERBS.contains(verb)) {
            denyJobs(verb, arguments, reason, version, reply);
        } else if (FILE_VERBS.contains(verb)) {
            reply.fail(1, "Failed to " + verb + " unit: " + reason);
        } else if (verb.equals("edit") && line.has("--stdin") && !line.has("--full")) {
            reply.fail(
                    1, "Failed to create parent directories for '" + dropIn(line, arguments) + "': Permission denied");
        } else if (COMPLAINTS.containsKey(verb)) {
            reply.fail(1, COMPLAINTS.getOrDefault(verb, "") + ": " + reason);
        } else if (SETTINGS_OF_MANAGER.containsKey(verb)) {
            denySetting(verb, arguments, reply);
        } else if (COMPLAINTS_BY_UNIT_VERB.containsKey(verb)) {
            denyUnits(verb, arguments, reason, reply);
        }
        return reply.failed();
    }

    private static String dropIn(CommandLineOptions line, List<String> units) {
        String unit = units.isEmpty() ? "" : UnitNameMangler.complete(units.get(0));
        String directory =
                line.has("--runtime") ? ManagerScope.SYSTEM.runtimeDirectory : ManagerScope.SYSTEM.configDirectory;
        return directory + "/" + unit + ".d/" + line.value("--drop-in", "override.conf");
    }

    /** Denies to change a setting of the manager; without an argument, the verb only prints it. */
    private static void denySetting(String verb, List<String> arguments, CommandReply reply) {
        if (!arguments.isEmpty()) {
            String complaint = SETTINGS_OF_MANAGER.getOrDefault(verb, "");
            reply.fail(1, complaint.formatted(arguments.get(0)) + ": " + WITHOUT_AUTHENTICATION);
        }
    }

    private static void denyUnits(String verb, List<String> arguments, String reason, CommandReply reply) {
        String complaint = COMPLAINTS_BY_UNIT_VERB.getOrDefault(verb, "");
        List<String> units = verb.equals("set-property") && !arguments.isEmpty() ? arguments.subList(0, 1) : arguments;
        units.forEach(unit -> reply.fail(1, complaint + UnitNameMangler.complete(unit) + ": " + reason));
        if (units.isEmpty()) {
            reply.fail(1, "Failed to execute operation: " + reason);
        }
    }

    /** Answers a systemd-run command, which is always denied; returns true. */
    public static boolean denySystemdRun(int version, CommandReply reply) {
        reply.fail(1, "Failed to start transient service unit: " + reason(version));
        return true;
    }

    /** Returns the error with which the manager replies to a call that is denied. */
    public static BusError error(int version) {
        String name = version < FIRST_WITH_ACCESS_DENIED ? "InteractiveAuthorizationRequired" : "AccessDenied";
        return new BusError(name, reason(version));
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

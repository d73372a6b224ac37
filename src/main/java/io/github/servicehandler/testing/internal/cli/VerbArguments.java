package io.github.servicehandler.testing.internal.cli;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The number of arguments that each verb of systemctl accepts, and the first version that knows the verb. */
final class VerbArguments {

    private static final Set<String> AT_LEAST_ONE = Set.of(
            "start",
            "stop",
            "restart",
            "try-restart",
            "condrestart",
            "reload",
            "try-reload-or-restart",
            "kill",
            "clean",
            "freeze",
            "thaw",
            "enable",
            "disable",
            "reenable",
            "preset",
            "mask",
            "unmask",
            "revert",
            "edit",
            "link",
            "cat",
            "is-active",
            "is-enabled",
            "isolate",
            "set-default",
            "set-environment",
            "unset-environment",
            "service-log-level",
            "service-log-target");

    private static final Set<String> AT_LEAST_TWO =
            Set.of("add-wants", "add-requires", "set-property", "bind", "mount-image");

    private static final Set<String> NONE = Set.of(
            "get-default",
            "show-environment",
            "is-system-running",
            "daemon-reload",
            "daemon-reexec",
            "enqueue-marked",
            "default",
            "rescue",
            "emergency",
            "halt",
            "poweroff",
            "suspend",
            "hibernate",
            "hybrid-sleep",
            "suspend-then-hibernate",
            "soft-reboot",
            "sleep");

    private static final Set<String> AT_MOST_ONE =
            Set.of("isolate", "set-default", "service-watchdogs", "log-level", "log-target", "exit", "reboot");

    private static final Set<String> AT_MOST_TWO = Set.of("service-log-level", "service-log-target");

    private static final Map<String, Integer> FIRST_VERSIONS = Map.of(
            "list-paths", 254,
            "list-automounts", 249,
            "whoami", 254,
            "bind", 248,
            "mount-image", 248,
            "soft-reboot", 254,
            "sleep", 256,
            "enqueue-marked", 260);

    private VerbArguments() {}

    /** Returns systemctl's message about the number of arguments, or an empty string. */
    static String mistake(String verb, int count) {
        int least = AT_LEAST_TWO.contains(verb) ? 2 : AT_LEAST_ONE.contains(verb) ? 1 : 0;
        if (count < least) {
            return "Too few arguments.";
        }
        List<Set<String>> limits = List.of(NONE, AT_MOST_ONE, AT_MOST_TWO);
        for (int most = 0; most < limits.size(); most++) {
            if (limits.get(most).contains(verb) && count > most) {
                return "Too many arguments.";
            }
        }
        return "";
    }

    /** Returns the first version with the verb; 0 if every supported version has it. */
    static int firstVersion(String verb) {
        return FIRST_VERSIONS.getOrDefault(verb, 0);
    }
}

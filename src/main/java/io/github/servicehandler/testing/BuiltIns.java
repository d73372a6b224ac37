package io.github.servicehandler.testing;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The units that every manager has, and that are never unloaded. */
final class BuiltIns {

    private static final Map<String, String> DESCRIPTIONS = new TreeMap<>(Map.of(
            "default.target", "Main User Target",
            "basic.target", "Basic System",
            "multi-user.target", "Multi-User System",
            "sockets.target", "Sockets",
            "timers.target", "Timers",
            "paths.target", "Paths",
            "shutdown.target", "Shutdown",
            "app.slice", "User Application Slice",
            "system.slice", "System Slice"));

    private static final List<String> OF_SYSTEM_ONLY = List.of("multi-user.target", "system.slice");

    private BuiltIns() {}

    static boolean contains(String unit) {
        return DESCRIPTIONS.containsKey(unit);
    }

    /** Returns the names of all, those of either scope included. */
    static Set<String> names() {
        return DESCRIPTIONS.keySet();
    }

    /** Returns the descriptions of those that a manager of a scope has, by their names. */
    static Map<String, String> of(Scope scope) {
        Map<String, String> some = new TreeMap<>(DESCRIPTIONS);
        if (scope == Scope.SYSTEM) {
            some.remove("app.slice");
        } else {
            OF_SYSTEM_ONLY.forEach(some::remove);
        }
        return some;
    }
}

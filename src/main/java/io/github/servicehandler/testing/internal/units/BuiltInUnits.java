package io.github.servicehandler.testing.internal.units;

import io.github.servicehandler.testing.internal.files.ManagerScope;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The units that every manager of a scope has and never unloads. */
public final class BuiltInUnits {

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

    private static final List<String> SYSTEM_ONLY = List.of("multi-user.target", "system.slice");

    private BuiltInUnits() {}

    static boolean contains(String unit) {
        return DESCRIPTIONS.containsKey(unit);
    }

    /** Returns the names of the built-in units of both scopes. */
    public static Set<String> names() {
        return DESCRIPTIONS.keySet();
    }

    /** Returns the descriptions of the built-in units of a scope, by name. */
    public static Map<String, String> descriptions(ManagerScope scope) {
        Map<String, String> descriptions = new TreeMap<>(DESCRIPTIONS);
        if (scope == ManagerScope.SYSTEM) {
            descriptions.remove("app.slice");
        } else {
            SYSTEM_ONLY.forEach(descriptions::remove);
        }
        return descriptions;
    }
}

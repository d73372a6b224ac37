package io.github.servicehandler.testing;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Knows the units that every manager has. */
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

    /** Installs and starts them. */
    static void boot(Manager manager) {
        DESCRIPTIONS.forEach((name, description) -> {
            boolean ofUserOnly = name.equals("app.slice");
            if (manager.scope() == Scope.SYSTEM ? !ofUserOnly : !OF_SYSTEM_ONLY.contains(name)) {
                manager.store()
                        .files()
                        .write(manager.scope().vendor + "/" + name, "[Unit]\nDescription=" + description + "\n");
            }
        });
        DESCRIPTIONS.keySet().stream()
                .filter(name -> manager.store().find(name) != null)
                .forEach(name -> bring(manager, name));
    }

    private static void bring(Manager manager, String name) {
        try {
            Unit unit = manager.load(name);
            if (!name.equals("shutdown.target")) {
                unit.checks.run(unit);
                unit.onStart();
            }
        } catch (BusError e) {
            throw new IllegalStateException(e);
        }
    }
}

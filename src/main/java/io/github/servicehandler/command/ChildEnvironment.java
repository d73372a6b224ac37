package io.github.servicehandler.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Environment variables with which systemd's tools print output for a program rather than for a person. */
final class ChildEnvironment {

    /**
     * One language, one time zone, and no colours, links or pager, so that parsed output does not depend on the user's
     * settings.
     */
    private static final Map<String, String> PLAIN = Map.of(
            "LC_ALL", "C.UTF-8",
            "TZ", "UTC",
            "SYSTEMD_COLORS", "0",
            "SYSTEMD_URLIFY", "0",
            "SYSTEMD_PAGER", "",
            "SYSTEMD_LOG_LEVEL", "info",
            "SYSTEMD_OFFLINE", "0");

    private ChildEnvironment() {}

    static void prepare(Map<String, String> environment) {
        environment.putAll(PLAIN);
        if (environment.getOrDefault(RuntimeDirectory.VARIABLE, "").isEmpty()) {
            // an empty variable counts as unset, as in the XDG specification, but not for systemctl
            environment.remove(RuntimeDirectory.VARIABLE);
            // without it "systemctl --user" finds no bus
            Path runtimeDir = RuntimeDirectory.defaultDirectory();
            if (Files.isDirectory(runtimeDir)) {
                environment.put(RuntimeDirectory.VARIABLE, runtimeDir.toString());
            }
        }
    }
}

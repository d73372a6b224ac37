package io.github.servicehandler.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Sets what a child needs in its environment so that systemd's tools answer to a program, not to a person. */
final class ChildEnvironment {

    /** One language, one time zone, no colours, links or pager: what is parsed must not depend on who asks. */
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
        if (!environment.containsKey(RuntimeDirectory.VARIABLE)) {
            // without it "systemctl --user" finds no bus
            Path runtimeDir = RuntimeDirectory.byDefault();
            if (Files.isDirectory(runtimeDir)) {
                environment.put(RuntimeDirectory.VARIABLE, runtimeDir.toString());
            }
        }
    }
}

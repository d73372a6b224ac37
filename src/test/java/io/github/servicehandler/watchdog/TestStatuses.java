package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.unit.UnitProperties;
import java.util.LinkedHashMap;
import java.util.Map;

/** Statuses for tests. */
public final class TestStatuses {

    private TestStatuses() {}

    public static ServiceStatus running(String run) {
        return status("active", "running", Map.of("InvocationID", run));
    }

    static ServiceStatus stopped() {
        return status("inactive", "dead", Map.of("Result", "success"));
    }

    static ServiceStatus failed() {
        return status("failed", "failed", Map.of("Result", "exit-code", "ExecMainCode", "1", "ExecMainStatus", "7"));
    }

    static ServiceStatus restarting() {
        return status("activating", "auto-restart", Map.of("Result", "exit-code"));
    }

    static ServiceStatus strange() {
        return status("active", "levitating", Map.of());
    }

    public static ServiceStatus status(String active, String sub, Map<String, String> more) {
        UnitName name = UnitName.of("bot");
        Map<String, String> properties = new LinkedHashMap<>(
                Map.of("Id", name.toString(), "LoadState", "loaded", "ActiveState", active, "SubState", sub));
        properties.putAll(more);
        return new ServiceStatus(name, UnitProperties.of(properties));
    }
}

package io.github.servicehandler.watch;

import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.unit.UnitProperties;
import java.util.LinkedHashMap;
import java.util.Map;

/** Statuses for tests. */
final class TestStatuses {

    private TestStatuses() {}

    public static ServiceStatus running(String unit) {
        return status(unit, "loaded", "active", "running", Map.of());
    }

    public static ServiceStatus running(String unit, String invocation, int restarts) {
        return status(
                unit,
                "loaded",
                "active",
                "running",
                Map.of("InvocationID", invocation, "NRestarts", String.valueOf(restarts)));
    }

    static ServiceStatus stopped(String unit) {
        return status(unit, "loaded", "inactive", "dead", Map.of());
    }

    static ServiceStatus failed(String unit) {
        return status(unit, "loaded", "failed", "failed", Map.of("Result", "exit-code"));
    }

    static ServiceStatus notFound(String unit) {
        return status(unit, "not-found", "inactive", "dead", Map.of());
    }

    static ServiceStatus enabled(String unit, String word) {
        return status(unit, "loaded", "inactive", "dead", Map.of("UnitFileState", word));
    }

    public static ServiceStatus status(String unit, String load, String active, String sub, Map<String, String> more) {
        UnitName name = UnitName.of(unit);
        Map<String, String> properties = new LinkedHashMap<>(
                Map.of("Id", name.toString(), "LoadState", load, "ActiveState", active, "SubState", sub));
        properties.putAll(more);
        return new ServiceStatus(name, UnitProperties.of(properties));
    }
}

package io.github.servicehandler;

import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.unit.UnitProperties;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The output of {@code systemctl show} for one unit. Immutable: each change returns a copy. */
final class Shown {

    private final Map<String, String> properties;

    private Shown(Map<String, String> properties) {
        this.properties = properties;
    }

    /** Returns a loaded service that never ran. */
    static Shown unit(String name) {
        String id = UnitName.of(name).toString();
        return new Shown(Map.of())
                .with("Id", id)
                .with("Names", id)
                .with("LoadState", "loaded")
                .with("ActiveState", "inactive")
                .with("SubState", "dead")
                .with("Result", "success")
                .with("Type", "simple")
                .with("MainPID", "0")
                .with("NRestarts", "0")
                .with("ExecMainCode", "0")
                .with("ExecMainStatus", "0")
                .with("StartLimitBurst", "5")
                .with("InvocationID", "")
                .with("ConditionTimestampMonotonic", "0")
                .with("UnitFileState", "disabled");
    }

    /** Returns a unit that does not exist. */
    static Shown missing(String name) {
        return unit(name).with("LoadState", "not-found").with("UnitFileState", "");
    }

    Shown with(String name, Object value) {
        Map<String, String> more = new LinkedHashMap<>(properties);
        more.put(name, value.toString());
        return new Shown(more);
    }

    Shown is(String active, String sub) {
        return with("ActiveState", active).with("SubState", sub);
    }

    Shown running() {
        return is("active", "running").with("MainPID", "42").run("aaaa");
    }

    Shown dead() {
        return is("inactive", "dead");
    }

    Shown failed() {
        return is("failed", "failed").with("Result", "exit-code").exited(1).run("aaaa");
    }

    Shown exited(int code) {
        return with("ExecMainCode", 1).with("ExecMainStatus", code);
    }

    Shown run(String invocation) {
        return with("InvocationID", invocation);
    }

    Shown enablement(String word) {
        return with("UnitFileState", word);
    }

    UnitName name() {
        return UnitName.of(properties.getOrDefault("Id", ""));
    }

    ServiceStatus status() {
        return new ServiceStatus(name(), UnitProperties.of(properties));
    }

    @Override
    public String toString() {
        return properties.entrySet().stream()
                .map(property -> property.getKey() + "=" + property.getValue() + "\n")
                .collect(Collectors.joining());
    }
}

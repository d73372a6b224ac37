package io.github.servicehandler;

import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.unit.UnitProperties;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The output of {@code systemctl show} for one unit. Immutable: each change returns a copy. */
final class ShowOutput {

    private final Map<String, String> properties;

    private ShowOutput(Map<String, String> properties) {
        this.properties = properties;
    }

    /** Returns a loaded service that never ran. */
    static ShowOutput unit(String name) {
        String id = UnitName.of(name).toString();
        return new ShowOutput(Map.of())
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
    static ShowOutput missing(String name) {
        return unit(name).with("LoadState", "not-found").with("UnitFileState", "");
    }

    ShowOutput with(String name, Object value) {
        Map<String, String> more = new LinkedHashMap<>(properties);
        more.put(name, value.toString());
        return new ShowOutput(more);
    }

    ShowOutput is(String active, String sub) {
        return with("ActiveState", active).with("SubState", sub);
    }

    ShowOutput running() {
        return is("active", "running").with("MainPID", "42").run("aaaa");
    }

    ShowOutput dead() {
        return is("inactive", "dead");
    }

    ShowOutput failed() {
        return is("failed", "failed").with("Result", "exit-code").exited(1).run("aaaa");
    }

    ShowOutput exited(int code) {
        return with("ExecMainCode", 1).with("ExecMainStatus", code);
    }

    ShowOutput run(String invocation) {
        return with("InvocationID", invocation);
    }

    ShowOutput enablement(String word) {
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

package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.testing.internal.files.ManagerScope;
import io.github.servicehandler.testing.internal.manager.Manager;
import io.github.servicehandler.testing.internal.manager.SystemState;
import java.util.LinkedHashMap;
import java.util.Map;

/** The properties of the manager itself, as {@code systemctl show} prints them. */
public final class ManagerShowProperties {

    private ManagerShowProperties() {}

    public static Map<String, String> of(Manager manager) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Version", version(manager));
        all.put("Features", "+FAKE default-hierarchy=unified");
        all.put("Virtualization", "");
        all.put("Architecture", "x86-64");
        all.put("NNames", "" + manager.units().size());
        all.put("NFailedUnits", "" + SystemState.failedUnits(manager));
        all.put("NJobs", "" + manager.jobs().count());
        all.put("UnitPath", String.join(" ", manager.scope().searchPath()));
        all.put(
                "Environment",
                ShownWordList.join(manager.environment().all().entrySet().stream()
                        .map(variable -> variable.getKey() + "=" + variable.getValue())
                        .toList()));
        all.put("ControlGroup", controlGroup(manager.scope()));
        all.put("SystemState", SystemState.of(manager));
        all.put("DefaultTimeoutStartUSec", "1min 30s");
        all.put("DefaultTimeoutStopUSec", "1min 30s");
        all.put("DefaultRestartUSec", "100ms");
        all.put("DefaultStartLimitIntervalUSec", "10s");
        all.put("DefaultStartLimitBurst", "5");
        return all;
    }

    static String version(Manager manager) {
        return manager.version() + ".0-fake";
    }

    /** Returns the control group of the manager, which is also that of its root slice. */
    static String controlGroup(ManagerScope scope) {
        return scope == ManagerScope.USER ? "/user.slice/user-1000.slice/user@1000.service" : "";
    }
}

package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.testing.internal.files.DependencyType;
import io.github.servicehandler.testing.internal.files.LoadState;
import io.github.servicehandler.testing.internal.files.ManagerScope;
import io.github.servicehandler.testing.internal.files.UnitFileLookup;
import io.github.servicehandler.testing.internal.files.UnitFileStateLookup;
import io.github.servicehandler.testing.internal.files.UnitSource;
import io.github.servicehandler.testing.internal.services.ServiceConfig;
import io.github.servicehandler.testing.internal.services.ServiceUnit;
import io.github.servicehandler.testing.internal.time.Microseconds;
import io.github.servicehandler.testing.internal.units.ControlGroupPath;
import io.github.servicehandler.testing.internal.units.JobTimeLimits;
import io.github.servicehandler.testing.internal.units.StaleUnitCheck;
import io.github.servicehandler.testing.internal.units.TimerUnit;
import io.github.servicehandler.testing.internal.units.TriggeredJobMode;
import io.github.servicehandler.testing.internal.units.Unit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The properties that every unit has, in the order in which systemctl 252 shows them. */
public final class UnitShowProperties {

    /** The types with the property {@code Result}, besides those that have classes of their own for properties. */
    private static final List<String> WITH_RESULT = List.of(".socket", ".path", ".mount", ".automount", ".swap");

    private final Unit unit;
    private final TimestampStyle style;
    private final Set<String> wanted;
    private final Map<String, String> all = new LinkedHashMap<>();

    private UnitShowProperties(Unit unit, TimestampStyle style, Set<String> wanted) {
        this.unit = unit;
        this.style = style;
        this.wanted = wanted;
    }

    /**
     * Returns the properties of a unit, in the order in which systemctl 252 shows them.
     *
     * @param wanted the properties to print, or none for all; expensive properties are computed only if wanted
     */
    public static Map<String, String> of(Unit unit, Set<String> wanted, TimestampStyle style) {
        UnitShowProperties properties = new UnitShowProperties(unit, style, wanted);
        if (unit instanceof ServiceUnit service) {
            properties.all.putAll(ServiceShowProperties.of(service, style));
        }
        if (unit instanceof TimerUnit timer) {
            properties.all.putAll(TimerShowProperties.of(timer, style));
        }
        if (WITH_RESULT.stream().anyMatch(unit.id::endsWith)) {
            properties.all.put("Result", unit.result());
        }
        properties.names();
        properties.dependencies();
        properties.state();
        properties.file();
        properties.timestamps();
        properties.capabilities();
        properties.checks();
        properties.all.put("StartLimitIntervalUSec", Microseconds.format(unit.startLimit().intervalMicros));
        properties.all.put("StartLimitBurst", "" + unit.startLimit().burst);
        properties.all.put(
                "StartLimitAction", unit.settings().word("Unit", "StartLimitAction", ServiceConfig.ACTIONS, "none"));
        properties.all.put("InvocationID", unit.invocation());
        properties.controlGroup();
        properties.all.put("Markers", unit.markers().text());
        properties.all.put(
                "CollectMode",
                unit.settings().word("Unit", "CollectMode", Set.of("inactive", "inactive-or-failed"), "inactive"));
        return properties.all;
    }

    private void controlGroup() {
        if (unit.id.equals("-.slice")) {
            all.put("ControlGroup", ManagerShowProperties.controlGroup(unit.context.scope()));
        } else if (unit.id.endsWith(".slice") || unit.id.endsWith(".socket")) {
            boolean exists = !unit.activeState().isDown()
                    && (unit.id.endsWith(".slice") || unit.context.quirks().socketsHaveControlGroups());
            all.put("ControlGroup", exists ? ControlGroupPath.of(unit) : "");
        }
    }

    private boolean isWanted(String property) {
        return wanted.isEmpty() || wanted.contains(property);
    }

    private void names() {
        all.put("Id", unit.id);
        all.put("Names", ShownWordList.join(unit.names()));
        all.put("Following", "");
    }

    private void dependencies() {
        boolean isService = unit.loadState() == LoadState.LOADED && unit instanceof ServiceUnit;
        boolean byDefault = isService && unit.settings().flag("Unit", "DefaultDependencies", true);
        for (DependencyType kind : DependencyType.values()) {
            String others = ShownWordList.join(
                    unit.dependencies(kind).stream().map(other -> other.id).toList());
            String implicit = isService && kind == DependencyType.AFTER ? implicitOrder() : "";
            String defaults = byDefault ? defaults(kind) : "";
            all.put(
                    kind.propertyName,
                    Stream.of(implicit, defaults, others)
                            .filter(list -> !list.isEmpty())
                            .collect(Collectors.joining(" ")));
        }
    }

    /** Returns the units that a service is ordered after even without default dependencies. */
    private String implicitOrder() {
        if (unit.context.scope() == ManagerScope.SYSTEM) {
            return "systemd-journald.socket";
        }
        return unit.context.version() < 257 ? "" : "-.mount";
    }

    /** Returns the default dependencies of a service. */
    private String defaults(DependencyType kind) {
        boolean user = unit.context.scope() == ManagerScope.USER;
        return switch (kind) {
            case REQUIRES -> user ? "basic.target" : "sysinit.target";
            case AFTER -> user ? "basic.target" : "basic.target sysinit.target";
            case CONFLICTS, BEFORE -> "shutdown.target";
            default -> "";
        };
    }

    private void state() {
        all.put("Description", unit.description());
        all.put("LoadState", unit.loadState().word);
        all.put("ActiveState", unit.activeState().word());
        all.put("FreezerState", unit instanceof ServiceUnit service && service.record.frozen ? "frozen" : "running");
        all.put("SubState", unit.subState());
    }

    private void file() {
        boolean wantsFileState = isWanted("UnitFileState") || isWanted("UnitFilePreset");
        String state = wantsFileState ? unit.fileState() : "";
        all.put("FragmentPath", unit.context.unitFiles().shownPath(unit.source().path()));
        all.put("SourcePath", "");
        all.put(
                "DropInPaths",
                ShownWordList.join(unit.source().dropIns().stream()
                        .map(UnitSource.Part::path)
                        .toList()));
        all.put("UnitFileState", state);
        all.put(
                "UnitFilePreset",
                new UnitFileStateLookup(unit.context.unitFiles(), unit.context.scope())
                        .preset(UnitFileLookup.fileName(unit.source().path()), state));
    }

    private void timestamps() {
        timestamp("StateChangeTimestamp", unit.timestamps.stateChange);
        timestamp("InactiveExitTimestamp", unit.timestamps.inactiveExit);
        timestamp("ActiveEnterTimestamp", unit.timestamps.activeEnter);
        timestamp("ActiveExitTimestamp", unit.timestamps.activeExit);
        timestamp("InactiveEnterTimestamp", unit.timestamps.inactiveEnter);
    }

    private void timestamp(String name, long micros) {
        all.put(name, style.print(micros));
        all.put(name + "Monotonic", "" + micros);
    }

    private void capabilities() {
        boolean loaded = unit.loadState() == LoadState.LOADED;
        all.put("CanStart", yesNo(loaded && !unit.settings().flag("Unit", "RefuseManualStart", false)));
        all.put("CanStop", yesNo(!unit.settings().flag("Unit", "RefuseManualStop", false)));
        all.put("CanReload", yesNo(unit.canReload()));
        all.put("CanIsolate", yesNo(loaded && unit.settings().flag("Unit", "AllowIsolate", false)));
        all.put("Perpetual", yesNo(unit.isPerpetual()));
        JobTimeLimits limits = JobTimeLimits.of(unit.settings());
        all.put("JobTimeoutUSec", Microseconds.format(limits.total()));
        all.put("JobRunningTimeoutUSec", Microseconds.format(limits.running()));
        all.put("OnFailureJobMode", TriggeredJobMode.of(unit.settings(), DependencyType.ON_FAILURE));
        all.put("Job", unit.job == null ? "" : "" + unit.job.id);
        all.put("RefuseManualStart", yesNo(unit.settings().flag("Unit", "RefuseManualStart", false)));
        all.put("RefuseManualStop", yesNo(unit.settings().flag("Unit", "RefuseManualStop", false)));
        all.put("DefaultDependencies", yesNo(unit.settings().flag("Unit", "DefaultDependencies", true)));
        all.put("NeedDaemonReload", yesNo(isWanted("NeedDaemonReload") && StaleUnitCheck.isStale(unit)));
    }

    private void checks() {
        all.put("ConditionResult", yesNo(unit.conditions.conditionsMet()));
        all.put("AssertResult", yesNo(unit.conditions.assertsMet()));
        timestamp("ConditionTimestamp", unit.conditions.conditionMicros);
        timestamp("AssertTimestamp", unit.conditions.assertMicros);
        boolean loaded = unit.loadState() == LoadState.LOADED;
        all.put("LoadError", loaded ? "" : unit.loadState().error(unit.id).asLoadError());
        all.put("Transient", yesNo(unit.isTransient()));
    }

    static String yesNo(boolean value) {
        return value ? "yes" : "no";
    }
}

package io.github.servicehandler.testing.internal.bus;

import io.github.servicehandler.testing.internal.files.DependencyType;
import io.github.servicehandler.testing.internal.files.UnitNameMangler;
import io.github.servicehandler.testing.internal.units.Unit;
import io.github.servicehandler.unit.UnitType;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A D-Bus interface of systemd's objects: its properties, their types, and how their changes are signalled. */
final class BusInterface {

    private static final String PREFIX = "org.freedesktop.systemd1.";

    static final BusInterface MANAGER = new BusInterface("Manager")
            .has("s", "Version Features Virtualization Architecture ControlGroup SystemState")
            .has("u", "NNames NFailedUnits NJobs DefaultStartLimitBurst")
            .has("as", "UnitPath");

    static final BusInterface UNIT = new BusInterface("Unit")
            .changes("s", "ActiveState FreezerState SubState")
            .changes("b", "ConditionResult AssertResult")
            .changes("ay", "InvocationID")
            .changes("(uo)", "Job")
            .changes("t", timestamps("StateChange", "InactiveExit", "ActiveEnter", "ActiveExit", "InactiveEnter"))
            .changes("t", timestamps("Condition", "Assert"))
            .has("s", "Id Following Description LoadState FragmentPath SourcePath UnitFileState UnitFilePreset")
            .has("s", "CollectMode OnFailureJobMode StartLimitAction")
            .has("as", "Names DropInPaths")
            .has("as", dependencies())
            .has("b", "CanStart CanStop CanReload CanIsolate Perpetual RefuseManualStart RefuseManualStop Transient")
            .has("b", "DefaultDependencies NeedDaemonReload")
            .has("t", "JobTimeoutUSec StartLimitIntervalUSec")
            .has("u", "StartLimitBurst")
            .has("(ss)", "LoadError")
            .invalidates("Conditions Asserts");

    private static final BusInterface SERVICE = new BusInterface("Service")
            .changes("s", "StatusText Result ReloadResult CleanResult")
            .changes("u", "MainPID ControlPID ExecMainPID NRestarts UID GID")
            .changes("i", "StatusErrno ExecMainCode ExecMainStatus")
            .changes("t", timestamps("ExecMainStart", "ExecMainExit"))
            .has("s", "Type Restart PIDFile NotifyAccess BusName Slice ControlGroup WorkingDirectory KillMode")
            .has("s", "StandardInput StandardOutput StandardError SyslogIdentifier LogNamespace User Group")
            .has("t", "RestartUSec TimeoutStartUSec TimeoutStopUSec RuntimeMaxUSec WatchdogUSec")
            .has("t", "MemoryCurrent CPUUsageNSec TasksCurrent MemoryMax MemoryHigh TasksMax")
            .has("b", "GuessMainPID RemainAfterExit SendSIGKILL")
            .has("i", "Nice KillSignal")
            .invalidates(
                    "ExecCondition ExecConditionEx ExecStartPre ExecStartPreEx ExecStart ExecStartEx ExecStartPost")
            .invalidates("ExecStartPostEx ExecReload ExecReloadEx ExecStop ExecStopEx ExecStopPost ExecStopPostEx");

    private static final BusInterface TIMER = new BusInterface("Timer")
            .changes("t", "NextElapseUSecRealtime NextElapseUSecMonotonic LastTriggerUSec LastTriggerUSecMonotonic")
            .changes("s", "Result")
            .has("s", "Unit")
            .has("t", "AccuracyUSec")
            .has("b", "RemainAfterElapse")
            .invalidates("TimersMonotonic TimersCalendar");

    /** The types that have a result, besides those with an interface above. */
    private static final Set<UnitType> WITH_RESULT =
            EnumSet.of(UnitType.SOCKET, UnitType.PATH, UnitType.MOUNT, UnitType.AUTOMOUNT, UnitType.SWAP);

    /** The types whose control group is shown, besides services. */
    private static final Set<UnitType> WITH_CONTROL_GROUP = EnumSet.of(UnitType.SLICE, UnitType.SOCKET);

    private final String name;
    private final Map<String, String> types = new LinkedHashMap<>();
    private final Map<String, String> changing = new LinkedHashMap<>();
    private List<String> invalidated = List.of();

    private BusInterface(String word) {
        name = PREFIX + word;
    }

    private static String timestamps(String... names) {
        StringBuilder all = new StringBuilder();
        for (String name : names) {
            all.append(name).append("Timestamp ").append(name).append("TimestampMonotonic ");
        }
        return all.toString().strip();
    }

    private static String dependencies() {
        return String.join(
                " ",
                Stream.of(DependencyType.values())
                        .map(kind -> kind.propertyName)
                        .toList());
    }

    /** Adds properties whose changes are not signalled. */
    private BusInterface has(String type, String names) {
        for (String property : names.split(" ", -1)) {
            types.put(property, type);
        }
        return this;
    }

    /** Adds properties whose new values are sent when they change. */
    private BusInterface changes(String type, String names) {
        for (String property : names.split(" ", -1)) {
            changing.put(property, type);
        }
        return has(type, names);
    }

    /** Adds properties that are only reported as changed. */
    private BusInterface invalidates(String names) {
        invalidated = Stream.concat(invalidated.stream(), Stream.of(names.split(" ", -1)))
                .toList();
        return this;
    }

    /**
     * Returns the interfaces of a unit's object in the order of their change signals: the one of the unit's type first.
     */
    static List<BusInterface> of(Unit unit) {
        UnitType type = UnitNameMangler.type(unit.id).orElseThrow();
        return switch (type) {
            case SERVICE -> List.of(SERVICE, UNIT);
            case TIMER -> List.of(TIMER, UNIT);
            default -> List.of(ofType(type), UNIT);
        };
    }

    private static BusInterface ofType(UnitType type) {
        BusInterface busInterface = new BusInterface(capitalised(type.name()));
        if (WITH_CONTROL_GROUP.contains(type)) {
            busInterface.has("s", "ControlGroup");
        }
        return WITH_RESULT.contains(type) ? busInterface.changes("s", "Result") : busInterface;
    }

    private static String capitalised(String word) {
        return word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT);
    }

    String name() {
        return name;
    }

    /** Returns the D-Bus type of a property, or {@code null} if there is no such property. */
    @Nullable
    String type(String property) {
        return types.get(property);
    }

    Set<String> properties() {
        return types.keySet();
    }

    /** Returns the properties whose new values are sent when they change. */
    Set<String> changing() {
        return changing.keySet();
    }

    boolean signalsChanges() {
        return !changing.isEmpty();
    }

    /** Returns the properties that are only reported as changed, without their new values. */
    List<String> invalidated() {
        return invalidated;
    }
}

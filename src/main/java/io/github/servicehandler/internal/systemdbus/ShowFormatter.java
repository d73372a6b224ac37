package io.github.servicehandler.internal.systemdbus;

import io.github.servicehandler.internal.dbus.Variant;
import io.github.servicehandler.internal.systemctl.PropertySelection;
import io.github.servicehandler.internal.systemctl.StatusProperties;
import io.github.servicehandler.internal.text.QuotedWords;
import io.github.servicehandler.unit.UnitProperties;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Formatter of property values, which prints them as {@code systemctl show} does, so that a status is the same from
 * every source.
 */
public final class ShowFormatter {

    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern(
                    "EEE yyyy-MM-dd HH:mm:ss.SSSSSS 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** Numbers whose largest value stands for an unknown one. */
    private static final Set<String> MAY_BE_UNKNOWN = Set.of("MemoryCurrent", "CPUUsageNSec", "TasksCurrent");

    /** Limits whose largest value stands for no limit. */
    private static final Set<String> MAY_BE_INFINITE = Set.of("MemoryMax", "MemoryHigh", "TasksMax");

    private static final List<String> OF_MANAGER = List.of("Version", "UnitPath", "SystemState");

    private static final List<String> DEPENDENCIES = List.of(
            "Requires",
            "RequiredBy",
            "Requisite",
            "RequisiteOf",
            "BindsTo",
            "BoundBy",
            "Wants",
            "WantedBy",
            "PartOf",
            "ConsistsOf",
            "Conflicts",
            "ConflictedBy",
            "Before",
            "After",
            "OnFailure",
            "Triggers",
            "TriggeredBy");

    private static final List<String> SETTINGS = List.of(
            "Following",
            "SourcePath",
            "Slice",
            "ControlGroup",
            "Restart",
            "KillMode",
            "User",
            "Group",
            "CanStart",
            "CanStop",
            "CanIsolate",
            "Transient");

    private static final List<String> RUN = List.of(
            "ActiveEnterTimestamp",
            "ActiveExitTimestamp",
            "InactiveEnterTimestamp",
            "InactiveExitTimestamp",
            "ExecMainStartTimestamp",
            "ExecMainExitTimestamp",
            "ExecMainPID",
            "ControlPID");

    /** The properties that this class prints exactly as systemctl does. */
    private static final Set<String> KNOWN = Stream.of(
                    StatusProperties.ALL, OF_MANAGER, DEPENDENCIES, SETTINGS, RUN, MAY_BE_INFINITE)
            .flatMap(Collection::stream)
            .collect(Collectors.toUnmodifiableSet());

    private static final long LARGEST = -1;

    private ShowFormatter() {}

    /** Returns whether this class can print all of the properties. */
    static boolean knowsAll(Collection<String> properties) {
        return KNOWN.containsAll(properties);
    }

    /** Formats those of some properties that have a value, in the order of their names. */
    static UnitProperties select(List<String> properties, Map<String, Variant> values) {
        return PropertySelection.of(properties, name -> {
            Variant value = values.get(name);
            return value == null ? null : of(name, value);
        });
    }

    /** Formats the value of a property. */
    public static String of(String property, Variant variant) {
        Object value = variant.value();
        if (value instanceof Boolean yes) {
            return yes ? "yes" : "no";
        }
        if (value instanceof Long number && variant.signature().toString().equals("t")) {
            return number(property, number);
        }
        if (value instanceof byte[] id) {
            return HexFormat.of().formatHex(id);
        }
        if (value instanceof List<?> values) {
            if (property.equals("Job")) {
                return job(values);
            }
            return variant.signature().toString().startsWith("(") ? error(values) : words(values);
        }
        return value.toString();
    }

    private static String number(String property, long number) {
        if (property.endsWith("Timestamp")) {
            return timestamp(number);
        }
        if (number == LARGEST && MAY_BE_INFINITE.contains(property)) {
            return "infinity";
        }
        return number == LARGEST && MAY_BE_UNKNOWN.contains(property) ? "[not set]" : Long.toUnsignedString(number);
    }

    private static String timestamp(long micros) {
        return micros == 0 ? "" : TIMESTAMP.format(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
    }

    private static String words(List<?> values) {
        return QuotedWords.join(values.stream().map(Object::toString).toList());
    }

    /** Formats the job of a unit: its id without its path, or an empty text if there is none. */
    private static String job(List<?> values) {
        String id = values.isEmpty() ? "0" : values.get(0).toString();
        return id.equals("0") ? "" : id;
    }

    /** Formats a {@code LoadError}: a name and a message, both empty if there is no error. */
    private static String error(List<?> values) {
        return values.size() == 2 && !values.get(0).equals("") ? values.get(0) + " \"" + values.get(1) + '"' : "";
    }
}

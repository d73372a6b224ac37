package io.github.servicehandler.unit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The list settings for which an empty assignment does something else than to drop the values before it. */
final class ListSettings {

    static final Set<String> TIMES =
            Set.of("OnCalendar", "OnActiveSec", "OnBootSec", "OnStartupSec", "OnUnitActiveSec", "OnUnitInactiveSec");
    static final Set<String> PATHS =
            Set.of("PathExists", "PathExistsGlob", "PathChanged", "PathModified", "DirectoryNotEmpty");
    static final Set<String> ADDRESSES = Set.of(
            "ListenStream",
            "ListenDatagram",
            "ListenSequentialPacket",
            "ListenFIFO",
            "ListenSpecial",
            "ListenNetlink",
            "ListenMessageQueue",
            "ListenUSBFunction");

    private static final Set<String> DEPENDENCIES = Set.of(
            "Requires",
            "Requisite",
            "Wants",
            "BindsTo",
            "Upholds",
            "Conflicts",
            "Before",
            "After",
            "OnSuccess",
            "OnFailure",
            "PropagatesReloadTo",
            "ReloadPropagatedFrom",
            "PropagatesStopTo",
            "StopPropagatedFrom",
            "PartOf",
            "JoinsNamespaceOf");

    private ListSettings() {}

    /** Returns the assignments of some settings of one list that are in effect. */
    static List<Assignment> effective(List<Assignment> section, String name, Set<String> keys) {
        Predicate<String> resets = resetting(name, keys.iterator().next());
        List<Assignment> effective = new ArrayList<>();
        for (Assignment entry : section) {
            if (entry.value().isEmpty() && resets.test(entry.key())) {
                effective.clear();
            } else if (!entry.value().isEmpty() && keys.contains(entry.key())) {
                effective.add(entry);
            }
        }
        return List.copyOf(effective);
    }

    /** Returns the keys whose empty assignment drops the values of a setting. */
    private static Predicate<String> resetting(String section, String key) {
        return switch (section) {
            case "Timer" -> together(TIMES, key);
            case "Path" -> together(PATHS, key);
            case "Socket" -> together(ADDRESSES, key);
            case "Unit" -> resettingOfUnit(key);
            default -> key::equals;
        };
    }

    private static Predicate<String> together(Set<String> keys, String key) {
        return keys.contains(key) ? keys::contains : key::equals;
    }

    private static Predicate<String> resettingOfUnit(String key) {
        for (String prefix : List.of("Condition", "Assert")) {
            if (key.startsWith(prefix)) {
                return other -> other.startsWith(prefix);
            }
        }
        return DEPENDENCIES.contains(key) ? other -> false : key::equals;
    }
}

package io.github.servicehandler.journal;

import io.github.servicehandler.unit.UnitName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Is what entries must match: one of some alternatives, each a number of fields that may have some values. Immutable. */
final class Matches {

    private static final String ROOT = "0";

    private final List<Map<String, List<String>>> alternatives;

    private Matches(List<Map<String, List<String>>> alternatives) {
        this.alternatives = alternatives;
    }

    /** Returns what matches everything. */
    static Matches all() {
        return new Matches(List.of(Map.of()));
    }

    /** Returns what a system unit writes, and what is written about it by those who may: root's processes. */
    static Matches ofSystemUnit(UnitName unit) {
        return new Matches(List.of(
                fields("_SYSTEMD_UNIT", unit),
                fields("UNIT", unit, "_UID", ROOT),
                fields("OBJECT_SYSTEMD_UNIT", unit, "_UID", ROOT),
                fields("COREDUMP_UNIT", unit, "_UID", ROOT)));
    }

    /**
     * Returns what a user's unit writes, and what is written about it.
     *
     * @param uid the user's
     * @param identifier what its {@code SyslogIdentifier=} says, or empty: journald often cannot tell any more to which unit of a user's
     *     a process belonged that has ended at once, but it knows this
     */
    static Matches ofUserUnit(UnitName unit, String uid, String identifier) {
        List<Map<String, List<String>>> alternatives = new ArrayList<>(List.of(
                fields("_SYSTEMD_USER_UNIT", unit, "_UID", uid),
                fields("USER_UNIT", unit, "_UID", uid),
                fields("OBJECT_SYSTEMD_USER_UNIT", unit, "_UID", uid),
                fields("COREDUMP_USER_UNIT", unit, "COREDUMP_UID", uid, "_UID", ROOT)));
        if (!identifier.isEmpty()) {
            alternatives.add(fields("SYSLOG_IDENTIFIER", identifier, "_UID", uid));
        }
        return new Matches(alternatives);
    }

    /** Returns what one run of a unit writes, and what its manager writes about that run. */
    static Matches ofRun(String invocationId, boolean isUsers) {
        return new Matches(List.of(
                fields("_SYSTEMD_INVOCATION_ID", invocationId),
                isUsers
                        ? fields("USER_INVOCATION_ID", invocationId)
                        : fields("INVOCATION_ID", invocationId, "_UID", ROOT)));
    }

    private static Map<String, List<String>> fields(Object... namesAndValues) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(namesAndValues[i].toString(), List.of(namesAndValues[i + 1].toString()));
        }
        return fields;
    }

    /** Returns what matches this and has the fields too. */
    Matches and(Map<String, List<String>> fields) {
        return new Matches(alternatives.stream()
                .map(alternative -> both(alternative, fields))
                .flatMap(Optional::stream)
                .toList());
    }

    /** Both may speak of one field: several values of one are alternatives to journalctl, so only the common ones may be named. */
    private static Optional<Map<String, List<String>>> both(
            Map<String, List<String>> alternative, Map<String, List<String>> fields) {
        Map<String, List<String>> both = new LinkedHashMap<>(alternative);
        fields.forEach((name, values) -> both.merge(
                name,
                values,
                (mine, theirs) -> mine.stream().filter(theirs::contains).toList()));
        return both.values().stream().anyMatch(List::isEmpty) ? Optional.empty() : Optional.of(both);
    }

    /** Tells whether no entry can match. */
    boolean areImpossible() {
        return alternatives.isEmpty();
    }

    /** Returns the words for journalctl. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        for (Map<String, List<String>> alternative : alternatives) {
            if (!words.isEmpty()) {
                words.add("+");
            }
            alternative.forEach((name, values) -> values.forEach(value -> words.add(name + "=" + value)));
        }
        return words;
    }
}

package io.github.servicehandler.journal;

import io.github.servicehandler.unit.UnitName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rules by which an entry belongs to some units, either because they wrote it or because it is about them.
 * Immutable.
 */
final class UnitAttribution {

    /** The rules of queries that do not ask for units: no entry belongs to any. */
    static final UnitAttribution NONE = new UnitAttribution(List.of(), List.of());

    private static final String ROOT = "0";
    private static final String UID = "_UID";
    private static final String IDENTIFIER = "SYSLOG_IDENTIFIER";

    /** The prefix of the names of the services in which user managers run. */
    private static final String MANAGERS = "user@";

    private final List<UnitName> units;
    private final List<Mark> marks;

    private UnitAttribution(List<UnitName> units, List<Mark> marks) {
        this.units = units;
        this.marks = marks;
    }

    /**
     * One rule.
     *
     * @param field the field that decides
     * @param units the units by the field's value
     * @param trust the values that other fields of the entry must have for the rule to apply
     */
    private record Mark(String field, Map<String, List<UnitName>> units, Map<String, String> trust) {

        /**
         * Returns whether other units' entries may have the same value, so that the rule applies only to entries
         * without a unit.
         */
        boolean isVague() {
            return field.equals(IDENTIFIER);
        }

        Map<String, List<String>> named() {
            Map<String, List<String>> named = new LinkedHashMap<>();
            named.put(field, List.copyOf(units.keySet()));
            named.putAll(trusted());
            return named;
        }

        Map<String, List<String>> trusted() {
            Map<String, List<String>> trusted = new LinkedHashMap<>();
            trust.forEach((name, value) -> trusted.put(name, List.of(value)));
            return trusted;
        }

        void collect(JournalEntry entry, Set<UnitName> found) {
            for (String value : entry.fields(field)) {
                List<UnitName> named = units.get(value);
                if (named != null && isTrusted(entry)) {
                    found.addAll(named);
                }
            }
        }

        private boolean isTrusted(JournalEntry entry) {
            return trust.entrySet().stream()
                    .allMatch(must -> entry.fields(must.getKey()).contains(must.getValue()));
        }
    }

    /** Returns rules for entries that were selected in another way and all belong to one unit. */
    static UnitAttribution ofOne(UnitName unit) {
        return new UnitAttribution(List.of(unit), List.of());
    }

    /**
     * Returns rules for what system units write, and for what is written about them by the only processes that are
     * trusted to do so, those of root.
     */
    static UnitAttribution ofSystemUnits(List<UnitName> units) {
        Map<String, List<UnitName>> names = by(units, texts(units));
        Map<String, String> root = Map.of(UID, ROOT);
        return new UnitAttribution(
                units,
                List.of(
                        new Mark("_SYSTEMD_UNIT", names, Map.of()),
                        new Mark("UNIT", names, root),
                        new Mark("OBJECT_SYSTEMD_UNIT", names, root),
                        new Mark("COREDUMP_UNIT", names, root)));
    }

    /**
     * Returns rules for what a user's units write, and for what is written about them.
     *
     * @param uid the user's id; empty if it is unknown and journalctl itself selects its user's entries
     * @param identifiers each unit's {@code SyslogIdentifier=}, or empty. When a process has exited at once, journald
     *     often does not know its user unit any more, but it still knows the identifier
     */
    static UnitAttribution ofUserUnits(List<UnitName> units, String uid, List<String> identifiers) {
        Map<String, List<UnitName>> names = by(units, texts(units));
        Map<String, String> user = uid.isEmpty() ? Map.of() : Map.of(UID, uid);
        Map<String, String> dumper = new LinkedHashMap<>();
        if (!uid.isEmpty()) {
            dumper.put("COREDUMP_UID", uid);
        }
        dumper.put(UID, ROOT);
        List<Mark> marks = new ArrayList<>(List.of(
                new Mark("_SYSTEMD_USER_UNIT", names, user),
                new Mark("USER_UNIT", names, user),
                new Mark("OBJECT_SYSTEMD_USER_UNIT", names, user),
                new Mark("COREDUMP_USER_UNIT", names, dumper)));
        // without a user id, an identifier would also match entries of other users
        Map<String, List<UnitName>> tagged = uid.isEmpty() ? Map.of() : by(units, identifiers);
        if (!tagged.isEmpty()) {
            marks.add(new Mark(IDENTIFIER, tagged, user));
        }
        return new UnitAttribution(units, marks);
    }

    private static List<String> texts(List<UnitName> units) {
        return units.stream().map(UnitName::toString).toList();
    }

    private static Map<String, List<UnitName>> by(List<UnitName> units, List<String> names) {
        Map<String, List<UnitName>> by = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            if (!names.get(i).isEmpty()) {
                by.computeIfAbsent(names.get(i), unused -> new ArrayList<>(1)).add(units.get(i));
            }
        }
        return by;
    }

    /** Returns the matches for the entries of the units. */
    FieldMatches matches() {
        return FieldMatches.of(marks.stream().map(Mark::named).toList());
    }

    /**
     * Returns matches without unit names, which cover the entries of the units and more: everything that meets the
     * trust conditions of a rule.
     */
    FieldMatches wide() {
        List<Map<String, List<String>>> wide =
                marks.stream().map(Mark::trusted).distinct().toList();
        return wide.contains(Map.of()) ? FieldMatches.all() : FieldMatches.of(wide);
    }

    /** Returns whether {@link #matches()} may also match entries of other units. */
    boolean areVague() {
        return marks.stream().anyMatch(Mark::isVague);
    }

    /** Returns the units that an entry belongs to. */
    List<UnitName> unitsOf(JournalEntry entry) {
        if (units.size() <= 1 && !areVague()) {
            // journalctl was asked for the entries of this one unit
            return units;
        }
        Set<UnitName> found = new LinkedHashSet<>();
        for (Mark mark : marks) {
            if (!mark.isVague() || isNobodys(entry)) {
                mark.collect(entry, found);
            }
        }
        return List.copyOf(found);
    }

    /**
     * Returns whether an entry names no unit at all. Where journald cannot tell which of a user's units wrote an entry,
     * it names the service of the user's manager.
     */
    private boolean isNobodys(JournalEntry entry) {
        return entry.fields("_SYSTEMD_UNIT").stream().allMatch(unit -> unit.startsWith(MANAGERS))
                && marks.stream()
                        .allMatch(mark ->
                                mark.isVague() || entry.fields(mark.field()).isEmpty());
    }
}

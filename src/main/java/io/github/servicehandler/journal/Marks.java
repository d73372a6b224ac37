package io.github.servicehandler.journal;

import io.github.servicehandler.unit.UnitName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Is by what an entry shows that it is by some units or about them. Immutable. */
final class Marks {

    /** Are those of what nobody asked for by units. */
    static final Marks NONE = new Marks(List.of(), List.of());

    private static final String ROOT = "0";
    private static final String UID = "_UID";
    private static final String IDENTIFIER = "SYSLOG_IDENTIFIER";

    /** How the names of the services begin in which the users' managers run. */
    private static final String MANAGERS = "user@";

    private final List<UnitName> units;
    private final List<Mark> marks;

    private Marks(List<UnitName> units, List<Mark> marks) {
        this.units = units;
        this.marks = marks;
    }

    /**
     * Is one way in which an entry shows it.
     *
     * @param field the field that tells
     * @param units the units by the field's value
     * @param trust what else the entry must have to be believed
     */
    private record Mark(String field, Map<String, List<UnitName>> units, Map<String, String> trust) {

        /** Tells whether other units' entries may show it too, so that it counts only where nobody knows the unit. */
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

    /** Returns those of entries that were asked for in another way, and are all one unit's. */
    static Marks ofOne(UnitName unit) {
        return new Marks(List.of(unit), List.of());
    }

    /** Returns what system units write, and what is written about them by those who may: root's processes. */
    static Marks ofSystemUnits(List<UnitName> units) {
        Map<String, List<UnitName>> names = by(units, texts(units));
        Map<String, String> root = Map.of(UID, ROOT);
        return new Marks(
                units,
                List.of(
                        new Mark("_SYSTEMD_UNIT", names, Map.of()),
                        new Mark("UNIT", names, root),
                        new Mark("OBJECT_SYSTEMD_UNIT", names, root),
                        new Mark("COREDUMP_UNIT", names, root)));
    }

    /**
     * Returns what a user's units write, and what is written about them.
     *
     * @param uid the user's; empty if it is not known, and journalctl sees to it
     * @param identifiers what each unit's {@code SyslogIdentifier=} says, or empty: journald often cannot tell any more to which unit of
     *     a user's a process belonged that has ended at once, but it knows this
     */
    static Marks ofUserUnits(List<UnitName> units, String uid, List<String> identifiers) {
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
        // whoever it is of whom nothing is known, his entries are not found by an identifier
        Map<String, List<UnitName>> tagged = uid.isEmpty() ? Map.of() : by(units, identifiers);
        if (!tagged.isEmpty()) {
            marks.add(new Mark(IDENTIFIER, tagged, user));
        }
        return new Marks(units, marks);
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

    /** Returns what matches the entries of the units. */
    Matches matches() {
        return Matches.of(marks.stream().map(Mark::named).toList());
    }

    /** Returns what matches the entries of the units and others: all that those may have written who are believed. */
    Matches wide() {
        List<Map<String, List<String>>> wide =
                marks.stream().map(Mark::trusted).distinct().toList();
        return wide.contains(Map.of()) ? Matches.all() : Matches.of(wide);
    }

    /** Tells whether {@linkplain #matches() what matches the units' entries} may match others' too. */
    boolean areVague() {
        return marks.stream().anyMatch(Mark::isVague);
    }

    /** Returns of which units an entry is. */
    List<UnitName> unitsOf(JournalEntry entry) {
        if (units.size() <= 1 && !areVague()) {
            // it is there because journalctl was asked for the one
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

    /** Tells whether an entry names no unit at all: journald names that of a user's manager where it cannot tell which of its units it is. */
    private boolean isNobodys(JournalEntry entry) {
        return entry.fields("_SYSTEMD_UNIT").stream().allMatch(unit -> unit.startsWith(MANAGERS))
                && marks.stream()
                        .allMatch(mark ->
                                mark.isVague() || entry.fields(mark.field()).isEmpty());
    }
}

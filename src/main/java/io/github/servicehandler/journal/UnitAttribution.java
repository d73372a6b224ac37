package io.github.servicehandler.journal;

import io.github.servicehandler.unit.UnitName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rules that determine which units an entry belongs to: those that wrote it, and those that it is about. Immutable.
 */
final class UnitAttribution {

    /** The rules of queries that do not ask for units: no entry belongs to any. */
    static final UnitAttribution NONE = new UnitAttribution(List.of(), List.of());

    private static final String ROOT = "0";
    private static final String UID = "_UID";
    private static final String IDENTIFIER = "SYSLOG_IDENTIFIER";

    /** The prefix of the names of the services in which user managers run. */
    private static final String MANAGER_SERVICES = "user@";

    private final List<UnitName> units;
    private final List<AttributionRule> rules;

    private UnitAttribution(List<UnitName> units, List<AttributionRule> rules) {
        this.units = units;
        this.rules = rules;
    }

    /**
     * A rule.
     *
     * @param field the field that decides
     * @param units the units by the field's value
     * @param conditions the values that other fields of the entry must have for the rule to apply
     */
    private record AttributionRule(String field, Map<String, List<UnitName>> units, Map<String, String> conditions) {

        /**
         * Returns whether other units' entries may have the same value, so that the rule applies only to entries
         * without a unit.
         */
        boolean isAmbiguous() {
            return field.equals(IDENTIFIER);
        }

        Map<String, List<String>> matches() {
            Map<String, List<String>> named = new LinkedHashMap<>();
            named.put(field, List.copyOf(units.keySet()));
            named.putAll(conditionMatches());
            return named;
        }

        Map<String, List<String>> conditionMatches() {
            Map<String, List<String>> conditionMatches = new LinkedHashMap<>();
            conditions.forEach((name, value) -> conditionMatches.put(name, List.of(value)));
            return conditionMatches;
        }

        void collect(JournalEntry entry, Set<UnitName> found) {
            for (String value : entry.fields(field)) {
                List<UnitName> named = units.get(value);
                if (named != null && meetsConditions(entry)) {
                    found.addAll(named);
                }
            }
        }

        private boolean meetsConditions(JournalEntry entry) {
            return conditions.entrySet().stream()
                    .allMatch(condition -> entry.fields(condition.getKey()).contains(condition.getValue()));
        }
    }

    /** Returns rules for entries that were selected in another way and all belong to one unit. */
    static UnitAttribution ofOne(UnitName unit) {
        return new UnitAttribution(List.of(unit), List.of());
    }

    /**
     * Returns rules for what system units write, and for what is written about them. Only processes of root are trusted
     * to write about system units.
     */
    static UnitAttribution ofSystemUnits(List<UnitName> units, List<UnitIdentity> identities) {
        Map<String, List<UnitName>> names = unitsByName(units, identities);
        Map<String, String> root = Map.of(UID, ROOT);
        return new UnitAttribution(
                units,
                List.of(
                        new AttributionRule("_SYSTEMD_UNIT", names, Map.of()),
                        new AttributionRule("UNIT", names, root),
                        new AttributionRule("OBJECT_SYSTEMD_UNIT", names, root),
                        new AttributionRule("COREDUMP_UNIT", names, root)));
    }

    /**
     * Returns rules for what a user's units write, and for what is written about them.
     *
     * @param identities each unit's identity. If it lacks the user's id, journalctl itself selects the entries of the
     *     user it runs as. The identifier is needed because journald often does not know the user unit of a process
     *     that has exited at once
     */
    static UnitAttribution ofUserUnits(List<UnitName> units, List<UnitIdentity> identities) {
        String uid = identities.get(0).uid();
        Map<String, List<UnitName>> names = unitsByName(units, identities);
        Map<String, String> user = uid.isEmpty() ? Map.of() : Map.of(UID, uid);
        List<AttributionRule> rules = new ArrayList<>(List.of(
                new AttributionRule("_SYSTEMD_USER_UNIT", names, user),
                new AttributionRule("USER_UNIT", names, user),
                new AttributionRule("OBJECT_SYSTEMD_USER_UNIT", names, user),
                // journald itself reports suppressed messages
                new AttributionRule("OBJECT_SYSTEMD_USER_UNIT", names, rootAbout("OBJECT_SYSTEMD_OWNER_UID", uid)),
                new AttributionRule("COREDUMP_USER_UNIT", names, rootAbout("COREDUMP_UID", uid))));
        // without a user id, an identifier would also match entries of other users
        Map<String, List<UnitName>> byIdentifier = uid.isEmpty() ? Map.of() : unitsByIdentifier(units, identities);
        if (!byIdentifier.isEmpty()) {
            rules.add(new AttributionRule(IDENTIFIER, byIdentifier, user));
        }
        return new UnitAttribution(units, rules);
    }

    /** Returns the conditions for what root writes about a user's processes. */
    private static Map<String, String> rootAbout(String uidField, String uid) {
        Map<String, String> conditions = new LinkedHashMap<>();
        if (!uid.isEmpty()) {
            conditions.put(uidField, uid);
        }
        conditions.put(UID, ROOT);
        return conditions;
    }

    private static Map<String, List<UnitName>> unitsByName(List<UnitName> units, List<UnitIdentity> identities) {
        Map<String, List<UnitName>> by = new LinkedHashMap<>();
        for (int i = 0; i < units.size(); i++) {
            Set<String> names = new LinkedHashSet<>(List.of(units.get(i).toString()));
            names.addAll(identities.get(i).names());
            for (String name : names) {
                add(by, name, units.get(i));
            }
        }
        return by;
    }

    private static Map<String, List<UnitName>> unitsByIdentifier(List<UnitName> units, List<UnitIdentity> identities) {
        Map<String, List<UnitName>> by = new LinkedHashMap<>();
        for (int i = 0; i < units.size(); i++) {
            if (!identities.get(i).identifier().isEmpty()) {
                add(by, identities.get(i).identifier(), units.get(i));
            }
        }
        return by;
    }

    private static void add(Map<String, List<UnitName>> by, String key, UnitName unit) {
        by.computeIfAbsent(key, unused -> new ArrayList<>(1)).add(unit);
    }

    /** Returns the matches for the entries of the units. */
    FieldMatches matches() {
        return FieldMatches.of(rules.stream().map(AttributionRule::matches).toList());
    }

    /**
     * Returns matches without unit names, which cover the entries of the units and more: every entry that meets the
     * conditions of a rule.
     */
    FieldMatches broadMatches() {
        List<Map<String, List<String>>> broad =
                rules.stream().map(AttributionRule::conditionMatches).distinct().toList();
        return broad.contains(Map.of()) ? FieldMatches.all() : FieldMatches.of(broad);
    }

    /** Returns whether {@link #matches()} may also match entries of other units. */
    boolean isAmbiguous() {
        return rules.stream().anyMatch(AttributionRule::isAmbiguous);
    }

    /** Returns the units that an entry belongs to. */
    List<UnitName> unitsOf(JournalEntry entry) {
        if (units.size() <= 1 && !isAmbiguous()) {
            // journalctl was asked for the entries of this one unit
            return units;
        }
        Set<UnitName> found = new LinkedHashSet<>();
        for (AttributionRule rule : rules) {
            if (!rule.isAmbiguous() || namesNoUnit(entry)) {
                rule.collect(entry, found);
            }
        }
        return List.copyOf(found);
    }

    /**
     * Returns whether an entry names no unit at all. If journald cannot determine which of a user's units wrote an
     * entry, it names the service of the user's manager.
     */
    private boolean namesNoUnit(JournalEntry entry) {
        return entry.fields("_SYSTEMD_UNIT").stream().allMatch(unit -> unit.startsWith(MANAGER_SERVICES))
                && rules.stream()
                        .allMatch(rule ->
                                rule.isAmbiguous() || entry.fields(rule.field()).isEmpty());
    }
}

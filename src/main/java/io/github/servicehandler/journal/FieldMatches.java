package io.github.servicehandler.journal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The matches that journalctl is given: alternatives, each a set of fields with the values that they may have.
 * Immutable.
 */
final class FieldMatches {

    private static final String ROOT = "0";

    private final List<Map<String, List<String>>> alternatives;

    private FieldMatches(List<Map<String, List<String>>> alternatives) {
        this.alternatives = alternatives;
    }

    /** Returns the matches for all entries. */
    static FieldMatches all() {
        return new FieldMatches(List.of(Map.of()));
    }

    /** Returns the matches for entries that satisfy one of the alternatives. */
    static FieldMatches of(List<Map<String, List<String>>> alternatives) {
        return new FieldMatches(alternatives);
    }

    /** Returns the matches for what one run of a unit writes, and for what its manager and journald write about it. */
    static FieldMatches ofRun(String invocationId, boolean ofUserManager) {
        return new FieldMatches(List.of(
                fields("_SYSTEMD_INVOCATION_ID", invocationId),
                ofUserManager
                        ? fields("USER_INVOCATION_ID", invocationId)
                        : fields("INVOCATION_ID", invocationId, "_UID", ROOT),
                fields("OBJECT_SYSTEMD_INVOCATION_ID", invocationId, "_UID", ROOT)));
    }

    private static Map<String, List<String>> fields(Object... namesAndValues) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(namesAndValues[i].toString(), List.of(namesAndValues[i + 1].toString()));
        }
        return fields;
    }

    /** Returns the matches for entries that satisfy these matches and also have the fields. */
    FieldMatches and(Map<String, List<String>> fields) {
        return new FieldMatches(alternatives.stream()
                .map(alternative -> both(alternative, fields))
                .flatMap(Optional::stream)
                .toList());
    }

    /**
     * Returns an alternative narrowed by further fields, or empty if no entry can have both. If both name the same
     * field, only the common values may be kept, because journalctl treats several values of one field as alternatives.
     */
    private static Optional<Map<String, List<String>>> both(
            Map<String, List<String>> alternative, Map<String, List<String>> fields) {
        Map<String, List<String>> both = new LinkedHashMap<>(alternative);
        fields.forEach((name, values) -> both.merge(
                name,
                values,
                (mine, theirs) -> mine.stream().filter(theirs::contains).toList()));
        return both.values().stream().anyMatch(List::isEmpty) ? Optional.empty() : Optional.of(both);
    }

    /** Returns whether no entry can match. */
    boolean isEmpty() {
        return alternatives.isEmpty();
    }

    /** Returns the matches as arguments for journalctl. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        for (Map<String, List<String>> alternative : alternatives) {
            if (!arguments.isEmpty()) {
                arguments.add("+");
            }
            alternative.forEach((name, values) -> values.forEach(value -> arguments.add(name + "=" + value)));
        }
        return arguments;
    }

    /** Returns the length of the arguments on a command line. */
    int length() {
        return arguments().stream().mapToInt(word -> word.length() + 1).sum();
    }
}

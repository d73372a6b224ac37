package io.github.servicehandler.journal;

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

    /** Returns what matches one of some alternatives. */
    static Matches of(List<Map<String, List<String>>> alternatives) {
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

    /** Returns how long the words are on a command line. */
    int length() {
        return words().stream().mapToInt(word -> word.length() + 1).sum();
    }
}

package io.github.servicehandler.internal.settings;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The form that the values of a setting have. Settings that are not in the list may have any value. In the list, a
 * number after a word is the first of the versions 252, 257 and 262 that accepts it, and {@code @boolean} stands for
 * the words of a boolean.
 *
 * @param words the allowed words with the first version of each; empty unless the kind is {@link Kind#WORDS}
 */
public record ValueForm(Kind kind, Map<String, Integer> words) {

    /** The kinds of values. */
    public enum Kind {
        BOOLEAN,
        SPAN,
        CALENDAR,
        NUMBER,
        MODE,
        SIZE,
        TASKS,
        PERCENTAGE,
        ACCOUNT,
        ACCOUNTS,
        DIRECTORY,
        PATH,
        COMMAND,
        UNITS,
        WORDS
    }

    private static final String ANY_BOOLEAN = "@boolean";
    private static final Set<String> BOOLEANS = Set.of("yes", "no");
    private static final Map<String, ValueForm> FORMS = read();

    /** Returns the form of a setting's values, or empty if they may have any. */
    public static Optional<ValueForm> of(String section, String key) {
        return Optional.ofNullable(FORMS.getOrDefault(section + "." + key, FORMS.get(key)));
    }

    /** Returns the words that a version accepts; for a boolean the usual two. */
    public Set<String> words(int version) {
        Set<String> accepted = new TreeSet<>();
        words.forEach((word, first) -> {
            if (first <= version) {
                accepted.addAll(word.equals(ANY_BOOLEAN) ? BOOLEANS : Set.of(word));
            }
        });
        return accepted;
    }

    /** Returns whether a version accepts one of the words. */
    public boolean accepts(String value, int version) {
        boolean flag = words.containsKey(ANY_BOOLEAN)
                && SettingValues.parseBoolean(value).isPresent();
        return flag || words.getOrDefault(value, Integer.MAX_VALUE) <= version;
    }

    private static Map<String, ValueForm> read() {
        Map<String, ValueForm> forms = new HashMap<>();
        for (List<String> line : SettingList.lines("values.txt")) {
            Kind kind = Kind.valueOf(line.get(0).toUpperCase(Locale.ROOT));
            if (kind == Kind.WORDS) {
                forms.put(line.get(1), new ValueForm(kind, SettingList.firstVersions(line.subList(2, line.size()))));
            } else {
                line.subList(1, line.size()).forEach(key -> forms.put(key, new ValueForm(kind, Map.of())));
            }
        }
        return forms;
    }
}

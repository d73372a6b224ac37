package io.github.servicehandler.watchdog;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Matches units' names.
 *
 * @param text a name, in which {@code *} stands for any text; {@code .service} may be left out
 * @param regex the same; {@code null} for a name without {@code *}, since there may be thousands of these
 */
record NamePattern(String text, @Nullable Pattern regex) {

    static NamePattern of(String text) {
        return new NamePattern(text, text.contains("*") ? compile(text) : null);
    }

    private static Pattern compile(String text) {
        return Pattern.compile(
                Arrays.stream(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"))
                        + "(\\.service)?");
    }

    /** Returns those of some units' names that it matches. */
    Set<String> among(Set<String> units) {
        if (regex != null) {
            return units.stream()
                    .filter(unit -> regex.matcher(unit).matches())
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        }
        String whole = units.contains(text) ? text : text + ".service";
        return units.contains(whole) ? Set.of(whole) : Set.of();
    }

    @Override
    public String toString() {
        return text;
    }
}

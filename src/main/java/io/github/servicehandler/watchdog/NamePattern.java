package io.github.servicehandler.watchdog;

import io.github.servicehandler.unit.UnitName;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    Set<UnitName> among(Set<UnitName> units) {
        if (regex != null) {
            return units.stream()
                    .filter(unit -> regex.matcher(unit.toString()).matches())
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        }
        return Stream.of(text, text + ".service")
                .flatMap(name -> UnitNameLookup.exact(name).stream())
                .filter(units::contains)
                .findFirst()
                .map(Set::of)
                .orElse(Set.of());
    }

    @Override
    public String toString() {
        return text;
    }
}

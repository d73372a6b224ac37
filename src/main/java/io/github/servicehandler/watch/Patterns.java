package io.github.servicehandler.watch;

import io.github.servicehandler.unit.UnitName;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Holds patterns of unit names in the shell's manner: {@code *}, {@code ?} and {@code [a-z]}, of whole names. Immutable. */
final class Patterns {

    private static final String SPECIAL = "*?[";

    /** What means something in a set of java.util.regex, and nothing in one of glob(7). */
    private static final Pattern SPECIAL_IN_SET = Pattern.compile("[\\\\\\[\\]&^]");

    private final List<String> globs;
    private final List<Pattern> compiled;

    private Patterns(List<String> globs) {
        this.globs = globs;
        this.compiled = globs.stream().map(Patterns::compile).toList();
    }

    /**
     * Returns patterns.
     *
     * @throws IllegalArgumentException if one has a character that no unit's name has
     */
    static Patterns of(Collection<String> texts) {
        return new Patterns(texts.stream().map(Patterns::complete).toList());
    }

    /** A name without special characters is one unit's, of a service if nothing else is said. */
    private static String complete(String text) {
        Objects.requireNonNull(text, "pattern");
        boolean isName = text.chars().noneMatch(c -> SPECIAL.indexOf(c) >= 0);
        return isName ? UnitName.of(text).toString() : text;
    }

    List<String> globs() {
        return globs;
    }

    /** Tells whether a pattern matches a name. */
    boolean match(String name) {
        return compiled.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }

    private static Pattern compile(String glob) {
        StringBuilder regex = new StringBuilder();
        int i = 0;
        while (i < glob.length()) {
            char c = glob.charAt(i++);
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                case '[' -> i = appendSet(glob, i, regex);
                default -> regex.append(literal(glob, c));
            }
        }
        try {
            return Pattern.compile(regex.toString());
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("\"" + glob + "\" has a range that ends before it begins", e);
        }
    }

    /** Appends the set that begins behind the bracket at {@code begin - 1}, and returns where it ends. */
    private static int appendSet(String glob, int begin, StringBuilder regex) {
        boolean negated = glob.startsWith("!", begin) || glob.startsWith("^", begin);
        int first = negated ? begin + 1 : begin;
        // a ] that comes first is a member
        int end = glob.indexOf(']', first + 1);
        if (end < 0) {
            throw new IllegalArgumentException("\"" + glob + "\" has a [ without a ]");
        }
        regex.append(negated ? "[^" : "[")
                .append(SPECIAL_IN_SET.matcher(glob.substring(first, end)).replaceAll("\\\\$0"))
                .append(']');
        return end + 1;
    }

    private static String literal(String glob, char c) {
        if (c < 0x80 && (Character.isLetterOrDigit(c) || ":-_.\\@".indexOf(c) >= 0)) {
            return Pattern.quote(String.valueOf(c));
        }
        throw new IllegalArgumentException("\"" + glob + "\" has the character '" + c
                + "', which no unit's name has; letters, digits, :-_.\\@ and the wildcards * ? [a-z] are allowed");
    }

    @Override
    public String toString() {
        return String.join(" ", globs);
    }
}

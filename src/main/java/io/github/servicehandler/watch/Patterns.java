package io.github.servicehandler.watch;

import io.github.servicehandler.unit.UnitName;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A list of patterns that match whole names of units, with the wildcards {@code *}, {@code ?} and {@code [a-z]}.
 * Immutable.
 */
final class Patterns {

    private static final String SPECIAL = "*?[";

    /** The characters that are special in a set of java.util.regex, but not in one of glob(7). */
    private static final Pattern SPECIAL_IN_SET = Pattern.compile("[\\\\\\[\\]&^]");

    private final List<String> globs;
    private final List<Pattern> compiled;

    private Patterns(List<String> globs) {
        this.globs = globs;
        this.compiled = globs.stream().map(Patterns::compile).toList();
    }

    /**
     * Compiles patterns.
     *
     * @throws IllegalArgumentException if a pattern has an incomplete set, or a character that is not allowed in a
     *     unit's name
     */
    static Patterns of(Collection<String> texts) {
        return new Patterns(texts.stream().map(Patterns::complete).toList());
    }

    /** Completes a name without wildcards, as {@link UnitName#of} does; leaves a pattern as it is. */
    private static String complete(String text) {
        Objects.requireNonNull(text, "pattern");
        boolean isName = text.chars().noneMatch(c -> SPECIAL.indexOf(c) >= 0);
        return isName ? UnitName.of(text).toString() : text;
    }

    List<String> globs() {
        return globs;
    }

    /** Returns whether a pattern matches a name. */
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
            throw new IllegalArgumentException("pattern \"" + glob + "\" has a range that ends before it begins", e);
        }
    }

    /** Appends the set whose bracket is at {@code begin - 1}, and returns the position after it. */
    private static int appendSet(String glob, int begin, StringBuilder regex) {
        boolean negated = glob.startsWith("!", begin) || glob.startsWith("^", begin);
        int first = negated ? begin + 1 : begin;
        // a ] in first position is a member of the set
        int end = glob.indexOf(']', first + 1);
        if (end < 0) {
            throw new IllegalArgumentException("pattern \"" + glob + "\" has a [ without a matching ]");
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
        throw new IllegalArgumentException("pattern \"" + glob + "\" has the character '" + c
                + "', which is not allowed in unit names; use letters, digits, :-_.\\@ and the wildcards * ? [a-z]");
    }

    @Override
    public String toString() {
        return String.join(" ", globs);
    }
}

package io.github.servicehandler.unit;

import io.github.servicehandler.internal.text.VisibleText;
import java.util.Collection;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of unit names, in the language that {@code systemctl} uses: {@code *} stands for any text, {@code ?} for
 * one character, {@code [a-z]} for one of a set and {@code [!a-z]} for one outside it. A pattern matches whole names.
 *
 * <p>A pattern without a dot matches only services, because {@code .service} is appended to it, as to a name. So
 * {@code bot} is {@code bot.service}, and {@code bot-*} is {@code bot-*.service}. The pattern {@code bot-*.timer}
 * matches timers, and {@code *.*} matches units of every type. A backslash has no special meaning, because names
 * contain backslashes.
 *
 * <p>Immutable and thread-safe. Two patterns are equal if their {@linkplain #glob() complete texts} are equal. See
 * "PARAMETER SYNTAX" in systemctl(1) and glob(7).
 */
public final class UnitPattern {

    private static final String WILDCARDS = "*?[";

    /** Characters with a meaning in a set of java.util.regex, but not in a set of glob(7). */
    private static final Pattern SPECIAL_IN_SET = Pattern.compile("[\\\\\\[\\]&^]");

    private final String text;
    private final String glob;
    /** {@code null} for a plain name: there may be thousands of those. */
    private final @Nullable Pattern regex;

    private UnitPattern(String text, String glob, @Nullable Pattern regex) {
        this.text = text;
        this.glob = glob;
        this.regex = regex;
    }

    /**
     * Reads a pattern.
     *
     * @param text a unit name, or a pattern of names
     * @return the pattern
     * @throws IllegalArgumentException if the text is neither. It must not be empty. Outside wildcards, it may contain
     *     only characters that are allowed in unit names. Each set must have a closing bracket, and the ranges in it
     *     must be in ascending order, as in {@code a-z}
     */
    public static UnitPattern of(String text) {
        Objects.requireNonNull(text, "pattern");
        if (text.chars().noneMatch(c -> WILDCARDS.indexOf(c) >= 0)) {
            return new UnitPattern(text, UnitName.of(text).toString(), null);
        }
        String glob = text.indexOf('.') < 0 ? text + UnitType.SERVICE.suffix() : text;
        return new UnitPattern(text, glob, compile(glob));
    }

    /**
     * Returns the complete pattern, as {@code systemctl} understands it.
     *
     * @return {@code bot-*.service} for {@code bot-*}
     */
    public String glob() {
        return glob;
    }

    /**
     * Tests whether this pattern is the name of a single unit.
     *
     * @return whether it has no wildcard
     */
    public boolean isName() {
        return regex == null;
    }

    /**
     * Tests whether a unit name matches.
     *
     * @param name the full name
     * @return whether it matches
     */
    public boolean matches(UnitName name) {
        return matches(name.toString());
    }

    /**
     * Tests whether a unit name matches.
     *
     * @param name the full name, such as {@code bot-a.service}
     * @return whether it matches
     */
    public boolean matches(String name) {
        return regex == null ? glob.equals(name) : regex.matcher(name).matches();
    }

    /**
     * Tests whether a unit name matches at least one pattern.
     *
     * @param patterns the patterns
     * @param name the full name
     * @return whether one matches
     */
    public static boolean anyMatches(Collection<UnitPattern> patterns, String name) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(name));
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
            throw invalid(glob, "contains a range that ends before it begins", e);
        }
    }

    /** Appends the set that begins after the bracket at {@code begin - 1}, and returns the index after it. */
    private static int appendSet(String glob, int begin, StringBuilder regex) {
        boolean negated = glob.startsWith("!", begin) || glob.startsWith("^", begin);
        int first = negated ? begin + 1 : begin;
        // a ] in the first place is a member of the set
        int end = glob.indexOf(']', first + 1);
        if (end < 0) {
            throw invalid(glob, "contains a [ without a ]", null);
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
        throw invalid(
                glob,
                "contains " + VisibleText.quoted(String.valueOf(c))
                        + "; letters, digits, : - _ . \\ @ and the wildcards * ? [a-z] are allowed",
                null);
    }

    private static IllegalArgumentException invalid(String glob, String problem, @Nullable Exception cause) {
        return new IllegalArgumentException("unit name pattern " + VisibleText.quoted(glob) + " " + problem, cause);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UnitPattern that && glob.equals(that.glob);
    }

    @Override
    public int hashCode() {
        return glob.hashCode();
    }

    /** Returns the pattern as it was written, such as {@code bot-*}. */
    @Override
    public String toString() {
        return text;
    }
}

package io.github.servicehandler.watchdog;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Is what is looked for in lines.
 *
 * @param text the pattern with its flags, by which lines are counted, and which a table of rules shows
 * @param pattern the pattern as it was given
 */
record LinePattern(String text, Pattern pattern) {

    private static final Map<Integer, String> FLAGS = new TreeMap<>(Map.of(
            Pattern.CASE_INSENSITIVE, "i",
            Pattern.UNIX_LINES, "d",
            Pattern.MULTILINE, "m",
            Pattern.DOTALL, "s",
            Pattern.UNICODE_CASE, "u",
            Pattern.COMMENTS, "x",
            Pattern.UNICODE_CHARACTER_CLASS, "U"));

    static LinePattern of(Pattern pattern) {
        if (has(pattern, Pattern.CANON_EQ)) {
            throw new IllegalArgumentException(
                    "the flag CANON_EQ cannot be written in a pattern, and so in no rule: " + pattern);
        }
        String text = has(pattern, Pattern.LITERAL) ? Pattern.quote(pattern.pattern()) : pattern.pattern();
        StringBuilder letters = new StringBuilder();
        FLAGS.forEach((flag, letter) -> letters.append(has(pattern, flag) ? letter : ""));
        String flags = letters.isEmpty() ? "" : "(?" + letters + ")";
        // those that the text begins with are among the pattern's own
        return new LinePattern(text.startsWith(flags) ? text : flags + text, pattern);
    }

    private static boolean has(Pattern pattern, int flag) {
        return (pattern.flags() & flag) != 0;
    }

    boolean isIn(String line) {
        return pattern.matcher(line).find();
    }
}

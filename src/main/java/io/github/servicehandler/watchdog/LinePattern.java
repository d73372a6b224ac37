package io.github.servicehandler.watchdog;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A pattern to search for in log lines.
 *
 * @param text the pattern with its flags, as a rule file has it; lines are counted by this text
 * @param pattern the compiled pattern
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
            throw new IllegalArgumentException("the pattern \"" + pattern
                    + "\" must not have the flag CANON_EQ, which a rule file cannot express");
        }
        String text = has(pattern, Pattern.LITERAL) ? Pattern.quote(pattern.pattern()) : pattern.pattern();
        StringBuilder letters = new StringBuilder();
        FLAGS.forEach((flag, letter) -> letters.append(has(pattern, flag) ? letter : ""));
        String flags = letters.isEmpty() ? "" : "(?" + letters + ")";
        // Pattern.flags() includes the flags that the text begins with
        return new LinePattern(text.startsWith(flags) ? text : flags + text, pattern);
    }

    private static boolean has(Pattern pattern, int flag) {
        return (pattern.flags() & flag) != 0;
    }

    /** Returns whether the pattern is empty, and so is found in every line. */
    boolean isOfEveryLine() {
        return text.isEmpty();
    }

    boolean isIn(CharSequence line) {
        return pattern.matcher(line).find();
    }
}

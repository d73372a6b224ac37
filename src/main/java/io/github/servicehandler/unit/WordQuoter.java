package io.github.servicehandler.unit;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Quotes and escapes words so that systemd reads them as they were. */
final class WordQuoter {

    private static final Pattern NEEDS_NO_QUOTES = Pattern.compile("[A-Za-z0-9_@+=:,./%$-]+");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private WordQuoter() {}

    static String command(List<String> words) {
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a command needs a program to run");
        }
        String program = checkProgram(words.get(0));
        // the program's own name is not expanded, so its $ cannot be doubled: switch expansion off for all words
        boolean expanded = program.indexOf('$') < 0;
        String line = words.stream()
                .map(word -> quote(expanded ? word.replace("$", "$$") : word))
                .collect(Collectors.joining(" "));
        return expanded ? line : ":" + line;
    }

    private static String checkProgram(String program) {
        boolean absolute = program.startsWith("/") && !program.endsWith("/");
        boolean name = !program.isEmpty() && program.indexOf('/') < 0 && "-@:+!|".indexOf(program.charAt(0)) < 0;
        if (!(absolute || name) || !Text.isSafe(program)) {
            throw new IllegalArgumentException(
                    "the program " + Text.quoted(program)
                            + " must be an absolute path, or a name without slashes, with no quotes, backslashes or control characters");
        }
        return program;
    }

    static String variable(String name, String value) {
        if (!VARIABLE.matcher(name).matches()) {
            throw new IllegalArgumentException("the variable " + Text.quoted(name)
                    + " must be of letters, digits and underscores, and not begin with a digit");
        }
        if (value.chars().anyMatch(c -> (c < ' ' && c != '\t' && c != '\n') || c == 0x7f)) {
            throw new IllegalArgumentException("the value of " + name + ", " + Text.quoted(value)
                    + ", must have no control characters but tabs and newlines");
        }
        return quote(name + "=" + value);
    }

    /** Quotes one word, with what systemd would take for a specifier escaped. */
    private static String quote(String word) {
        if (word.indexOf('\0') >= 0 || !Text.isUnicode(word)) {
            throw new IllegalArgumentException(
                    "the word " + Text.quoted(word) + " must be Unicode text without NUL characters");
        }
        String literal = word.replace("%", "%%");
        return NEEDS_NO_QUOTES.matcher(literal).matches() ? literal : '"' + escape(literal) + '"';
    }

    private static String escape(String word) {
        StringBuilder out = new StringBuilder();
        word.codePoints().forEach(c -> {
            switch (c) {
                case '"', '\\' -> out.append('\\').appendCodePoint(c);
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ' || c == 0x7f) {
                        out.append(String.format("\\x%02x", c));
                    } else {
                        out.appendCodePoint(c);
                    }
                }
            }
        });
        return out.toString();
    }
}

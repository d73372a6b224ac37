package io.github.servicehandler.unit;

import io.github.servicehandler.internal.settings.SettingValues;
import io.github.servicehandler.internal.text.VisibleText;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Quoting and escaping of words, so that systemd reads them back unchanged. */
final class WordQuoter {

    private static final Pattern NEEDS_NO_QUOTES = Pattern.compile("[A-Za-z0-9_@+=:,./%$-]+");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** What systemd takes for a directory, some versions only. */
    private static final Pattern DIRECTORY = Pattern.compile("(.*/)?(\\.\\.?)?");

    private WordQuoter() {}

    static String command(List<String> words) {
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a command must begin with a program to run, but has none");
        }
        String program = checkProgram(words.get(0));
        // systemd does not expand the program's name, so a $ in it cannot be doubled: switch off expansion for all
        boolean expanded = program.indexOf('$') < 0;
        String line = words.stream()
                .map(word -> quote(expanded ? word.replace("$", "$$") : word))
                .collect(Collectors.joining(" "));
        return expanded ? line : ":" + line;
    }

    private static String checkProgram(String program) {
        boolean absolute =
                program.startsWith("/") && !DIRECTORY.matcher(program).matches();
        boolean name = !program.isEmpty() && program.indexOf('/') < 0 && "-@:+!|".indexOf(program.charAt(0)) < 0;
        boolean good = (absolute || (name && !DIRECTORY.matcher(program).matches()))
                && SettingValues.hasValidLength(program)
                && program.chars().noneMatch(c -> "*?[".indexOf(c) >= 0);
        if (!good || !UntrustedText.isSafe(program)) {
            throw new IllegalArgumentException(
                    "the program must be an absolute path, or a name without slashes that does not begin"
                            + " with one of -@:+!|, and must not be a directory, or have quotes, backslashes, control"
                            + " characters or one of *?[, but was " + VisibleText.quoted(program));
        }
        return program;
    }

    static String variable(String name, String value) {
        if (!VARIABLE.matcher(name).matches()) {
            throw new IllegalArgumentException("the name of an environment variable must consist of letters,"
                    + " digits and underscores and not begin with a digit, but was " + VisibleText.quoted(name));
        }
        if (value.chars().anyMatch(c -> (c < ' ' && c != '\t' && c != '\n') || c == 0x7f)) {
            throw new IllegalArgumentException("the value of " + name + " must not have control characters other"
                    + " than tabs and newlines, but was " + VisibleText.quoted(value));
        }
        return quote(name + "=" + value);
    }

    /** Quotes one word, and escapes each {@code %}, which begins a specifier. */
    private static String quote(String word) {
        if (word.indexOf('\0') >= 0 || !UntrustedText.isUnicode(word)) {
            throw new IllegalArgumentException(
                    "a word must be Unicode text without NUL characters, but was " + VisibleText.quoted(word));
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

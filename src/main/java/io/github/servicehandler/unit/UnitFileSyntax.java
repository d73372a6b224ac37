package io.github.servicehandler.unit;

import io.github.servicehandler.internal.text.VisibleText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Rendering of the lines of a unit file, with checks, so that no text becomes another line than the one that is meant.
 */
final class UnitFileSyntax {

    private UnitFileSyntax() {}

    /** Returns the text of a file with these sections, which have been checked or parsed. */
    static String text(Map<String, List<Assignment>> sections) {
        return sections.entrySet().stream()
                .map(section -> section(section.getKey(), section.getValue()))
                .collect(Collectors.joining("\n"));
    }

    private static String section(String name, List<Assignment> entries) {
        StringBuilder lines = new StringBuilder("[").append(name).append("]\n");
        entries.forEach(entry -> lines.append(line(entry.key(), entry.value())).append('\n'));
        return lines.toString();
    }

    static String header(String section) {
        return "[" + checkSection(section) + "]";
    }

    /** Returns the line of an assignment without a line end. */
    static String assignment(String key, String value) {
        checkValue(checkKey(key), value);
        return line(key, value);
    }

    private static String line(String key, String value) {
        return guard(key) + "=" + guardedValue(value);
    }

    /** Returns the text that begins a line and is parsed as this key. Parsing drops one byte order mark. */
    private static String guard(String key) {
        if (UnitFileLines.isComment(key)) {
            return UnitFileLines.BYTE_ORDER_MARK + key; // it was parsed after such a mark
        }
        return key.startsWith(UnitFileLines.BYTE_ORDER_MARK) ? " " + key : key;
    }

    /** Returns the value as the end of a line. */
    static String guardedValue(String value) {
        // a backslash at the end would continue the line; parsing strips this blank
        return UnitFileLines.isContinued(value) ? value + " " : value;
    }

    /** Returns the value that stands for a text, with {@code %} doubled. */
    static String literal(String text) {
        return checkValue(text).replace("%", "%%");
    }

    static void checkValue(String key, String value) {
        checkValue(value);
        if (key.length() + value.getBytes(StandardCharsets.UTF_8).length >= UnitFileLines.LIMIT - 2) {
            throw new IllegalArgumentException(
                    "a line of a unit file must be shorter than 1 MiB: use a shorter value for " + key);
        }
    }

    private static String checkValue(String value) {
        return checkLine("value", value, true, "");
    }

    private static String checkSection(String section) {
        return checkLine(
                "section",
                section,
                !section.isEmpty() && UntrustedText.isSafe(section),
                ", not be empty, and have no quotes, backslashes or control characters");
    }

    private static String checkKey(String key) {
        boolean letters = !key.isEmpty() && "#;[".indexOf(key.charAt(0)) < 0 && key.indexOf('=') < 0;
        return checkLine("key", key, letters, ", not be empty, have no '=', and not begin with '#', ';' or '['");
    }

    private static String checkLine(String what, String text, boolean good, String furtherRules) {
        boolean oneLine = text.chars().noneMatch(c -> c == '\n' || c == '\r' || c == '\0');
        if (!good || !oneLine || !UntrustedText.strip(text).equals(text) || !UntrustedText.isUnicode(text)) {
            throw new IllegalArgumentException("a unit file cannot contain the " + what + " " + VisibleText.quoted(text)
                    + ": it must be one line of Unicode text without blanks at its ends" + furtherRules);
        }
        return text;
    }
}

package io.github.servicehandler.testing.internal.files;

import java.util.ArrayList;
import java.util.List;

/**
 * A splitter of lists of unit names. Unlike in other lists, a backslash is a part of the word, because it is a part of
 * escaped unit names. See the flags of extract_first_word() in systemd's load-fragment.c and install.c.
 */
final class UnitNameWords {

    private final String value;
    private final boolean hasQuotes;
    private int position;

    private UnitNameWords(String value, boolean hasQuotes) {
        this.value = value;
        this.hasQuotes = hasQuotes;
    }

    /** Splits a dependency such as {@code Wants=}: quotes are parts of the words. */
    static List<String> ofDependency(String value) {
        return new UnitNameWords(value, false).words();
    }

    /** Splits a list of the {@code [Install]} section such as {@code WantedBy=}: quotes enclose words. */
    static List<String> ofInstallation(String value) {
        return new UnitNameWords(value, true).words();
    }

    /** Splits {@code Also=}: quotes are parts of the words, and backslashes are removed. */
    static List<String> ofAlso(String value) {
        return ofDependency(value).stream()
                .map(word -> word.replaceAll("\\\\(.)", "$1"))
                .toList();
    }

    private List<String> words() {
        List<String> words = new ArrayList<>();
        for (skipBlanks(); position < value.length(); skipBlanks()) {
            words.add(word());
        }
        return words;
    }

    private String word() {
        StringBuilder word = new StringBuilder();
        char quote = 0;
        while (position < value.length() && (quote != 0 || !isBlank(value.charAt(position)))) {
            char c = value.charAt(position++);
            if (c == '\\' && position < value.length()) {
                word.append(c).append(value.charAt(position++));
            } else if (hasQuotes && c == quote) {
                quote = 0;
            } else if (hasQuotes && quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else {
                word.append(c);
            }
        }
        return word.toString();
    }

    private void skipBlanks() {
        while (position < value.length() && isBlank(value.charAt(position))) {
            position++;
        }
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }
}

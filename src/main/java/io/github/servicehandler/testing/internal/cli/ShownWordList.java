package io.github.servicehandler.testing.internal.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A list of words as systemctl prints it: separated by blanks, each in quotes if a shell would need them. */
public final class ShownWordList {

    private static final Pattern NEEDS_QUOTES = Pattern.compile("[\\s\"\\\\`$*?\\[\\]'()<>|&;!]");

    private ShownWordList() {}

    static String join(Collection<String> words) {
        return words.stream().map(ShownWordList::quote).collect(Collectors.joining(" "));
    }

    static String quote(String word) {
        boolean plain = !word.isEmpty() && !NEEDS_QUOTES.matcher(word).find();
        return plain ? word : "\"" + escaped(word) + "\"";
    }

    private static String escaped(String word) {
        return word.replaceAll("([\"\\\\`$])", "\\\\$1").replace("\n", "\\n").replace("\t", "\\t");
    }

    /** Returns the words of a printed list. */
    public static List<String> split(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\' && i + 1 < text.length()) {
                word.append(unescaped(text.charAt(++i)));
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ' ' && !quoted) {
                words.add(word.toString());
                word.setLength(0);
            } else {
                word.append(c);
            }
        }
        if (!text.isEmpty()) {
            words.add(word.toString());
        }
        return List.copyOf(words);
    }

    private static char unescaped(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            default -> c;
        };
    }
}

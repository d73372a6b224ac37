package io.github.servicehandler.internal.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A reader and writer of lists as {@code systemctl show} prints them: words between blanks, in double quotes with
 * backslashes where necessary.
 */
public final class QuotedWords {

    private static final Pattern NEEDS_QUOTES = Pattern.compile("[\\s\"\\\\`$*?\\[\\]'()<>|&;!]");

    private QuotedWords() {}

    /** Returns the words. Accepts text with incomplete quoting. */
    public static List<String> split(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        boolean hasQuotes = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                word.append(unescaped(text.charAt(++i), quoted));
            } else if (c == '"') {
                quoted = !quoted;
                hasQuotes = true;
            } else if (c == ' ' && !quoted) {
                addWordIf(hasQuotes || word.length() > 0, words, word);
                hasQuotes = false;
            } else {
                word.append(c);
            }
        }
        addWordIf(hasQuotes || word.length() > 0, words, word);
        return words;
    }

    /** Returns the character that a backslash before another one stands for. */
    private static char unescaped(char c, boolean quoted) {
        return switch (c) {
            case 'n' -> quoted ? '\n' : c;
            case 't' -> quoted ? '\t' : c;
            default -> c;
        };
    }

    /** Returns a list of the words as systemctl prints it. */
    public static String join(List<String> words) {
        return words.stream().map(QuotedWords::quoteIfNeeded).collect(Collectors.joining(" "));
    }

    private static String quoteIfNeeded(String word) {
        boolean plain = !word.isEmpty() && !NEEDS_QUOTES.matcher(word).find();
        return plain ? word : "\"" + word.replaceAll("([\"\\\\`$])", "\\\\$1") + "\"";
    }

    private static void addWordIf(boolean present, List<String> words, StringBuilder word) {
        if (present) {
            words.add(word.toString());
            word.setLength(0);
        }
    }
}

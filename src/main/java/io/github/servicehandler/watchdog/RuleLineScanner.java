package io.github.servicehandler.watchdog;

import io.github.servicehandler.command.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The words of one line of a rule file, read from left to right. Not thread-safe. */
final class RuleLineScanner {

    /** A quoted text, a bracket or comma, the dots of a range, a word, a comment, or a quote that is not closed. */
    private static final Pattern WORD =
            Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|([(),])|(\\.\\.)|((?:(?!\\.\\.)[^\\s\"(),])+)|(#.*)|(\\S)");

    /** An escaped quote or backslash within quotes. Any other backslash stands for itself, as in {@code \w}. */
    private static final Pattern ESCAPED = Pattern.compile("\\\\([\"\\\\])");

    private static final Pattern PLAIN = Pattern.compile("(?:(?!\\.\\.)[^\\s\"(),#])+");

    private static final int LONGEST = 2000;
    private static final int DEEPEST = 100;

    private static final Pattern SPAN = Pattern.compile("(\\d+)(ms|s|min|h|d)");
    private static final Pattern SIZE = Pattern.compile("(\\d+)([KMG]?)");
    private static final Map<String, Long> MILLIS =
            Map.of("ms", 1L, "s", 1000L, "min", 60_000L, "h", 3_600_000L, "d", 86_400_000L);
    private static final Map<String, Long> BYTES = Map.of("", 1L, "K", 1L << 10, "M", 1L << 20, "G", 1L << 30);

    private final int line;
    private final int end;
    private final List<Word> words = new ArrayList<>();
    private int next;
    private int depth;

    private record Word(String text, int column, boolean quoted) {

        boolean isPunctuation() {
            return !quoted && (text.equals("(") || text.equals(")") || text.equals(","));
        }
    }

    RuleLineScanner(int line, String text) {
        this.line = line;
        this.end = text.stripTrailing().length() + 1;
        if (text.length() > LONGEST) {
            throw new RuleFileException(
                    line,
                    LONGEST + 1,
                    "a line must have at most " + LONGEST + " characters, but this one has " + text.length());
        }
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            String found = matcher.group();
            if (found.startsWith("#")) {
                break;
            }
            if (matcher.group(6) != null) {
                throw new RuleFileException(
                        line, matcher.start() + 1, "unterminated quoted text: the closing \" is missing");
            }
            boolean quoted = matcher.group(1) != null;
            String word = quoted ? ESCAPED.matcher(matcher.group(1)).replaceAll("$1") : found;
            words.add(new Word(word, matcher.start() + 1, quoted));
        }
    }

    /** Returns the constant of an enum whose name in lower case is the text. */
    static <E extends Enum<E>> E constant(Class<E> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> new NumberFormatException(text));
    }

    /** Returns a text as one word of a rule file, in quotes if it needs them. */
    static String quoted(String text) {
        return PLAIN.matcher(text).matches() ? text : inQuotes(text);
    }

    static String inQuotes(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    static String quoted(List<String> texts) {
        return texts.stream().map(RuleLineScanner::quoted).collect(Collectors.joining(", "));
    }

    /**
     * Returns a command as words of a rule file. A command with environment variables or input, which a rule file
     * cannot have, is written as for a shell.
     */
    static String quoted(Command command) {
        boolean isPlain = command.environment().isEmpty() && command.input().isEmpty();
        return isPlain ? quoted(command.argv()) : command.toString();
    }

    /** Reads a nested condition, within the limit of the depth. */
    <T> T nested(Supplier<T> reader) {
        depth++;
        if (depth > DEEPEST) {
            throw error("conditions must not be nested more than " + DEEPEST + " deep");
        }
        T result = reader.get();
        depth--;
        return result;
    }

    /** Returns whether the next word is the given one, without quotes. */
    boolean isNext(String wanted) {
        return next < words.size() && is(words.get(next), wanted);
    }

    boolean isAtEnd() {
        return next >= words.size();
    }

    /** Returns the next word without consuming it; empty at the end of the line. */
    String peek() {
        return isAtEnd() ? "" : words.get(next).text();
    }

    int column() {
        return isAtEnd() ? end : words.get(next).column();
    }

    /** Consumes the next words if they are the given ones. */
    boolean take(String... wanted) {
        for (int i = 0; i < wanted.length; i++) {
            if (next + i >= words.size() || !is(words.get(next + i), wanted[i])) {
                return false;
            }
        }
        next += wanted.length;
        return true;
    }

    private static boolean is(Word word, String text) {
        return !word.quoted() && word.text().equals(text);
    }

    void require(String wanted) {
        if (!take(wanted)) {
            throw expected("\"" + wanted + "\"");
        }
    }

    /**
     * Consumes the next word.
     *
     * @param what what the word should be, for the error message
     */
    String word(String what) {
        if (isAtEnd() || words.get(next).isPunctuation()) {
            throw expected(what);
        }
        return words.get(next++).text();
    }

    /**
     * Consumes the next word and converts it. Errors of the converter get the position of the word.
     *
     * @param what what the word should be, for the error message
     */
    <T> T read(String what, Function<String, T> reader) {
        String text = word(what);
        try {
            return reader.apply(text);
        } catch (RuntimeException e) {
            next--;
            String reason = e instanceof IllegalArgumentException && !(e instanceof NumberFormatException)
                    ? " (" + e.getMessage() + ")"
                    : "";
            throw error(expectation(what) + reason);
        }
    }

    int number() {
        return read("a whole number", Integer::parseInt);
    }

    long longNumber() {
        return read("a whole number", Long::parseLong);
    }

    double decimal() {
        return read("a number such as 0.5", Double::parseDouble);
    }

    /** Consumes a time such as {@code 1min 30s}. */
    Duration span() {
        Duration span = read("a time such as 500ms, 10s, 5min, 1h or 2d", RuleLineScanner::span);
        while (!isAtEnd() && SPAN.matcher(words.get(next).text()).matches()) {
            span = span.plus(read("a time such as 500ms, 10s, 5min, 1h or 2d", RuleLineScanner::span));
        }
        return span;
    }

    private static Duration span(String text) {
        Matcher matcher = SPAN.matcher(text);
        if (!matcher.matches()) {
            throw new NumberFormatException(text);
        }
        return Duration.ofMillis(
                Math.multiplyExact(Long.parseLong(matcher.group(1)), MILLIS.getOrDefault(matcher.group(2), 1L)));
    }

    /** Consumes a number of bytes such as {@code 100M}. */
    long size() {
        return read("a size such as 1000, 64K, 100M or 2G", text -> {
            Matcher matcher = SIZE.matcher(text);
            if (!matcher.matches()) {
                throw new NumberFormatException(text);
            }
            return Math.multiplyExact(Long.parseLong(matcher.group(1)), BYTES.getOrDefault(matcher.group(2), 1L));
        });
    }

    /** Consumes words with commas between them. */
    List<String> list(String what) {
        return list(() -> word(what));
    }

    /** Consumes items with commas between them. */
    <T> List<T> list(Supplier<T> reader) {
        List<T> list = new ArrayList<>();
        do {
            list.add(reader.get());
        } while (take(","));
        return list;
    }

    /** Returns the error that there is something else than expected at the present position. */
    RuleFileException expected(String what) {
        return error(expectation(what));
    }

    /** @param allowed a list of all that is allowed at this position */
    RuleFileException expected(String what, String allowed) {
        return error(expectation(what) + "; allowed are " + allowed);
    }

    private String expectation(String what) {
        return "expected " + what + ", but found " + (isAtEnd() ? "the end of the line" : "\"" + peek() + "\"");
    }

    /** Returns an error at the present position. */
    RuleFileException error(String message) {
        return new RuleFileException(line, column(), message);
    }

    void requireEnd() {
        if (!isAtEnd()) {
            throw expected("the end of the line");
        }
    }
}

package io.github.servicehandler.watchdog;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The words of one line of a rule file, read from left to right. Not thread-safe. */
final class RuleLineScanner {

    /** A quoted text, a bracket or comma, the dots of a range, a word, a comment, or a quote that is not closed. */
    private static final Pattern WORD =
            Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|([(),])|(\\.\\.)|((?:(?!\\.\\.)[^\\s\"(),])+)|(#.*)|(\\S)");

    /** An escaped quote or backslash within quotes. Any other backslash stands for itself, as in {@code \w}. */
    private static final Pattern ESCAPED = Pattern.compile("\\\\([\"\\\\])");

    /** The words by which a condition may go on. */
    private static final List<String> CONTINUATIONS = List.of("and", "or", "for");

    /** The most words that a line begins with. */
    private static final int LONGEST_SETTING = 3;

    private static final int LONGEST = 2000;
    private static final int DEEPEST = 100;

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
            if (!quoted) {
                RuleCharacters.check(found, line, matcher.start() + 1);
            }
            String word = quoted ? ESCAPED.matcher(matcher.group(1)).replaceAll("$1") : found;
            words.add(new Word(word, matcher.start() + 1, quoted));
        }
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

    /** Returns whether the next word is in quotes. */
    boolean isQuoted() {
        return !isAtEnd() && words.get(next).quoted();
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
            throw error(expectation("\"" + wanted + "\"") + suggestion(List.of(wanted)));
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

    /** Consumes a whole number within a range. */
    int number(String what, int least, int most) {
        long number = read("a whole number", RuleValues::number);
        if (number < least || number > most) {
            next--;
            throw error(what + " must be from " + least + " to " + most + ", but was " + number);
        }
        return (int) number;
    }

    double decimal() {
        return read("a number such as 0.5", RuleValues::decimal);
    }

    /** Consumes a time such as {@code 1min 30s}, whose units become smaller. */
    Duration span() {
        long unit = RuleValues.isAmount(peek()) ? RuleValues.unitOfSpan(peek()) : 0;
        Duration span = read(RuleValues.TIME, RuleValues::span);
        while (!isAtEnd() && RuleValues.isAmount(peek()) && !words.get(next).quoted()) {
            long smaller = RuleValues.unitOfSpan(peek());
            if (smaller >= unit) {
                throw error("the units of a time must become smaller, as in 1min 30s, but found \"" + peek() + "\"");
            }
            unit = smaller;
            span = span.plus(read(RuleValues.TIME, RuleValues::span));
        }
        return span;
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

    /** Refuses a word that follows the last one of some services: a comma is missing, or quotes are. */
    void requireEndOfServices(String end) {
        if (!isAtEnd() && !words.get(next).isPunctuation()) {
            String example =
                    words.get(next - 1).quoted() ? "" : ", as in " + RuleFileQuotes.around(nameWithNext(words.size()));
            throw error(expectation("a comma or " + end) + "; there must be a comma between two services, and quotes"
                    + " around a name of several words" + example);
        }
    }

    /**
     * Refuses words between a service and its condition: quotes are missing around a name of several words.
     *
     * @param conditions the words that conditions begin with
     */
    void requireConditionOfService(Set<String> conditions) {
        List<String> rest = words.stream().skip(next).map(Word::text).toList();
        int length = (int) rest.stream()
                .takeWhile(word -> !conditions.contains(word) && !CONTINUATIONS.contains(word) && !word.equals("("))
                .count();
        boolean isName = length > 0 && length < rest.size() && conditions.contains(rest.get(length));
        if (isName && !words.get(next - 1).quoted()) {
            throw error(expectation("a condition") + "; there must be quotes around a name of several words, as in "
                    + RuleFileQuotes.around(nameWithNext(length)));
        }
    }

    /** Returns the last word and those that follow it before the next comma or bracket, or fewer. */
    private String nameWithNext(int most) {
        return Stream.concat(
                        Stream.of(words.get(next - 1)),
                        words.stream().skip(next).limit(most).takeWhile(word -> !word.isPunctuation()))
                .map(Word::text)
                .collect(Collectors.joining(" "));
    }

    /** Returns the error that there is something else than expected at the present position. */
    RuleFileException expected(String what) {
        return error(expectation(what));
    }

    /** @param allowed all words that are allowed at this position */
    RuleFileException expected(String what, Collection<String> allowed) {
        return error(expectation(what) + suggestion(allowed) + "; allowed are " + String.join(", ", allowed));
    }

    /** Returns a question for the allowed word that is the most similar to the next one; empty if there is none. */
    String suggestion(Collection<String> allowed) {
        return WordSuggestion.of(peek(), allowed);
    }

    private String expectation(String what) {
        return "expected " + what + ", but found " + (isAtEnd() ? "the end of the line" : "\"" + peek() + "\"");
    }

    /** Returns an error at the present position. */
    RuleFileException error(String message) {
        return new RuleFileException(line, column(), message);
    }

    /** Returns an error at the first word of the line. */
    RuleFileException errorAtLine(String message) {
        next = 0;
        return error(message);
    }

    /** Returns a question for the allowed words that are the most similar to the next ones; empty if there are none. */
    String suggestionForLine(Collection<String> allowed) {
        for (int count = LONGEST_SETTING; count > 1; count--) {
            int length = count;
            List<String> possible = allowed.stream()
                    .filter(words -> words.split(" ").length == length)
                    .toList();
            String found = words.stream().limit(count).map(Word::text).collect(Collectors.joining(" "));
            String suggestion = WordSuggestion.of(found, possible);
            if (!suggestion.isEmpty()) {
                return suggestion;
            }
        }
        return suggestion(allowed);
    }

    void requireEnd() {
        if (!isAtEnd()) {
            throw error(expectation("the end of the line") + suggestion(CONTINUATIONS));
        }
    }

    /** Returns the number of words consumed so far, for {@link #placed}. */
    int place() {
        return next;
    }

    /** Calls a function that may refuse a value. Its error gets the position of the given word. */
    <T> T placed(int place, Supplier<T> function) {
        return placed(() -> place, function);
    }

    /** Calls a function that may refuse the value that it has just read. Its error gets the position of that value. */
    <T> T placed(Supplier<T> function) {
        return placed(() -> next - 1, function);
    }

    private <T> T placed(IntSupplier place, Supplier<T> function) {
        try {
            return function.get();
        } catch (RuleFileException e) {
            throw e;
        } catch (IllegalArgumentException | IllegalStateException e) {
            next = place.getAsInt();
            throw error(Objects.requireNonNullElse(e.getMessage(), e.toString()));
        }
    }

    /** Returns all words of the line, those in quotes with their quotes. */
    List<String> texts() {
        return words.stream()
                .map(word -> word.quoted() ? "\"" + word.text() + "\"" : word.text())
                .toList();
    }

    /** Returns the words after those of the setting with their places. */
    List<RuleSource.Mark> marks(String setting) {
        int first = setting.split(" ").length;
        return words.stream()
                .skip(Math.min(first, words.size() - 1))
                .map(word -> new RuleSource.Mark(setting, word.text(), line, word.column()))
                .toList();
    }
}

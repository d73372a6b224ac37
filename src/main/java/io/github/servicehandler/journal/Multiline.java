package io.github.servicehandler.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

/**
 * The rules by which lines of a log are joined to one message, such as the lines of a stack trace. They apply to
 * {@linkplain JournalQuery#multiline the journal} and to log files.
 *
 * <pre>{@code
 * bot.journal().multiline(Multiline.stackTraces()).follow(entry -> …);
 * bot.journal().multiline(Multiline.startingWith(Pattern.compile("^\\d{4}-\\d\\d-\\d\\d "))).follow(entry -> …);
 * }</pre>
 *
 * <p>A message ends when a line follows that does not belong to it, when no line follows within the
 * {@linkplain #timeout timeout}, or when it has reached its maximum size. No line is lost then: the next line begins a
 * message.
 *
 * <p>Immutable and thread-safe.
 */
public final class Multiline {

    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(1);
    private static final int DEFAULT_LINES = 5000;
    private static final int DEFAULT_CHARACTERS = 1024 * 1024;

    private final BiPredicate<List<String>, String> rule;
    private final Duration timeout;
    private final int maxLines;
    private final int maxCharacters;

    private Multiline(BiPredicate<List<String>, String> rule, Duration timeout, int maxLines, int maxCharacters) {
        this.rule = rule;
        this.timeout = timeout;
        this.maxLines = maxLines;
        this.maxCharacters = maxCharacters;
    }

    private static Multiline of(BiPredicate<List<String>, String> rule) {
        return new Multiline(rule, DEFAULT_TIMEOUT, DEFAULT_LINES, DEFAULT_CHARACTERS);
    }

    /**
     * Returns rules that join the stack traces of Java and other languages of the JVM, JavaScript, .NET, Python, Go and
     * Ruby. They recognise stack frames, such as {@code at bot.Main.run(Main.java:7)}, and lines such as {@code Caused
     * by:}, {@code Suppressed:}, {@code ... 7 more} and {@code Traceback (most recent call last):}. The line before the
     * first frame belongs to the message. If that line is only the name of an exception with its text, a line before it
     * belongs to the message too, if it has one of the words {@code WARN}, {@code WARNING}, {@code ERROR},
     * {@code SEVERE}, {@code FATAL} and {@code CRITICAL}.
     *
     * @return the rules
     */
    public static Multiline stackTraces() {
        return of(StackTraceRules::continues);
    }

    /**
     * Returns rules that join only the pieces of a line that journald cut because it was longer than {@code LineMax=};
     * see journald.conf(5). All other rules join such pieces too.
     *
     * @return the rules
     */
    public static Multiline cutLines() {
        return of((lines, next) -> false);
    }

    /**
     * Returns rules by which a line with a match of a pattern begins a message, and any other line continues one.
     *
     * @param pattern the pattern of first lines; to match at the beginning of a line only, begin it with {@code ^}
     * @return the rules
     */
    public static Multiline startingWith(Pattern pattern) {
        Objects.requireNonNull(pattern, "pattern");
        return of((lines, next) -> !pattern.matcher(next).find());
    }

    /**
     * Returns rules by which a line with a match of a pattern continues a message, and any other line begins one.
     *
     * @param pattern the pattern of all lines but the first, such as {@code ^\s} for indented lines
     * @return the rules
     */
    public static Multiline continuedBy(Pattern pattern) {
        Objects.requireNonNull(pattern, "pattern");
        return of((lines, next) -> pattern.matcher(next).find());
    }

    /**
     * Returns a copy with another timeout.
     *
     * @param longest the maximum time between two lines of a message; positive, 1 second by default. A follower
     *     delivers a message after this time, if no other line has followed
     * @return the changed copy
     * @throws IllegalArgumentException if the time is not positive
     */
    public Multiline timeout(Duration longest) {
        if (longest.isZero() || longest.isNegative()) {
            throw new IllegalArgumentException("timeout must be positive, but was " + longest);
        }
        return new Multiline(rule, longest, maxLines, maxCharacters);
    }

    /**
     * Returns a copy with another maximum number of lines. What follows the last of them is another message.
     *
     * @param lines the maximum number of lines of a message; at least 1, by default 5,000
     * @return the changed copy
     * @throws IllegalArgumentException if {@code lines} is less than 1
     */
    public Multiline maxLines(int lines) {
        return new Multiline(rule, timeout, atLeastOne("lines", lines), maxCharacters);
    }

    /**
     * Returns a copy with another maximum length. A longer message is divided between two lines; a single line is never
     * divided.
     *
     * @param characters the maximum number of UTF-16 characters of a message; at least 1, by default 1,048,576
     * @return the changed copy
     * @throws IllegalArgumentException if {@code characters} is less than 1
     */
    public Multiline maxCharacters(int characters) {
        return new Multiline(rule, timeout, maxLines, atLeastOne("characters", characters));
    }

    private static int atLeastOne(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(what + " must be at least 1, but was " + value);
        }
        return value;
    }

    /**
     * Returns the timeout.
     *
     * @return the maximum time between two lines of a message
     */
    public Duration timeout() {
        return timeout;
    }

    /**
     * Returns the maximum number of lines.
     *
     * @return the maximum number of lines of a message
     */
    public int maxLines() {
        return maxLines;
    }

    /**
     * Returns the maximum length.
     *
     * @return the maximum number of UTF-16 characters of a message
     */
    public int maxCharacters() {
        return maxCharacters;
    }

    /** Returns whether the time between two lines is longer than the timeout. */
    boolean isTooLong(Instant earlier, Instant later) {
        return Duration.between(earlier, later).compareTo(timeout) > 0;
    }

    /**
     * Returns whether the rules join a line to a message. The timeout and the maximum size are not considered.
     *
     * @param message the lines of the message so far, without line breaks
     * @param next the line that follows, without a line break
     * @return whether the line continues the message; {@code false} if the message has no lines yet
     */
    public boolean continues(List<String> message, String next) {
        return !message.isEmpty() && rule.test(message, next);
    }
}

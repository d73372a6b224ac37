package io.github.servicehandler.testing.internal.time;

import java.util.BitSet;
import java.util.OptionalInt;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One field of a calendar expression, such as {@code *}, {@code 1,15}, {@code 9..17} or {@code 0/15}. */
final class CalendarField {

    private static final Pattern RANGE =
            Pattern.compile("(?<from>\\*|\\w+)(?:\\.\\.(?<to>\\w+))?(?:/(?<step>[0-9]{1,4}))?");

    private final BitSet values = new BitSet();

    /**
     * Parses a field.
     *
     * @param text the field as written in the expression
     * @param first the smallest valid value
     * @param last the largest valid value
     * @param toNumber converts a word to its value
     * @throws IllegalArgumentException if the text is not a field or contains an invalid value
     */
    static CalendarField parse(String text, int first, int last, ToIntFunction<String> toNumber) {
        CalendarField field = new CalendarField();
        for (String range : text.split(",", -1)) {
            Matcher matcher = RANGE.matcher(range);
            if (!matcher.matches()) {
                throw new IllegalArgumentException(text);
            }
            field.add(matcher, first, last, toNumber);
        }
        return field;
    }

    private void add(Matcher range, int first, int last, ToIntFunction<String> toNumber) {
        boolean isWildcard = range.group("from").equals("*");
        int from = isWildcard ? first : toNumber.applyAsInt(range.group("from"));
        boolean isOpenEnded = isWildcard || (range.group("to") == null && range.group("step") != null);
        int to = isOpenEnded ? last : range.group("to") == null ? from : toNumber.applyAsInt(range.group("to"));
        int step = range.group("step") == null ? 1 : Integer.parseInt(range.group("step"));
        if (from < first || to > last || from > to || step == 0) {
            throw new IllegalArgumentException(range.group());
        }
        for (int value = from; value <= to; value += step) {
            values.set(value);
        }
    }

    boolean contains(int value) {
        return values.get(value);
    }

    /** Returns the smallest value of the field that is at least {@code value}; empty if there is none. */
    OptionalInt nextFrom(int value) {
        int next = values.nextSetBit(value);
        return next < 0 ? OptionalInt.empty() : OptionalInt.of(next);
    }
}

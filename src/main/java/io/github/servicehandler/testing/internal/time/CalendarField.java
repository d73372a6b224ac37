package io.github.servicehandler.testing.internal.time;

import java.util.BitSet;
import java.util.OptionalInt;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One field of a calendar expression, such as {@code *}, {@code 1,15}, {@code 9..17} or {@code 0/15}. */
final class CalendarField {

    private static final Pattern PIECE =
            Pattern.compile("(?<from>\\*|\\w+)(?:\\.\\.(?<to>\\w+))?(?:/(?<step>[0-9]{1,4}))?");

    private final BitSet values = new BitSet();

    /**
     * Parses a field.
     *
     * @param text the field as written in the expression
     * @param first the smallest valid value
     * @param last the largest valid value
     * @param number converts a word to its value
     * @throws IllegalArgumentException if the text is not a field or contains an invalid value
     */
    static CalendarField parse(String text, int first, int last, ToIntFunction<String> number) {
        CalendarField field = new CalendarField();
        for (String piece : text.split(",", -1)) {
            Matcher matcher = PIECE.matcher(piece);
            if (!matcher.matches()) {
                throw new IllegalArgumentException(text);
            }
            field.add(matcher, first, last, number);
        }
        return field;
    }

    private void add(Matcher piece, int first, int last, ToIntFunction<String> number) {
        boolean any = piece.group("from").equals("*");
        int from = any ? first : number.applyAsInt(piece.group("from"));
        boolean open = any || (piece.group("to") == null && piece.group("step") != null);
        int to = open ? last : piece.group("to") == null ? from : number.applyAsInt(piece.group("to"));
        int step = piece.group("step") == null ? 1 : Integer.parseInt(piece.group("step"));
        if (from < first || to > last || from > to || step == 0) {
            throw new IllegalArgumentException(piece.group());
        }
        for (int value = from; value <= to; value += step) {
            values.set(value);
        }
    }

    boolean contains(int value) {
        return values.get(value);
    }

    /** Returns the smallest value of the field that is at least {@code value}; empty if there is none. */
    OptionalInt from(int value) {
        int next = values.nextSetBit(value);
        return next < 0 ? OptionalInt.empty() : OptionalInt.of(next);
    }
}

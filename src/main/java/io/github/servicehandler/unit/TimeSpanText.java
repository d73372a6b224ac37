package io.github.servicehandler.unit;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** The text of a time span. All spans are in microseconds, as unsigned numbers. */
final class TimeSpanText {

    /** The span without an end. */
    static final long INFINITY = -1;

    private static final long SECOND = 1_000_000;
    private static final long MINUTE = 60 * SECOND;
    private static final int DECIMAL = 10;

    private record SpanUnit(long micros, List<String> names) {

        /** Returns the name with which the unit is printed. */
        String name() {
            return names.get(0);
        }
    }

    private record SpanSuffix(String name, long micros) {}

    private static final List<SpanUnit> UNITS = List.of(
            new SpanUnit(31_557_600 * SECOND, List.of("y", "years", "year")),
            new SpanUnit(2_629_800 * SECOND, List.of("month", "months", "M")),
            new SpanUnit(604_800 * SECOND, List.of("w", "weeks", "week")),
            new SpanUnit(86_400 * SECOND, List.of("d", "days", "day")),
            new SpanUnit(3_600 * SECOND, List.of("h", "hours", "hour", "hr")),
            new SpanUnit(MINUTE, List.of("min", "minutes", "minute", "m")),
            new SpanUnit(SECOND, List.of("s", "seconds", "second", "sec")),
            new SpanUnit(1_000, List.of("ms", "msec")),
            new SpanUnit(1, List.of("us", "usec", "µs", "μs")));

    /** All names of units, the longest first: {@code m} begins many others. */
    private static final List<SpanSuffix> SUFFIXES = UNITS.stream()
            .flatMap(unit -> unit.names().stream().map(name -> new SpanSuffix(name, unit.micros())))
            .sorted((one, other) -> other.name().length() - one.name().length())
            .toList();

    private final String text;
    private int position;
    private long micros;

    TimeSpanText(String text) {
        this.text = text;
    }

    /** Returns the span; empty if the text is not one. Call it once. */
    OptionalLong parse() {
        if (trimmed(text).equals("infinity")) {
            return OptionalLong.of(INFINITY);
        }
        skipBlanks();
        boolean isValid = position < text.length();
        while (isValid && position < text.length()) {
            isValid = takePart();
            skipBlanks();
        }
        return isValid ? OptionalLong.of(micros) : OptionalLong.empty();
    }

    /** Adds a number with its unit, and returns whether there was a valid one. */
    private boolean takePart() {
        if (text.startsWith("+", position)) {
            position++;
        }
        String whole = takeDigits();
        boolean hasPoint = text.startsWith(".", position);
        position += hasPoint ? 1 : 0;
        String decimals = hasPoint ? takeDigits() : "";
        if (hasPoint ? decimals.isEmpty() : whole.isEmpty()) {
            return false;
        }
        int numberEnd = position;
        long unit = takeUnit();
        boolean isSeparated = position > numberEnd || position == text.length();
        return isSeparated && addWhole(whole, unit) && addDecimals(decimals, unit);
    }

    private boolean addWhole(String digits, long unit) {
        try {
            long number = digits.isEmpty() ? 0 : Long.parseLong(digits);
            return Long.compareUnsigned(number, Long.divideUnsigned(INFINITY, unit)) < 0 && add(number * unit);
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private boolean addDecimals(String digits, long unit) {
        long weight = unit / DECIMAL;
        boolean isValid = true;
        for (int i = 0; i < digits.length() && weight > 0; i++) {
            isValid &= add((digits.charAt(i) - '0') * weight);
            weight /= DECIMAL;
        }
        return isValid;
    }

    private boolean add(long more) {
        boolean fits = Long.compareUnsigned(more, INFINITY - micros) < 0;
        micros += fits ? more : 0;
        return fits;
    }

    /** Skips blanks and a unit, and returns the unit; a second if there is none. */
    private long takeUnit() {
        skipBlanks();
        for (SpanSuffix suffix : SUFFIXES) {
            if (text.startsWith(suffix.name(), position)) {
                position += suffix.name().length();
                return suffix.micros();
            }
        }
        return SECOND;
    }

    private String takeDigits() {
        return take(character -> character >= '0' && character <= '9');
    }

    private void skipBlanks() {
        take(TimeSpanText::isBlank);
    }

    private String take(Predicate<Character> accepted) {
        int start = position;
        while (position < text.length() && accepted.test(text.charAt(position))) {
            position++;
        }
        return text.substring(start, position);
    }

    private static boolean isBlank(char character) {
        return " \t\n\r".indexOf(character) >= 0;
    }

    private static String trimmed(String text) {
        return text.replaceAll("^[ \\t\\n\\r]+|[ \\t\\n\\r]+$", "");
    }

    /**
     * Returns a span as text, down to an accuracy, which is a power of ten. What is below it is cut off, unless the
     * whole span is.
     */
    static String format(long span, long accuracy) {
        if (span == INFINITY) {
            return "infinity";
        }
        StringBuilder text = new StringBuilder();
        long rest = span;
        for (SpanUnit unit : UNITS) {
            boolean isExact = text.length() > 0 && Long.compareUnsigned(rest, accuracy) < 0;
            if (isExact || Long.compareUnsigned(rest, unit.micros()) < 0) {
                continue;
            }
            boolean isBelowMinute = Long.compareUnsigned(rest, MINUTE) < 0;
            long below = Long.remainderUnsigned(rest, unit.micros());
            String decimals = isBelowMinute ? decimals(below, unit.micros(), accuracy) : "";
            text.append(text.length() == 0 ? "" : " ")
                    .append(Long.toUnsignedString(Long.divideUnsigned(rest, unit.micros())))
                    .append(decimals)
                    .append(unit.name());
            rest = decimals.isEmpty() ? below : 0;
        }
        return text.length() == 0 ? "0" : text.toString();
    }

    /** Returns the part below one unit as its decimals: below a minute, systemd uses no smaller units. */
    private static String decimals(long below, long unit, long accuracy) {
        String all = String.valueOf(unit + below).substring(1);
        int cut = String.valueOf(accuracy).length() - 1;
        return below == 0 || cut >= all.length() ? "" : "." + all.substring(0, all.length() - cut);
    }
}

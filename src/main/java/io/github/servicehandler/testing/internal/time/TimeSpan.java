package io.github.servicehandler.testing.internal.time;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parser and printer for time spans in the notation of systemd.time(7). All values are in microseconds. */
public final class TimeSpan {

    public static final long INFINITY = Long.MAX_VALUE;
    public static final long MILLISECOND = 1_000;
    public static final long SECOND = 1_000_000;
    private static final long MINUTE = 60 * SECOND;

    private static final Pattern PART =
            Pattern.compile("\\s*([0-9]+(?:\\.[0-9]*)?|(?<![0-9])\\.[0-9]+)\\s*([a-zA-Zµ]*)\\s*");
    private static final Map<String, Long> UNITS = new LinkedHashMap<>();

    static {
        UNITS.put("y", 31_557_600 * SECOND);
        UNITS.put("month", 2_629_800 * SECOND);
        UNITS.put("w", 604_800 * SECOND);
        UNITS.put("d", 86_400 * SECOND);
        UNITS.put("h", 3_600 * SECOND);
        UNITS.put("min", 60 * SECOND);
        UNITS.put("s", SECOND);
        UNITS.put("ms", MILLISECOND);
        UNITS.put("us", 1L);
    }

    private static final Map<String, String> UNIT_ALIASES = Map.ofEntries(
            Map.entry("", "s"),
            Map.entry("year", "y"),
            Map.entry("years", "y"),
            Map.entry("months", "month"),
            Map.entry("M", "month"),
            Map.entry("sec", "s"),
            Map.entry("second", "s"),
            Map.entry("seconds", "s"),
            Map.entry("m", "min"),
            Map.entry("minute", "min"),
            Map.entry("minutes", "min"),
            Map.entry("hr", "h"),
            Map.entry("hour", "h"),
            Map.entry("hours", "h"),
            Map.entry("day", "d"),
            Map.entry("days", "d"),
            Map.entry("week", "w"),
            Map.entry("weeks", "w"),
            Map.entry("msec", "ms"),
            Map.entry("usec", "us"),
            Map.entry("µs", "us"));

    private TimeSpan() {}

    /**
     * Parses a span such as {@code 5}, {@code 1min 30s}, {@code 0.5} or {@code infinity}; returns empty if it is
     * invalid.
     */
    public static OptionalLong parse(String text) {
        if (text.equals("infinity")) {
            return OptionalLong.of(INFINITY);
        }
        Matcher part = PART.matcher(text);
        BigDecimal micros = BigDecimal.ZERO;
        int end = text.startsWith("+") ? 1 : 0;
        while (end < text.length()) {
            if (!part.find(end) || part.start() != end) {
                return OptionalLong.empty();
            }
            Long unit = UNITS.get(UNIT_ALIASES.getOrDefault(part.group(2), part.group(2)));
            if (unit == null) {
                return OptionalLong.empty();
            }
            micros = micros.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit)));
            end = part.end();
        }
        boolean isValid = end > 0 && micros.compareTo(BigDecimal.valueOf(INFINITY)) < 0;
        return isValid && !text.isBlank() ? OptionalLong.of(micros.longValue()) : OptionalLong.empty();
    }

    /** Formats a span as {@code 1min 30s}, {@code 100ms}, {@code infinity} or {@code 0}. */
    public static String format(long micros) {
        return format(micros, 1);
    }

    /**
     * Formats a span as {@link #format(long)} does, but only down to a power of ten. What is below it is cut off,
     * unless the whole span is.
     */
    public static String format(long micros, long accuracy) {
        if (micros == INFINITY) {
            return "infinity";
        }
        StringBuilder text = new StringBuilder();
        long rest = micros;
        for (Map.Entry<String, Long> unit : UNITS.entrySet()) {
            long count = rest / unit.getValue();
            if (count == 0) {
                continue;
            }
            if (rest < accuracy && text.length() > 0) {
                break;
            }
            text.append(text.length() == 0 ? "" : " ").append(count);
            String decimals = rest < MINUTE ? decimals(rest, unit.getValue(), accuracy) : "";
            text.append(decimals.isEmpty() ? "" : "." + decimals).append(unit.getKey());
            rest = decimals.isEmpty() ? rest % unit.getValue() : 0;
        }
        return text.length() == 0 ? "0" : text.toString();
    }

    /**
     * Returns the remainder as the decimals of one unit, or an empty string if there is none: below a minute, systemd
     * does not break a span into smaller units.
     */
    private static String decimals(long micros, long unit, long accuracy) {
        if (micros % unit == 0) {
            return "";
        }
        String all = String.valueOf(unit + micros % unit).substring(1);
        int cut = String.valueOf(accuracy).length() - 1;
        return all.substring(0, Math.max(0, all.length() - cut));
    }
}

package io.github.servicehandler.watchdog;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.unit.UnitPattern;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Parser of the values of a rule file. Each method accepts one spelling of a value. An {@link IllegalArgumentException}
 * has a reason for the operator; a {@link NumberFormatException} has none.
 */
final class RuleValues {

    static final String TIME = "a time such as 500ms, 10s, 5min, 1h or 2d";

    static final String SIZE = "a size such as 1000, 64K, 100M or 2G";

    private static final Map<String, Long> MILLIS =
            Map.of("ms", 1L, "s", 1000L, "min", 60_000L, "h", 3_600_000L, "d", 86_400_000L);
    private static final Map<String, Long> BYTES = Map.of("", 1L, "K", 1L << 10, "M", 1L << 20, "G", 1L << 30);

    /** A whole number with a unit. */
    private static final Pattern AMOUNT = Pattern.compile("([0-9]+)([a-zA-Z]*)");

    private static final Pattern RANGE = Pattern.compile("([0-9]+[a-z]+)-([0-9]+[a-z]+)");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]+(\\.[0-9]+)?");
    private static final Pattern PERCENT = Pattern.compile("([0-9]{1,2})%");
    private static final Pattern SHELL = Pattern.compile("~.*|.*[$`].*|[|&;<>].*|[0-9]>.*");

    /** Spellings of units of time in other programs. */
    private static final Map<String, String> UNITS_OF_TIME = Map.ofEntries(
            Map.entry("m", "min"),
            Map.entry("mins", "min"),
            Map.entry("minute", "min"),
            Map.entry("minutes", "min"),
            Map.entry("sec", "s"),
            Map.entry("secs", "s"),
            Map.entry("second", "s"),
            Map.entry("seconds", "s"),
            Map.entry("msec", "ms"),
            Map.entry("hr", "h"),
            Map.entry("hour", "h"),
            Map.entry("hours", "h"),
            Map.entry("day", "d"),
            Map.entry("days", "d"));

    /** The words that systemd has as the result of a unit. */
    static final Set<String> RESULTS = Set.of(
            "success",
            "resources",
            "protocol",
            "timeout",
            "exit-code",
            "signal",
            "core-dump",
            "watchdog",
            "start-limit-hit",
            "oom-kill",
            "exec-condition",
            "trigger-limit-hit",
            "service-start-limit-hit",
            "unit-start-limit-hit",
            "mount-start-limit-hit",
            "unmounted");

    private static final long MEGABYTE = 1L << 20;

    private RuleValues() {}

    static boolean isAmount(String text) {
        return AMOUNT.matcher(text).matches();
    }

    /** Returns the unit of a time, in milliseconds. */
    static long unitOfSpan(String text) {
        Matcher matcher = matcher(AMOUNT, text);
        return MILLIS.getOrDefault(matcher.group(2), 0L);
    }

    static Duration span(String text) {
        Matcher range = RANGE.matcher(text);
        if (range.matches()) {
            throw new IllegalArgumentException("did you mean " + range.group(1) + ".." + range.group(2) + "?");
        }
        Matcher matcher = matcher(AMOUNT, text);
        Long millis = MILLIS.get(matcher.group(2));
        if (millis == null) {
            throw unknownUnit(matcher, UNITS_OF_TIME);
        }
        return Duration.ofMillis(Math.multiplyExact(Long.parseLong(matcher.group(1)), millis));
    }

    private static IllegalArgumentException unknownUnit(Matcher matcher, Map<String, String> units) {
        String unit = units.getOrDefault(matcher.group(2), "");
        return unit.isEmpty()
                ? new NumberFormatException(matcher.group())
                : new IllegalArgumentException("did you mean " + matcher.group(1) + unit + "?");
    }

    static long size(String text) {
        Matcher matcher = matcher(AMOUNT, text);
        Long bytes = BYTES.get(matcher.group(2));
        if (bytes == null) {
            String unit = matcher.group(2).toUpperCase(Locale.ROOT).replaceAll("I?B$", "");
            throw unknownUnit(matcher, BYTES.containsKey(unit) ? Map.of(matcher.group(2), unit) : Map.of());
        }
        return Math.multiplyExact(Long.parseLong(matcher.group(1)), bytes);
    }

    /** Reads a number of bytes of memory. No program needs less than a megabyte, so a unit was forgotten. */
    static long memory(String text) {
        long bytes = size(text);
        if (bytes < MEGABYTE && NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException("this is a number of bytes; did you mean " + text + "M?");
        }
        return bytes;
    }

    static long number(String text) {
        return Long.parseLong(matcher(NUMBER, text).group());
    }

    static double decimal(String text) {
        Matcher percent = PERCENT.matcher(text);
        if (percent.matches()) {
            throw new IllegalArgumentException("did you mean " + Integer.parseInt(percent.group(1)) / 100.0 + "?");
        }
        return Double.parseDouble(matcher(DECIMAL, text).group());
    }

    private static Matcher matcher(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            throw new NumberFormatException(text);
        }
        return matcher;
    }

    /** Reads a service's name or unit. A name that cannot be a unit must be in quotes. */
    static String service(RuleLineScanner scanner) {
        boolean quoted = scanner.isQuoted();
        return scanner.read(
                "a service's name", text -> quoted ? ServiceReference.of(text).text() : unquoted(text, UnitName::of));
    }

    /** Reads a service's name, its unit, or a pattern of units. A name that cannot be a unit must be in quotes. */
    /** Reads the services of a line, with commas between them. */
    static String[] services(RuleLineScanner scanner, Function<RuleLineScanner, String> reader) {
        List<String> services = scanner.list(() -> reader.apply(scanner));
        scanner.requireEndOfServices("the end of the line");
        return services.toArray(String[]::new);
    }

    static String servicePattern(RuleLineScanner scanner) {
        boolean quoted = scanner.isQuoted();
        return scanner.read(
                "a service's name or pattern",
                text -> quoted ? ServicePattern.of(text).text() : unquoted(text, UnitPattern::of));
    }

    private static String unquoted(String text, Consumer<String> check) {
        try {
            check.accept(text);
            return text;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    e.getMessage() + "; the name of a service with other characters must be in quotes", e);
        }
    }

    /** Returns the constant of an enum whose name in lower case is the text. */
    static <E extends Enum<E>> E constant(Class<E> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> new NumberFormatException(text));
    }

    static String result(String text) {
        if (!RESULTS.contains(text)) {
            throw new IllegalArgumentException(
                    "allowed are " + String.join(", ", RESULTS.stream().sorted().toList()));
        }
        return text;
    }

    static Pattern pattern(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("an empty expression matches every line");
        }
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            String place = e.getIndex() < 0 ? "" : " at its character " + (e.getIndex() + 1);
            throw new IllegalArgumentException(e.getDescription() + place, e);
        }
    }

    static Path path(String text) {
        Path path = Path.of(text);
        if (text.startsWith("~")) {
            throw new IllegalArgumentException("~ is not replaced by a home directory; write the whole path");
        }
        if (!path.isAbsolute()) {
            throw new IllegalArgumentException("the path must begin with /");
        }
        return path;
    }

    /** Reads a program, which is a whole path or a name to look up in PATH. */
    static String program(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("the program is missing");
        }
        return text.contains("/") || text.startsWith("~") ? path(text).toString() : text;
    }

    /** Reads a program and its arguments, with commas between them. */
    static Command command(RuleLineScanner scanner) {
        List<String> argv = new ArrayList<>();
        do {
            argv.add(argv.isEmpty() ? scanner.read("a program", RuleValues::program) : argument(scanner));
        } while (scanner.take(","));
        return Command.of(argv);
    }

    private static String argument(RuleLineScanner scanner) {
        boolean quoted = scanner.isQuoted();
        return scanner.read("an argument", text -> {
            if (!quoted && SHELL.matcher(text).matches()) {
                throw new IllegalArgumentException("no shell reads it; put it in quotes if the program itself is to get"
                        + " it, or run /bin/sh with -c and the line in quotes");
            }
            return text;
        });
    }
}

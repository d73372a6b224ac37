package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceState;
import io.github.servicehandler.Signal;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parser of the conditions of a rule file. */
final class ConditionParser {

    private static final Map<String, Function<RuleLineScanner, Condition>> KINDS = kinds();

    /** A time zone begins with a capital letter, as in Europe/Berlin or UTC; no other word of a condition does. */
    private static final Pattern ZONE = Pattern.compile("[A-Z][A-Za-z0-9_+/-]*");

    private ConditionParser() {}

    private static Map<String, Function<RuleLineScanner, Condition>> kinds() {
        Map<String, Function<RuleLineScanner, Condition>> kinds = new LinkedHashMap<>();
        kinds.put("failed", scanner -> counted(scanner, Condition.failed(), Condition::failed));
        kinds.put("up", scanner -> Condition.up());
        kinds.put("down", scanner -> Condition.down());
        kinds.put("crashed", scanner -> Condition.crashed());
        kinds.put("in", scanner -> Condition.in(states(scanner)));
        kinds.put("entered", scanner -> Condition.entered(states(scanner)));
        kinds.put("left", scanner -> Condition.left(states(scanner)));
        kinds.put(
                "result",
                scanner -> Condition.result(scanner.list(() -> scanner.read("a result", RuleValues::result))
                        .toArray(String[]::new)));
        kinds.put("exit-code", scanner -> Condition.exitCode(numbers(scanner)));
        kinds.put(
                "ended-by",
                scanner -> Condition.endedBy(scanner.read("a signal such as KILL or SEGV", ConditionParser::signal)));
        kinds.put("restarted", scanner -> counted(scanner, null, Condition::restarted));
        kinds.put("start-limit-hit", scanner -> Condition.startLimitHit());
        kinds.put("up-for", scanner -> Condition.upFor(scanner.span()));
        kinds.put("up-for-less", scanner -> Condition.upForLess(scanner.span()));
        kinds.put("service", ConditionParser::ofOther);
        kinds.put("every", scanner -> Condition.every(scanner.span()));
        kinds.put(
                "at",
                scanner -> Condition.at(scanner.read("a time of day such as 04:30", LocalTime::parse), zone(scanner)));
        ReadingParser.addTo(kinds);
        kinds.put("logged", ConditionParser::logged);
        kinds.put("silent", ConditionParser::silent);
        return kinds;
    }

    /** Returns all words that conditions begin with. */
    static Set<String> words() {
        return KINDS.keySet();
    }

    /** Reads a condition up to the end of the line or to a closing bracket. */
    static Condition parse(RuleLineScanner scanner) {
        Condition condition = conjunction(scanner);
        while (scanner.take("or")) {
            condition = condition.or(conjunction(scanner));
        }
        return condition;
    }

    private static Condition conjunction(RuleLineScanner scanner) {
        Condition condition = negation(scanner);
        while (scanner.take("and")) {
            condition = condition.and(negation(scanner));
        }
        return condition;
    }

    private static Condition negation(RuleLineScanner scanner) {
        if (!scanner.take("not")) {
            return held(scanner);
        }
        Condition opposite =
                Condition.not(scanner.nested(() -> scanner.isNext("not") ? negation(scanner) : primary(scanner)));
        if (scanner.isNext("for")) {
            throw scanner.error("\"not … for …\" needs brackets: \"not (… for …)\" or \"(not …) for …\"");
        }
        return opposite;
    }

    private static Condition held(RuleLineScanner scanner) {
        Condition condition = primary(scanner);
        if (scanner.isNext("for")) {
            int place = scanner.place();
            scanner.take("for");
            // an event is refused at the "for", a time at the time
            scanner.placed(place, () -> condition.heldFor(Duration.ofSeconds(1)));
            return scanner.placed(() -> condition.heldFor(scanner.span()));
        }
        return condition;
    }

    private static Condition primary(RuleLineScanner scanner) {
        if (scanner.take("(")) {
            Condition condition = scanner.nested(() -> parse(scanner));
            scanner.require(")");
            return condition;
        }
        for (Map.Entry<String, Function<RuleLineScanner, Condition>> kind : KINDS.entrySet()) {
            if (scanner.take(kind.getKey())) {
                return kind.getValue().apply(scanner);
            }
        }
        List<String> allowed = new ArrayList<>(KINDS.keySet());
        allowed.add("not");
        throw scanner.expected("a condition", allowed);
    }

    private static Condition counted(
            RuleLineScanner scanner, @Nullable Condition plain, BiFunction<Integer, Duration, Condition> counted) {
        if (plain != null && !isNumberNext(scanner)) {
            return plain;
        }
        int times = scanner.number("the number of times", 1, OccurrenceWindow.CAPACITY);
        scanner.require("times");
        scanner.require("in");
        return counted.apply(times, scanner.span());
    }

    private static boolean isNumberNext(RuleLineScanner scanner) {
        return scanner.peek().matches("[0-9]+");
    }

    private static Integer[] numbers(RuleLineScanner scanner) {
        return scanner.list(() -> scanner.number("an exit code", 0, RunConditions.LAST_EXIT_CODE))
                .toArray(Integer[]::new);
    }

    private static ZoneId zone(RuleLineScanner scanner) {
        return ZONE.matcher(scanner.peek()).matches()
                ? scanner.read("a time zone such as Europe/Berlin", ZoneId::of)
                : ZoneId.systemDefault();
    }

    private static ServiceState[] states(RuleLineScanner scanner) {
        List<String> known = StateConditions.KNOWN.stream()
                .map(state -> state.name().toLowerCase(Locale.ROOT))
                .toList();
        return scanner.list(() -> state(scanner, known)).toArray(ServiceState[]::new);
    }

    private static ServiceState state(RuleLineScanner scanner, List<String> known) {
        if (scanner.isNext("unknown")) {
            return scanner.placed(scanner.place(), () -> {
                StateConditions.in(Set.of(ServiceState.UNKNOWN));
                return ServiceState.UNKNOWN;
            });
        }
        if (!known.contains(scanner.peek())) {
            throw scanner.expected("a state", known);
        }
        return RuleValues.constant(ServiceState.class, scanner.word("a state"));
    }

    private static Condition ofOther(RuleLineScanner scanner) {
        String service = RuleValues.service(scanner);
        scanner.requireConditionOfService(KINDS.keySet());
        int place = scanner.place();
        Condition condition = primary(scanner);
        return scanner.placed(place, () -> Condition.service(service, condition));
    }

    static Signal signal(String name) {
        return switch (name.startsWith("SIG") ? name.substring(3) : name) {
            case "HUP" -> Signal.HUP;
            case "INT" -> Signal.INT;
            case "QUIT" -> Signal.QUIT;
            case "ABRT" -> Signal.ABRT;
            case "BUS" -> Signal.BUS;
            case "FPE" -> Signal.FPE;
            case "ILL" -> Signal.ILL;
            case "KILL" -> Signal.KILL;
            case "SEGV" -> Signal.SEGV;
            case "TERM" -> Signal.TERM;
            case "USR1" -> Signal.USR1;
            case "USR2" -> Signal.USR2;
            default ->
                throw new IllegalArgumentException(
                        "allowed are HUP, INT, QUIT, ABRT, BUS, FPE, ILL, KILL, SEGV, TERM, USR1 and USR2");
        };
    }

    private static Condition logged(RuleLineScanner scanner) {
        Pattern pattern = scanner.read("a regular expression in quotes", RuleValues::pattern);
        if (!isNumberNext(scanner)) {
            throw scanner.expected("a number of times (an expression of several words must be in quotes)");
        }
        int times = scanner.number("the number of times", 1, OccurrenceWindow.CAPACITY);
        scanner.require("times");
        scanner.require("in");
        return Condition.logged(pattern, times, scanner.span());
    }

    private static Condition silent(RuleLineScanner scanner) {
        scanner.require("for");
        return Condition.silentFor(scanner.span());
    }
}

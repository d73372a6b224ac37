package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceState;
import io.github.servicehandler.Signal;
import io.github.servicehandler.command.Command;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a condition from the words of a line. */
final class ConditionParser {

    private static final Map<String, Function<RuleLineScanner, Condition>> KINDS = kinds();

    /** A region and a place, or a name in capitals as UTC: other words have none. */
    private static final Pattern ZONE = Pattern.compile("[A-Z][A-Za-z0-9_+/-]*");

    private ConditionParser() {}

    private static Map<String, Function<RuleLineScanner, Condition>> kinds() {
        Map<String, Function<RuleLineScanner, Condition>> kinds = new LinkedHashMap<>();
        kinds.put("failed", words -> counted(words, Condition.failed(), Condition::failed));
        kinds.put("up", words -> Condition.up());
        kinds.put("down", words -> Condition.down());
        kinds.put("crashed", words -> Condition.crashed());
        kinds.put("in", words -> Condition.in(states(words)));
        kinds.put("entered", words -> Condition.entered(states(words)));
        kinds.put("left", words -> Condition.left(states(words)));
        kinds.put(
                "result",
                words -> Condition.result(
                        words.list("a result such as exit-code or timeout").toArray(String[]::new)));
        kinds.put("exit-code", words -> Condition.exitCode(numbers(words)));
        kinds.put(
                "ended-by",
                words -> Condition.endedBy(words.read("a signal such as KILL or SEGV", ConditionParser::signal)));
        kinds.put("restarted", words -> counted(words, null, Condition::restarted));
        kinds.put("start-limit-hit", words -> Condition.startLimitHit());
        kinds.put("up-for", words -> Condition.upFor(words.span()));
        kinds.put("up-for-less", words -> Condition.upForLess(words.span()));
        kinds.put("service", words -> Condition.service(words.word("a service's name"), primary(words)));
        kinds.put("every", words -> Condition.every(words.span()));
        kinds.put(
                "at", words -> Condition.at(words.read("a time of day such as 04:30", LocalTime::parse), zone(words)));
        kinds.put(
                "memory",
                words -> sampled(
                        words, bound(words, RuleLineScanner::size, Condition::memoryAbove, Condition::memoryBelow)));
        kinds.put(
                "cpu",
                words -> sampled(
                        words, bound(words, RuleLineScanner::decimal, Condition::cpuAbove, Condition::cpuBelow)));
        kinds.put(
                "tasks",
                words -> sampled(
                        words,
                        bound(words, RuleLineScanner::longNumber, Condition::tasksAbove, Condition::tasksBelow)));
        kinds.put("tcp-fails", ConditionParser::tcp);
        kinds.put(
                "http-fails",
                words -> sampled(
                        words,
                        words.read(
                                "an address such as http://localhost:8080/",
                                text -> HealthCheck.httpFails(URI.create(text)))));
        kinds.put(
                "command-fails",
                words -> sampled(words, HealthCheck.commandFails(Command.of(words.list("a program or argument")))));
        kinds.put("file-missing", words -> sampled(words, HealthCheck.fileMissing(path(words))));
        kinds.put("file-changed", words -> sampled(words, HealthCheck.fileChanged(path(words))));
        kinds.put("file-older", words -> sampled(words, HealthCheck.fileOlderThan(path(words), words.span())));
        kinds.put("file-larger", words -> sampled(words, HealthCheck.fileLargerThan(path(words), words.size())));
        kinds.put("logged", ConditionParser::logged);
        kinds.put("silent", ConditionParser::silent);
        return kinds;
    }

    /** Returns all words with which conditions begin. */
    static Set<String> words() {
        return KINDS.keySet();
    }

    /** Reads a condition up to the end of the line, or to a closing bracket. */
    static Condition parse(RuleLineScanner words) {
        Condition condition = conjunction(words);
        while (words.take("or")) {
            condition = condition.or(conjunction(words));
        }
        return condition;
    }

    private static Condition conjunction(RuleLineScanner words) {
        Condition condition = negation(words);
        while (words.take("and")) {
            condition = condition.and(negation(words));
        }
        return condition;
    }

    private static Condition negation(RuleLineScanner words) {
        if (!words.take("not")) {
            return held(words);
        }
        Condition opposite = Condition.not(words.nested(() -> words.isNext("not") ? negation(words) : primary(words)));
        if (words.isNext("for")) {
            throw words.mistake("brackets are needed to tell \"not (… for …)\" from \"(not …) for …\"");
        }
        return opposite;
    }

    private static Condition held(RuleLineScanner words) {
        Condition condition = primary(words);
        return words.take("for") ? condition.heldFor(words.span()) : condition;
    }

    private static Condition primary(RuleLineScanner words) {
        if (words.take("(")) {
            Condition condition = words.nested(() -> parse(words));
            words.require(")");
            return condition;
        }
        for (Map.Entry<String, Function<RuleLineScanner, Condition>> kind : KINDS.entrySet()) {
            if (words.take(kind.getKey())) {
                return kind.getValue().apply(words);
            }
        }
        throw words.mistake("a condition is expected here: one of " + String.join(", ", KINDS.keySet())
                + ", or one in brackets, or not and a condition");
    }

    private static Condition counted(
            RuleLineScanner words, @Nullable Condition plain, BiFunction<Integer, Duration, Condition> counted) {
        if (plain != null && !isNumberNext(words)) {
            return plain;
        }
        int times = words.number();
        words.require("times");
        words.require("in");
        return counted.apply(times, words.span());
    }

    private static boolean isNumberNext(RuleLineScanner words) {
        return words.peek().matches("\\d+");
    }

    private static Integer[] numbers(RuleLineScanner words) {
        return words.list(words::number).toArray(Integer[]::new);
    }

    private static ZoneId zone(RuleLineScanner words) {
        return ZONE.matcher(words.peek()).matches()
                ? words.read("a time zone such as Europe/Berlin", ZoneId::of)
                : ZoneId.systemDefault();
    }

    private static ServiceState[] states(RuleLineScanner words) {
        String known = "one of " + StateConditions.KNOWN.toString().toLowerCase(Locale.ROOT);
        return words.list(() -> words.read(known, text -> RuleLineScanner.constant(ServiceState.class, text)))
                .toArray(ServiceState[]::new);
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
                        "known here: HUP INT QUIT ABRT BUS FPE ILL KILL SEGV TERM USR1 USR2");
        };
    }

    private static <T> Condition bound(
            RuleLineScanner words,
            Function<RuleLineScanner, T> value,
            Function<T, Condition> above,
            Function<T, Condition> below) {
        if (words.take("above")) {
            return above.apply(value.apply(words));
        }
        if (words.take("below")) {
            return below.apply(value.apply(words));
        }
        throw words.mistake("\"above\" or \"below\" is allowed here");
    }

    private static Path path(RuleLineScanner words) {
        return words.read("a path", Path::of);
    }

    private static Condition tcp(RuleLineScanner words) {
        return sampled(words, words.read("host:port", text -> {
            int colon = text.lastIndexOf(':');
            return HealthCheck.tcpFails(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
        }));
    }

    private static Condition sampled(RuleLineScanner words, Condition condition) {
        Condition sampled = condition;
        if (words.take("in")) {
            int count = words.number();
            words.require("of");
            sampled = sampled.inLast(count, words.number());
        }
        return words.take("every") ? sampled.sampledEvery(words.span()) : sampled;
    }

    private static Condition logged(RuleLineScanner words) {
        Pattern pattern = words.read("a regular expression in quotes", Pattern::compile);
        int times = words.number();
        words.require("times");
        words.require("in");
        return Condition.logged(pattern, times, words.span());
    }

    private static Condition silent(RuleLineScanner words) {
        words.require("for");
        return Condition.silentFor(words.span());
    }
}

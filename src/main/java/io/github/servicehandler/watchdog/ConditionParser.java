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
                scanner -> Condition.result(
                        scanner.list("a result such as exit-code or timeout").toArray(String[]::new)));
        kinds.put("exit-code", scanner -> Condition.exitCode(numbers(scanner)));
        kinds.put(
                "ended-by",
                scanner -> Condition.endedBy(scanner.read("a signal such as KILL or SEGV", ConditionParser::signal)));
        kinds.put("restarted", scanner -> counted(scanner, null, Condition::restarted));
        kinds.put("start-limit-hit", scanner -> Condition.startLimitHit());
        kinds.put("up-for", scanner -> Condition.upFor(scanner.span()));
        kinds.put("up-for-less", scanner -> Condition.upForLess(scanner.span()));
        kinds.put("service", scanner -> Condition.service(scanner.word("a service's name"), primary(scanner)));
        kinds.put("every", scanner -> Condition.every(scanner.span()));
        kinds.put(
                "at",
                scanner -> Condition.at(scanner.read("a time of day such as 04:30", LocalTime::parse), zone(scanner)));
        kinds.put(
                "memory",
                scanner -> sampled(
                        scanner,
                        limit(scanner, RuleLineScanner::size, Condition::memoryAbove, Condition::memoryBelow)));
        kinds.put(
                "cpu",
                scanner -> sampled(
                        scanner, limit(scanner, RuleLineScanner::decimal, Condition::cpuAbove, Condition::cpuBelow)));
        kinds.put(
                "tasks",
                scanner -> sampled(
                        scanner,
                        limit(scanner, RuleLineScanner::longNumber, Condition::tasksAbove, Condition::tasksBelow)));
        kinds.put("tcp-fails", ConditionParser::tcp);
        kinds.put(
                "http-fails",
                scanner -> sampled(
                        scanner,
                        scanner.read(
                                "an address such as http://localhost:8080/",
                                text -> HealthCheck.httpFails(URI.create(text)))));
        kinds.put(
                "command-fails",
                scanner ->
                        sampled(scanner, HealthCheck.commandFails(Command.of(scanner.list("a program or argument")))));
        kinds.put("file-missing", scanner -> sampled(scanner, HealthCheck.fileMissing(path(scanner))));
        kinds.put("file-changed", scanner -> sampled(scanner, HealthCheck.fileChanged(path(scanner))));
        kinds.put("file-older", scanner -> sampled(scanner, HealthCheck.fileOlderThan(path(scanner), scanner.span())));
        kinds.put(
                "file-larger", scanner -> sampled(scanner, HealthCheck.fileLargerThan(path(scanner), scanner.size())));
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
        return scanner.take("for") ? condition.heldFor(scanner.span()) : condition;
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
        throw scanner.expected(
                "a condition",
                String.join(", ", KINDS.keySet()) + ", a condition in brackets, and \"not\" with a condition");
    }

    private static Condition counted(
            RuleLineScanner scanner, @Nullable Condition plain, BiFunction<Integer, Duration, Condition> counted) {
        if (plain != null && !isNumberNext(scanner)) {
            return plain;
        }
        int times = scanner.number();
        scanner.require("times");
        scanner.require("in");
        return counted.apply(times, scanner.span());
    }

    private static boolean isNumberNext(RuleLineScanner scanner) {
        return scanner.peek().matches("\\d+");
    }

    private static Integer[] numbers(RuleLineScanner scanner) {
        return scanner.list(scanner::number).toArray(Integer[]::new);
    }

    private static ZoneId zone(RuleLineScanner scanner) {
        return ZONE.matcher(scanner.peek()).matches()
                ? scanner.read("a time zone such as Europe/Berlin", ZoneId::of)
                : ZoneId.systemDefault();
    }

    private static ServiceState[] states(RuleLineScanner scanner) {
        String known = "a state, one of " + StateConditions.KNOWN.toString().toLowerCase(Locale.ROOT);
        return scanner.list(() -> scanner.read(known, text -> RuleLineScanner.constant(ServiceState.class, text)))
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
                        "allowed are HUP, INT, QUIT, ABRT, BUS, FPE, ILL, KILL, SEGV, TERM, USR1 and USR2");
        };
    }

    private static <T> Condition limit(
            RuleLineScanner scanner,
            Function<RuleLineScanner, T> value,
            Function<T, Condition> above,
            Function<T, Condition> below) {
        if (scanner.take("above")) {
            return above.apply(value.apply(scanner));
        }
        if (scanner.take("below")) {
            return below.apply(value.apply(scanner));
        }
        throw scanner.expected("\"above\" or \"below\"");
    }

    private static Path path(RuleLineScanner scanner) {
        return scanner.read("a path", Path::of);
    }

    private static Condition tcp(RuleLineScanner scanner) {
        return sampled(scanner, scanner.read("host:port", text -> {
            int colon = text.lastIndexOf(':');
            return HealthCheck.tcpFails(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
        }));
    }

    private static Condition sampled(RuleLineScanner scanner, Condition condition) {
        Condition sampled = condition;
        if (scanner.take("in")) {
            int count = scanner.number();
            scanner.require("of");
            sampled = sampled.inLast(count, scanner.number());
        }
        return scanner.take("every") ? sampled.sampledEvery(scanner.span()) : sampled;
    }

    private static Condition logged(RuleLineScanner scanner) {
        Pattern pattern = scanner.read("a regular expression in quotes", Pattern::compile);
        int times = scanner.number();
        scanner.require("times");
        scanner.require("in");
        return Condition.logged(pattern, times, scanner.span());
    }

    private static Condition silent(RuleLineScanner scanner) {
        scanner.require("for");
        return Condition.silentFor(scanner.span());
    }
}

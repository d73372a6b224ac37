package io.github.servicehandler.watchdog;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Parser of the conditions of a rule file that have readings. */
final class ReadingParser {

    private ReadingParser() {}

    static void addTo(Map<String, Function<RuleLineScanner, Condition>> kinds) {
        kinds.put(
                "memory",
                scanner -> sampled(
                        scanner,
                        limit(scanner, ReadingParser::memory, Condition::memoryAbove, Condition::memoryBelow)));
        kinds.put(
                "cpu",
                scanner -> sampled(
                        scanner, limit(scanner, RuleLineScanner::decimal, Condition::cpuAbove, Condition::cpuBelow)));
        kinds.put(
                "tasks",
                scanner -> sampled(
                        scanner, limit(scanner, ReadingParser::tasks, Condition::tasksAbove, Condition::tasksBelow)));
        kinds.put("tcp-fails", ReadingParser::tcp);
        kinds.put(
                "http-fails",
                scanner -> sampled(
                        scanner,
                        scanner.read(
                                "an address such as http://localhost:8080/",
                                text -> HealthCheck.httpFails(URI.create(text)))));
        kinds.put("command-fails", scanner -> sampled(scanner, HealthCheck.commandFails(RuleValues.command(scanner))));
        kinds.put("file-missing", scanner -> sampled(scanner, HealthCheck.fileMissing(path(scanner))));
        kinds.put("file-changed", scanner -> sampled(scanner, HealthCheck.fileChanged(path(scanner))));
        kinds.put("file-older", scanner -> sampled(scanner, HealthCheck.fileOlderThan(path(scanner), scanner.span())));
        kinds.put(
                "file-larger",
                scanner -> sampled(
                        scanner,
                        HealthCheck.fileLargerThan(path(scanner), scanner.read(RuleValues.SIZE, RuleValues::size))));
    }

    private static long memory(RuleLineScanner scanner) {
        return scanner.read(RuleValues.SIZE, RuleValues::memory);
    }

    private static long tasks(RuleLineScanner scanner) {
        return scanner.read("a whole number", RuleValues::number);
    }

    private static <T extends Number> Condition limit(
            RuleLineScanner scanner,
            Function<RuleLineScanner, T> value,
            Function<T, Condition> above,
            Function<T, Condition> below) {
        if (scanner.take("above")) {
            return above.apply(value.apply(scanner));
        }
        if (scanner.take("below")) {
            int place = scanner.place();
            T limit = value.apply(scanner);
            return scanner.placed(place, () -> {
                if (limit.doubleValue() == 0) {
                    throw new IllegalArgumentException("no reading is below 0");
                }
                return below.apply(limit);
            });
        }
        throw scanner.expected("\"above\" or \"below\"", List.of("above", "below"));
    }

    private static Path path(RuleLineScanner scanner) {
        return scanner.read("a path", RuleValues::path);
    }

    private static Condition tcp(RuleLineScanner scanner) {
        return sampled(scanner, scanner.read("host:port", text -> {
            int colon = text.lastIndexOf(':');
            if (colon <= 0 || text.contains("/")) {
                throw new NumberFormatException(text);
            }
            long port = RuleValues.number(text.substring(colon + 1));
            return HealthCheck.tcpFails(text.substring(0, colon), Math.toIntExact(port));
        }));
    }

    private static Condition sampled(RuleLineScanner scanner, Condition condition) {
        Condition sampled = condition;
        if (scanner.take("in")) {
            int count = scanner.number("the number of readings", 1, SampledCondition.MAX_LAST);
            scanner.require("of");
            int place = scanner.place();
            int last = scanner.number("the number of readings", 1, SampledCondition.MAX_LAST);
            sampled = scanner.placed(place, () -> condition.inLast(count, last));
        }
        if (!scanner.take("every")) {
            return sampled;
        }
        Condition paced = sampled;
        return scanner.placed(() -> paced.sampledEvery(scanner.span()));
    }
}

package io.github.servicehandler.watchdog;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A table of rules for people to read. */
final class RuleTableFormatter {

    private static final List<String> HEADINGS =
            List.of("RULE", "ON", "CONDITION", "STEPS", "BACKOFF", "BUDGET", "NEEDS");

    private RuleTableFormatter() {}

    static String of(List<Rule> rules) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADINGS);
        rules.forEach(rule -> rows.add(row(rule)));
        int[] widths = new int[HEADINGS.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining("\n"));
    }

    private static List<String> row(Rule rule) {
        Backoff backoff = rule.limits().backoff();
        return List.of(
                rule.name(),
                rule.services().isEmpty() ? "all" : String.join(",", rule.services()),
                (rule.repeats() ? "as long as " : "when ") + rule.condition(),
                rule.steps().stream().map(EscalationStep::toString).collect(Collectors.joining(" | ")),
                Times.text(backoff.first()) + ".." + Times.text(backoff.cap()),
                rule.limits().budget().toString(),
                rule.limits().needs().stream().map(ServiceReference::toString).collect(Collectors.joining(",")));
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = row.get(i);
            line.append(cell).append(" ".repeat(widths[i] - cell.length() + 2));
        }
        return line.toString().stripTrailing();
    }
}

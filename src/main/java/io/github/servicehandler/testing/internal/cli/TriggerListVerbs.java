package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.testing.internal.TestMistakeException;
import io.github.servicehandler.testing.internal.files.DependencyType;
import io.github.servicehandler.testing.internal.units.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The systemctl verbs that list what triggers units: list-sockets, list-paths and list-automounts. */
final class TriggerListVerbs {

    private record TriggerRow(String what, String kind, String unit, String activates) {}

    private TriggerListVerbs() {}

    static void addTo(Map<String, VerbHandler> verbs) {
        verbs.put("list-sockets", TriggerListVerbs::listSockets);
        verbs.put("list-paths", TriggerListVerbs::listPaths);
        verbs.put("list-automounts", TriggerListVerbs::listAutomounts);
    }

    private static void listSockets(SystemctlCall call) {
        List<TriggerRow> rows = rows(call, ".socket", TriggerSource::ofSocket);
        boolean types = call.line().has("--show-types");
        print(
                call,
                "sockets",
                types ? List.of("LISTEN", "TYPE", "UNIT", "ACTIVATES") : List.of("LISTEN", "UNIT", "ACTIVATES"),
                rows,
                types);
    }

    private static void listPaths(SystemctlCall call) {
        List<TriggerRow> rows = rows(call, ".path", TriggerSource::ofPath);
        print(call, "paths", List.of("PATH", "CONDITION", "UNIT", "ACTIVATES"), rows, true);
    }

    private static void listAutomounts(SystemctlCall call) {
        UnitListFilter wanted = new UnitListFilter(call.line(), call.names());
        call.manager().units().stream()
                .filter(unit -> unit.id.endsWith(".automount") && wanted.test(unit))
                .findAny()
                .ifPresent(unit -> {
                    throw new TestMistakeException(
                            "the fake's systemctl cannot list the automount \"" + unit.id + "\"");
                });
        print(call, "automounts", List.of("WHAT", "WHERE", "MOUNTED", "IDLE TIMEOUT", "UNIT"), List.of(), true);
    }

    private static List<TriggerRow> rows(
            SystemctlCall call, String suffix, Function<Unit, List<TriggerSource>> sources) {
        UnitListFilter wanted = new UnitListFilter(call.line(), call.names());
        List<TriggerRow> rows = new ArrayList<>();
        for (Unit unit : call.manager().units()) {
            if (unit.id.endsWith(suffix) && wanted.test(unit)) {
                sources.apply(unit)
                        .forEach(source ->
                                rows.add(new TriggerRow(source.what(), source.kind(), unit.id, activates(unit))));
            }
        }
        rows.sort(Comparator.comparing(TriggerRow::what).thenComparing(TriggerRow::kind));
        return rows;
    }

    private static String activates(Unit unit) {
        return unit.dependencies(DependencyType.TRIGGERS).stream()
                .map(other -> other.id)
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static void print(
            SystemctlCall call, String what, List<String> header, List<TriggerRow> rows, boolean withKind) {
        List<String[]> lines = rows.stream()
                .map(row -> withKind
                        ? new String[] {row.what, row.kind, row.unit, row.activates}
                        : new String[] {row.what, row.unit, row.activates})
                .toList();
        if (call.json()) {
            call.reply().out(lines.stream().map(line -> json(header, line)).collect(Collectors.joining(",", "[", "]")));
            return;
        }
        TextTable table = new TextTable("", header.toArray(String[]::new));
        lines.forEach(line -> table.row("", line));
        table.print(call.legend(), call.reply());
        if (call.legend()) {
            call.reply().out("");
            call.reply().out(rows.size() + " " + what + " listed.");
            if (!call.line().has("--all")) {
                call.reply().out("Pass --all to see loaded but inactive " + what + ", too.");
            }
        }
    }

    private static String json(List<String> header, String[] line) {
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < line.length; i++) {
            String name = header.get(i).toLowerCase(java.util.Locale.ROOT);
            fields.add(JsonWriter.quote(name) + ":" + JsonWriter.quote(line[i]));
        }
        return fields.stream().collect(Collectors.joining(",", "{", "}"));
    }
}

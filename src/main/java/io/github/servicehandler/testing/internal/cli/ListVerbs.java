package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.testing.internal.files.LoadState;
import io.github.servicehandler.testing.internal.files.ShellGlob;
import io.github.servicehandler.testing.internal.files.UnitFileStateLookup;
import io.github.servicehandler.testing.internal.files.UnitNameMangler;
import io.github.servicehandler.testing.internal.units.ActiveState;
import io.github.servicehandler.testing.internal.units.Job;
import io.github.servicehandler.testing.internal.units.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The systemctl verbs list-units and list-unit-files. */
final class ListVerbs {

    private static final int JOB_COLUMN = 4;

    /** The approximate length of a unit's JSON object, used to size the buffer in advance. */
    private static final int TYPICAL_JSON_LENGTH = 120;

    private ListVerbs() {}

    static void addTo(Map<String, VerbHandler> verbs) {
        verbs.put("list-units", ListVerbs::listUnits);
        verbs.put("list-unit-files", ListVerbs::listUnitFiles);
    }

    private static void listUnits(SystemctlCall call) {
        if (refusesTypes(call)) {
            return;
        }
        UnitListFilter wanted = new UnitListFilter(call.line(), names(call));
        List<Unit> units = new ArrayList<>();
        for (Unit unit : call.manager().units()) {
            if (wanted.test(unit)) {
                units.add(unit);
            }
        }
        if (call.json()) {
            appendUnitsJson(units, call.reply().out());
        } else {
            printUnits(call, units);
        }
    }

    /** Refuses a command whose {@code --type} has an unknown word, and returns whether it did. */
    private static boolean refusesTypes(SystemctlCall call) {
        List<String> unknown = UnitListFilter.unknownTypes(call.line());
        if (!unknown.isEmpty()) {
            call.reply().err("Unknown unit type or load state '" + unknown.get(0) + "'.");
            call.reply().fail(1, "Use -t help to see a list of allowed values.");
        }
        return !unknown.isEmpty();
    }

    /** Returns the patterns of the units to list; with {@code --with-dependencies}, adds the names of dependencies. */
    private static List<String> names(SystemctlCall call) {
        List<String> names = new ArrayList<>(call.names());
        if (call.line().has("--with-dependencies")) {
            for (String name : call.names()) {
                if (ShellGlob.isPattern(name)) {
                    call.reply()
                            .err("Failed to get properties of " + name + ": Unit name " + name
                                    + " is neither a valid invocation ID nor unit name.");
                } else {
                    names.addAll(ListDependenciesVerb.of(call, UnitNameMangler.complete(name)));
                }
            }
        }
        return names;
    }

    private static void appendUnitsJson(List<Unit> units, StringBuilder text) {
        text.ensureCapacity(units.size() * TYPICAL_JSON_LENGTH);
        String separator = "[";
        for (Unit unit : units) {
            text.append(separator).append("{\"unit\":");
            JsonWriter.append(unit.id, text);
            text.append(",\"load\":\"").append(unit.loadState().word);
            text.append("\",\"active\":\"").append(unit.activeState().word());
            text.append("\",\"sub\":\"").append(unit.subState()).append("\",\"description\":");
            JsonWriter.append(unit.description(), text);
            text.append('}');
            separator = ",";
        }
        text.append(units.isEmpty() ? "[]\n" : "]\n");
    }

    private static void printUnits(SystemctlCall call, List<Unit> units) {
        boolean plain = call.line().has("--plain");
        boolean hasJobs = units.stream().anyMatch(unit -> unit.job != null);
        TextTable table =
                new TextTable(plain ? "" : "  ", row(hasJobs, "UNIT", "LOAD", "ACTIVE", "SUB", "JOB", "DESCRIPTION"));
        for (Unit unit : units) {
            boolean bad = unit.loadState() != LoadState.LOADED || unit.activeState() == ActiveState.FAILED;
            Job job = unit.job;
            table.row(
                    plain ? "" : bad ? "● " : "  ",
                    row(
                            hasJobs,
                            unit.id,
                            unit.loadState().word,
                            unit.activeState().word(),
                            unit.subState(),
                            job == null ? "" : job.type.word(),
                            unit.description()));
        }
        boolean legend = call.legend();
        table.print(legend, call.reply());
        if (legend) {
            UnitListLegend.print(call, !units.isEmpty(), hasJobs);
            boolean all = call.line().has("--all")
                    || UnitListFilter.words(call.line(), "--state").contains("inactive");
            boolean hint = !all && !UnitListFilter.selectsStates(call.line());
            call.reply()
                    .out(units.size() + " loaded units listed."
                            + (hint ? " Pass --all to see loaded but inactive units, too." : ""));
            if (all || hint) {
                call.reply().out("To show all installed unit files use 'systemctl list-unit-files'.");
            }
        }
    }

    /** Returns the cells of a row, without the JOB column if no unit has a job. */
    private static String[] row(boolean hasJobs, String... cells) {
        List<String> row = new ArrayList<>(List.of(cells));
        if (!hasJobs) {
            row.remove(JOB_COLUMN);
        }
        return row.toArray(String[]::new);
    }

    private record FileRow(String name, String state, String preset) {}

    private static void listUnitFiles(SystemctlCall call) {
        if (refusesTypes(call)) {
            return;
        }
        Predicate<String> named = UnitListFilter.named(call.names()).and(UnitListFilter.ofTypes(call.line()));
        UnitFileStateLookup enablement = new UnitFileStateLookup(call.unitFiles(), call.scope());
        List<String> states = UnitListFilter.words(call.line(), "--state");
        List<FileRow> rows = new ArrayList<>();
        call.unitFiles().allPaths().forEach((name, path) -> {
            String state = named.test(name) ? enablement.listedState(name) : "";
            if (!state.isEmpty() && (states.isEmpty() || states.contains(state))) {
                rows.add(new FileRow(name, state, state.equals("static") ? "" : enablement.preset(name, state)));
            }
        });
        if (call.json()) {
            call.reply().out(filesJson(rows, call.manager().version()));
        } else {
            printFiles(call, rows);
        }
        call.reply().exit(rows.isEmpty() ? 1 : 0);
    }

    private static String filesJson(List<FileRow> rows, int version) {
        String preset = version >= 252 ? "preset" : "vendor_preset";
        StringBuilder text = new StringBuilder("[");
        for (FileRow row : rows) {
            text.append(text.length() == 1 ? "" : ",");
            text.append("{\"unit_file\":").append(JsonWriter.quote(row.name()));
            text.append(",\"state\":\"")
                    .append(row.state())
                    .append("\",\"")
                    .append(preset)
                    .append("\":");
            text.append(row.preset().isEmpty() ? "null" : "\"" + row.preset() + "\"")
                    .append('}');
        }
        return text.append(']').toString();
    }

    private static void printFiles(SystemctlCall call, List<FileRow> rows) {
        String preset = call.manager().version() >= 252 ? "PRESET" : "VENDOR PRESET";
        TextTable table = new TextTable("", "UNIT FILE", "STATE", preset);
        rows.forEach(row -> table.row("", row.name(), row.state(), row.preset().isEmpty() ? "-" : row.preset()));
        boolean legend = call.legend();
        table.print(legend, call.reply());
        if (legend) {
            call.reply().out("");
            call.reply().out(rows.size() + " unit files listed.");
        }
    }
}

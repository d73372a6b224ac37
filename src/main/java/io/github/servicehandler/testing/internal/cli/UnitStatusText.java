package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.testing.internal.files.DependencyType;
import io.github.servicehandler.testing.internal.files.LoadState;
import io.github.servicehandler.testing.internal.files.UnitSource;
import io.github.servicehandler.testing.internal.services.ServiceUnit;
import io.github.servicehandler.testing.internal.time.Microseconds;
import io.github.servicehandler.testing.internal.units.ActiveState;
import io.github.servicehandler.testing.internal.units.StateTimestamps;
import io.github.servicehandler.testing.internal.units.TimerUnit;
import io.github.servicehandler.testing.internal.units.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The text of {@code systemctl status} about one unit, without its log; see print_status_info() in systemd. */
final class UnitStatusText {

    private static final int FIRST_WITHOUT_VENDOR = 252;
    private static final int FIRST_WITH_DURATION = 252;
    private static final int FIRST_WITH_UNMET = 254;
    private static final int FIRST_WITH_JOB = 257;
    private static final int FIRST_WITH_ACTIVE_UNITS = 262;
    private static final Set<String> STATES_WITHOUT_PRESET = Set.of("alias", "static", "generated", "transient");
    private static final String DOCUMENTATION = "(https?://|file:/|info:|man:).+";

    private final Unit unit;
    private final int version;
    private final StatusLines lines;
    private final Map<String, String> properties;

    UnitStatusText(Unit unit, StatusLines lines, TimestampStyle style) {
        this.unit = unit;
        this.version = unit.context.version();
        this.lines = lines;
        this.properties = UnitShowProperties.of(unit, Set.of(), style);
    }

    void print() {
        boolean described = !unit.description().equals(unit.id);
        lines.addRaw(UnitMark.of(unit) + " " + unit.id + (described ? " - " + unit.description() : ""));
        file();
        dropIns();
        state();
        run();
        triggers();
        checks();
        typeSpecific();
        controlGroup();
    }

    private void file() {
        String path = unit.context.unitFiles().shownPath(unit.source().path());
        boolean hasError = unit.loadState() != LoadState.LOADED;
        String details = hasError
                ? "Reason: " + unit.loadState().error(unit.id).text()
                : path + fileState(properties.getOrDefault("UnitFileState", ""));
        lines.add("Loaded", unit.loadState().word + (details.isEmpty() ? "" : " (" + details + ")"));
        if (unit.isTransient()) {
            lines.add("Transient", "yes");
        }
    }

    private String fileState(String state) {
        String preset = properties.getOrDefault("UnitFilePreset", "");
        boolean showsPreset = !preset.isEmpty() && !STATES_WITHOUT_PRESET.contains(state);
        return (state.isEmpty() ? "" : "; " + state)
                + (showsPreset ? (version < FIRST_WITHOUT_VENDOR ? "; vendor" : ";") + " preset: " + preset : "");
    }

    /** Prints the directory of drop-ins that follow each other in it, and their names below. */
    private void dropIns() {
        String label = "Drop-In";
        for (List<UnitSource.Part> neighbours : neighbours(unit.source().dropIns())) {
            String directory = neighbours.get(0).directory();
            lines.add(label, directory);
            lines.addTree(List.of(neighbours.stream()
                    .map(dropIn -> dropIn.path().substring(directory.length() + 1))
                    .collect(Collectors.joining(", "))));
            label = "";
        }
    }

    private static List<List<UnitSource.Part>> neighbours(List<UnitSource.Part> dropIns) {
        List<List<UnitSource.Part>> groups = new ArrayList<>();
        String directory = "";
        for (UnitSource.Part dropIn : dropIns) {
            if (!dropIn.directory().equals(directory)) {
                groups.add(new ArrayList<>());
            }
            groups.get(groups.size() - 1).add(dropIn);
            directory = dropIn.directory();
        }
        return groups;
    }

    private void state() {
        String active = unit.activeState().word();
        String sub = unit.subState().equals(active) ? "" : " (" + unit.subState() + ")";
        String result = unit.result().equals("success") ? "" : " (Result: " + unit.result() + ")";
        long since = since();
        lines.add("Active", active + sub + result + (since == 0 ? "" : " since " + lines.time(since)));
        if (since != 0 && version >= FIRST_WITH_DURATION) {
            until(since);
            duration();
        }
    }

    private long since() {
        StateTimestamps times = unit.timestamps;
        return switch (unit.activeState()) {
            case ACTIVE, RELOADING -> times.activeEnter;
            case INACTIVE, FAILED -> times.inactiveEnter;
            case ACTIVATING -> times.inactiveExit;
            default -> times.activeExit;
        };
    }

    /** Prints when a service that is up will have reached its time limit. */
    private void until(long since) {
        long limit = unit instanceof ServiceUnit service ? service.config().runtimeMax : Microseconds.INFINITY;
        if (limit != Microseconds.INFINITY && unit.activeState() == ActiveState.ACTIVE) {
            lines.add("Until", lines.time(since + limit));
        }
    }

    /** Prints how long a unit that is down was up the last time. */
    private void duration() {
        long from = unit.timestamps.activeEnter;
        long to = unit.timestamps.activeExit;
        boolean wasUp = unit.activeState().isDown() && from > 0 && to >= from;
        if (wasUp && !unit.id.endsWith(".target")) {
            lines.add("Duration", Microseconds.format(to - from, Microseconds.MILLISECOND));
        }
    }

    private void run() {
        if (version < FIRST_WITH_JOB) {
            return;
        }
        if (unit.job != null) {
            lines.add("Job", "" + unit.job.id);
        }
        if (!unit.invocation().isEmpty()) {
            lines.add("Invocation", unit.invocation());
        }
    }

    private void triggers() {
        lines.addAll("TriggeredBy", marked(DependencyType.TRIGGERED_BY));
        if (unit instanceof TimerUnit timer) {
            long next = Math.min(timer.nextMonotonic(), timer.nextCalendar());
            lines.add("Trigger", next == Microseconds.INFINITY ? "n/a" : lines.time(next));
        }
        lines.addAll("Triggers", marked(DependencyType.TRIGGERS));
    }

    private List<String> marked(DependencyType kind) {
        return unit.dependencies(kind).stream()
                .map(other -> UnitMark.PLAIN + " " + other.id)
                .toList();
    }

    private void checks() {
        String word = version < FIRST_WITH_UNMET ? "failed" : "unmet";
        if (unit.conditions.conditionMicros > 0 && !unit.conditions.conditionsMet()) {
            lines.add("Condition", "start condition " + word + " at " + lines.time(unit.conditions.conditionMicros));
            lines.addTree(unit.conditions.unmetConditions().stream()
                    .map(condition -> " " + condition + " was not met")
                    .toList());
        }
        if (unit.conditions.assertMicros > 0 && !unit.conditions.assertsMet()) {
            lines.add("Assert", "start assertion failed at " + lines.time(unit.conditions.assertMicros));
            String unmet = unit.conditions.unmetAssert();
            lines.add("", unmet.isEmpty() ? "none of the trigger assertions were met" : unmet + " was not met");
        }
    }

    private void typeSpecific() {
        String type = unit.id.substring(unit.id.lastIndexOf('.') + 1);
        switch (type) {
            case "mount" -> settings("Mount", "Where", "What");
            case "automount" -> settings("Automount", "Where");
            case "swap" -> settings("Swap", "What");
            default -> {
                // only these types have such lines
            }
        }
        lines.addAll(
                "Docs",
                unit.settings().words("Unit", "Documentation").stream()
                        .filter(word -> word.matches(DOCUMENTATION))
                        .toList());
        if (type.equals("socket")) {
            addresses();
        }
        if (unit instanceof ServiceUnit service) {
            new ServiceStatusText(service, lines, properties).print();
        }
    }

    private void settings(String section, String... keys) {
        for (String key : keys) {
            String value = unit.settings().last(section, key, "");
            if (!value.isEmpty()) {
                lines.add(key, value);
            }
        }
    }

    private void addresses() {
        lines.addAll(
                "Listen",
                TriggerSource.ofSocket(unit).stream()
                        .map(source -> source.what() + " (" + source.kind() + ")")
                        .toList());
        if (unit.settings().flag("Socket", "Accept", false)) {
            lines.add("Accepted", "0; Connected: 0;");
        }
    }

    private void controlGroup() {
        String path = properties.getOrDefault("ControlGroup", "");
        if (unit.id.endsWith(".slice")) {
            slice(!path.isEmpty());
        }
        if (!path.isEmpty()) {
            lines.add("CGroup", path);
            ControlGroupTree tree = new ControlGroupTree();
            tree.add(unit, path);
            if (unit.id.endsWith(".slice")) {
                tree.addAll(unit, path);
            }
            tree.lines("").forEach(line -> lines.add("", line));
        }
    }

    /** Prints how many units in a slice are up, and what the slice has used. */
    private void slice(boolean isUp) {
        if (version >= FIRST_WITH_ACTIVE_UNITS) {
            lines.add("Act. Units", "" + activeUnits(unit));
        }
        if (isUp) {
            lines.add("CPU", "0");
        }
    }

    private static long activeUnits(Unit slice) {
        return slice.dependencies(DependencyType.REQUIRED_BY).stream()
                .filter(other -> other.slice().equals(slice.id))
                .mapToLong(other -> (other.activeState().isDown() ? 0 : 1) + activeUnits(other))
                .sum();
    }
}

package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.internal.settings.KnownDirectives;
import io.github.servicehandler.testing.internal.TestMistakeException;
import io.github.servicehandler.testing.internal.files.BusError;
import io.github.servicehandler.testing.internal.files.LoadState;
import io.github.servicehandler.testing.internal.files.ResourceSettings;
import io.github.servicehandler.testing.internal.files.UnitNameMangler;
import io.github.servicehandler.testing.internal.units.JobType;
import io.github.servicehandler.testing.internal.units.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The systemctl verbs set-property and enqueue-marked, which change properties of units and use their markers. */
final class PropertyVerbs {

    private static final int FIRST_WITH_MARKERS = 248;
    private static final int FIRST_WITH_ENQUEUE_MARKED = 260;

    private final SystemctlCall call;
    private final int version;

    private PropertyVerbs(SystemctlCall call) {
        this.call = call;
        this.version = call.manager().version();
    }

    static void addTo(Map<String, VerbHandler> verbs) {
        verbs.put("set-property", call -> new PropertyVerbs(call).set());
        verbs.put("enqueue-marked", call -> new PropertyVerbs(call).enqueueMarked());
    }

    private void set() {
        String name = UnitNameMangler.complete(call.names().get(0));
        String section = section(name);
        Map<String, String> settings = new LinkedHashMap<>();
        Optional<String> markers = Optional.empty();
        for (String word : call.names().subList(1, call.names().size())) {
            int equals = word.indexOf('=');
            if (equals < 0) {
                call.reply().fail(1, "Not an assignment: " + word);
                return;
            }
            String key = word.substring(0, equals);
            String value = word.substring(equals + 1);
            if (key.equals("Markers") && version >= FIRST_WITH_MARKERS) {
                markers = Optional.of(value);
            } else if (!parse(section, word, key, value, settings)) {
                return;
            }
        }
        try {
            apply(name, section, settings, markers);
        } catch (BusError e) {
            call.reply().fail(1, "Failed to set unit properties on " + name + ": " + e.text());
        }
    }

    /** Adds the parsed setting; returns false after an error message. */
    private boolean parse(String section, String word, String key, String value, Map<String, String> settings) {
        if (key.equals("Description")) {
            settings.put(key, value);
            return true;
        }
        if (!ResourceSettings.isKnown(key)) {
            refuse(word, key);
            return false;
        }
        if (section.isEmpty()) {
            call.reply().fail(1, version < 250 ? "Not supported unit type" : "Unknown assignment: " + word);
            return false;
        }
        if (ResourceSettings.isDeprecated(key, version)) {
            call.reply().err("D-Bus property " + key + " is deprecated, ignoring assignment: " + word);
            return true;
        }
        Optional<String> parsed = ResourceSettings.parse(key, value);
        if (parsed.isEmpty()) {
            String what = version < 262 ? word : key + "= value '" + value + "'";
            call.reply().fail(1, "Failed to parse " + what + ": Invalid argument");
            return false;
        }
        settings.put(key, parsed.get());
        return true;
    }

    private void refuse(String word, String key) {
        boolean known =
                KnownDirectives.isKnown("Service", key, version) || KnownDirectives.isKnown("Unit", key, version);
        if (known) {
            throw new TestMistakeException(
                    "the fake's systemctl cannot set the property \"" + key + "\" at run time; write a drop-in");
        }
        call.reply().fail(1, "Unknown assignment: " + word);
    }

    private void apply(String name, String section, Map<String, String> settings, Optional<String> markers)
            throws BusError {
        Unit unit = call.manager().load(name);
        if (unit.loadState() != LoadState.LOADED) {
            throw unit.loadState().error(name);
        }
        if (markers.isPresent()) {
            String text = markers.get().strip();
            unit.markers().assign(text.isEmpty() ? List.of() : List.of(text.split("\\s+", -1)), version);
        }
        settings.forEach((key, value) ->
                call.manager().apply(unit, write(unit, key.equals("Description") ? "Unit" : section, key, value)));
        call.manager().signals().changed(unit);
    }

    /** Writes a drop-in with one setting and returns its path. */
    private String write(Unit unit, String section, String key, String value) {
        boolean runtime = call.line().has("--runtime");
        String directory = call.manager().scope().controlDirectory(runtime);
        String path = directory + "/" + unit.id + ".d/50-" + key + ".conf";
        call.manager()
                .unitFiles()
                .files()
                .write(
                        path,
                        "# This is a drop-in unit file extension, created via \"systemctl set-property\"\n"
                                + "# or an equivalent operation. Do not edit.\n[" + section + "]\n" + key + "=" + value
                                + "\n");
        return path;
    }

    /** Returns the section of a unit's resource settings; empty if the type has none. */
    private static String section(String name) {
        return switch (UnitNameMangler.type(name).orElseThrow()) {
            case SERVICE -> "Service";
            case SLICE -> "Slice";
            case SOCKET -> "Socket";
            case MOUNT -> "Mount";
            case SWAP -> "Swap";
            case SCOPE -> "Scope";
            default -> "";
        };
    }

    /** Carries out {@code reload-or-restart --marked}; returns false if the option is not given. */
    static boolean runMarked(SystemctlCall call) {
        if (!call.line().has("--marked")) {
            return false;
        }
        PropertyVerbs verbs = new PropertyVerbs(call);
        boolean renamed = verbs.version >= FIRST_WITH_ENQUEUE_MARKED;
        if (!call.names().isEmpty()) {
            call.reply().fail(1, "No additional arguments allowed with 'reload-or-restart --marked'.");
        } else if (call.line().has("--show-transaction")) {
            call.reply()
                    .fail(
                            1,
                            renamed
                                    ? "--show-transaction is not supported for enqueue-marked."
                                    : "--marked --show-transaction is not supported.");
        } else {
            if (renamed) {
                call.reply().err("--marked is deprecated. Please use 'systemctl enqueue-marked' instead.");
            }
            verbs.enqueueMarked();
        }
        return true;
    }

    private void enqueueMarked() {
        Map<JobType, List<String>> units = new LinkedHashMap<>();
        for (Unit unit : List.copyOf(call.manager().units())) {
            JobType type = markedJob(unit);
            if (type != JobType.NOP) {
                units.computeIfAbsent(type, key -> new ArrayList<>()).add(unit.id);
            }
        }
        units.forEach((type, names) -> JobVerbs.run(call, names, type, type.word()));
    }

    private static JobType markedJob(Unit unit) {
        if (unit.markers().has("needs-restart")) {
            return JobType.TRY_RESTART;
        }
        if (unit.markers().has("needs-stop")) {
            return JobType.STOP;
        }
        if (unit.markers().has("needs-start")) {
            return JobType.START;
        }
        return unit.markers().has("needs-reload") ? JobType.TRY_RELOAD : JobType.NOP;
    }
}

package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.testing.internal.files.BusError;
import io.github.servicehandler.testing.internal.files.LoadState;
import io.github.servicehandler.testing.internal.files.VersionWording;
import io.github.servicehandler.testing.internal.process.LinuxSignals;
import io.github.servicehandler.testing.internal.services.ServiceDirectories;
import io.github.servicehandler.testing.internal.services.ServiceUnit;
import io.github.servicehandler.testing.internal.units.ActiveState;
import io.github.servicehandler.testing.internal.units.Unit;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** The systemctl verbs that act on units directly: kill, reset-failed, clean, freeze and thaw. */
public final class UnitVerbs {

    private static final Set<String> WHOM = Set.of("main", "control", "all", "main-fail", "control-fail", "all-fail");

    private UnitVerbs() {}

    static void addTo(Map<String, VerbHandler> verbs) {
        verbs.put("kill", UnitVerbs::kill);
        verbs.put("reset-failed", UnitVerbs::resetFailed);
        verbs.put("clean", UnitVerbs::clean);
        verbs.put("freeze", call -> freeze(call, true));
        verbs.put("thaw", call -> freeze(call, false));
    }

    private static void kill(SystemctlCall call) {
        String word = call.line().value("--signal", "TERM");
        OptionalInt signal = LinuxSignals.parse(word);
        if (signal.isEmpty()) {
            call.reply().fail(1, "Failed to parse signal string \"" + word + "\".");
            return;
        }
        String whom = call.line().value("--kill-whom", "all");
        for (String name : call.units()) {
            try {
                Unit unit = loadedUnit(call, name);
                kill(unit, whom, signal.getAsInt());
                if (call.line().has("--wait")) {
                    call.await(unit);
                }
            } catch (BusError e) {
                call.reply().fail(1, "Failed to kill unit " + name + ": " + e.text());
            }
        }
    }

    public static void kill(Unit unit, String whom, int signal) throws BusError {
        if (!WHOM.contains(whom)) {
            throw new BusError("InvalidArgs", "Invalid who argument " + whom);
        }
        if (signal < 1 || signal > LinuxSignals.MAX) {
            throw new BusError("InvalidArgs", "Signal number out of range.");
        }
        unit.kill(whom, signal);
    }

    private static Unit loadedUnit(SystemctlCall call, String name) throws BusError {
        Unit unit = call.manager().loaded(name);
        if (unit == null) {
            throw new BusError("NoSuchUnit", "Unit " + name + " not loaded.");
        }
        return unit;
    }

    private static void resetFailed(SystemctlCall call) {
        if (call.names().isEmpty()) {
            List.copyOf(call.manager().units()).forEach(Unit::resetFailed);
        }
        for (String name : call.units()) {
            try {
                loadedUnit(call, name).resetFailed();
            } catch (BusError e) {
                call.reply().fail(1, "Failed to reset failed state of unit " + name + ": " + e.text());
            }
        }
    }

    private static void clean(SystemctlCall call) {
        for (String name : call.units()) {
            try {
                Unit unit = usable(call, name);
                String complaint = clean(unit, UnitListFilter.words(call.line(), "--what"));
                if (!complaint.isEmpty()) {
                    call.reply().fail(1, "Failed to clean unit " + name + ": " + complaint);
                }
            } catch (BusError e) {
                call.reply().fail(1, "Failed to add reference to unit " + name + ": " + e.text());
            }
        }
    }

    /** Cleans a unit; returns the error message, or an empty string after success. */
    private static String clean(Unit unit, List<String> kinds) {
        if (!(unit instanceof ServiceUnit)) {
            return new VersionWording(unit.context.version()).notCleanable(unit.id);
        }
        if (unit.job != null || unit.activeState() != ActiveState.INACTIVE) {
            return "Unit is not inactive or has pending job.";
        }
        try {
            ServiceDirectories.checkClean(unit, kinds);
            return "";
        } catch (BusError e) {
            return e.text();
        }
    }

    private static Unit usable(SystemctlCall call, String name) throws BusError {
        Unit unit = call.manager().load(name);
        if (unit.loadState() == LoadState.MASKED) {
            throw LoadState.NOT_FOUND.error(name);
        }
        if (unit.loadState() != LoadState.LOADED) {
            throw unit.loadState().error(name);
        }
        return unit;
    }

    private static void freeze(SystemctlCall call, boolean freeze) {
        for (String name : call.units()) {
            try {
                Unit unit = usable(call, name);
                if (!unit.activeState().isUp()) {
                    call.reply()
                            .fail(
                                    1,
                                    "Failed to " + call.verb() + " unit " + name + ": "
                                            + new VersionWording(call.manager().version()).notFrozen());
                } else if (unit instanceof ServiceUnit service) {
                    service.record.frozen = freeze;
                    call.manager().signals().changed(unit);
                }
            } catch (BusError e) {
                call.reply().fail(1, "Failed to add reference to unit " + name + ": " + e.text());
            }
        }
    }
}

package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.testing.internal.files.BusError;
import io.github.servicehandler.testing.internal.files.DependencyType;
import io.github.servicehandler.testing.internal.files.VersionWording;
import io.github.servicehandler.testing.internal.units.StaleUnitCheck;
import io.github.servicehandler.testing.internal.units.Unit;
import java.util.List;

/** The warnings of systemctl that mention units to which nothing bad has happened. */
final class UnitWarnings {

    private final SystemctlCall call;

    UnitWarnings(SystemctlCall call) {
        this.call = call;
    }

    /** Warns if the files of a unit for which a job was enqueued have changed; prints that even with --quiet. */
    void warnIfStale(String name, Unit unit) {
        if (StaleUnitCheck.isStale(unit)) {
            call.reply()
                    .err("Warning: The unit file, source configuration file or drop-ins of " + name
                            + " changed on disk. Run 'systemctl"
                            + call.manager().scope().systemctlOption() + " daemon-reload' to reload units.");
        }
    }

    /** Warns if active units can start the stopped unit again. */
    void warnIfTriggered(String name, Unit unit) {
        List<String> triggers = activeTriggers(unit);
        if (!triggers.isEmpty()) {
            wording().stoppedButTriggered(name, triggers).lines().forEach(call.reply()::err);
        }
    }

    /** Warns if active units can start the disabled unit; versions before 254 do not. */
    void warnIfDisabledButTriggered(String name) {
        List<String> triggers = triggersOf(name);
        if (!triggers.isEmpty()) {
            wording().disabledButTriggered(name, triggers).lines().forEach(call.reply()::err);
        }
    }

    private List<String> triggersOf(String name) {
        try {
            return activeTriggers(call.manager().load(name));
        } catch (BusError e) {
            return List.of();
        }
    }

    private VersionWording wording() {
        return new VersionWording(call.manager().version());
    }

    private static List<String> activeTriggers(Unit unit) {
        return unit.dependencies(DependencyType.TRIGGERED_BY).stream()
                .filter(trigger -> !trigger.activeState().isDown())
                .map(trigger -> trigger.id)
                .sorted()
                .toList();
    }
}

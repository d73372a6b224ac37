package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.testing.internal.files.BusError;
import io.github.servicehandler.testing.internal.files.LoadState;
import io.github.servicehandler.testing.internal.units.Unit;

/**
 * The implementation of {@code systemctl status}, reduced to the unit's state and the exit code. It omits the details
 * that are meant only for people.
 */
final class StatusVerb {

    private StatusVerb() {}

    static void run(SystemctlCall call) {
        for (String name : call.units()) {
            try {
                show(call, call.manager().load(name));
            } catch (BusError e) {
                call.reply().fail(1, "Failed to get properties: " + e.text());
            }
        }
    }

    private static void show(SystemctlCall call, Unit unit) {
        if (unit.loadState() == LoadState.NOT_FOUND && unit.activeState().isDown()) {
            call.reply().err("Unit " + unit.id + " could not be found.");
            call.reply().exitUnlessFailed(4);
            return;
        }
        boolean described = !unit.description().equals(unit.id);
        call.reply()
                .out((unit.activeState().isUp() ? "● " : "○ ")
                        + unit.id
                        + (described ? " - " + unit.description() : ""));
        call.reply()
                .out("     Loaded: " + unit.loadState().word + " ("
                        + unit.source().path() + ")");
        call.reply().out("     Active: " + unit.activeState().word() + " (" + unit.subState() + ")");
        if (!unit.activeState().isUp()) {
            call.reply().exitUnlessFailed(3);
        }
    }
}

package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.testing.internal.files.BusError;
import io.github.servicehandler.testing.internal.files.LoadState;
import io.github.servicehandler.testing.internal.units.Unit;

/**
 * Is {@code systemctl status}, as much of it as is not for people alone: what is the unit's state, and the exit code.
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
            call.reply().fail(4, "Unit " + unit.id + " could not be found.");
            return;
        }
        boolean named = !unit.description().equals(unit.id);
        call.reply()
                .out((unit.activeState().isUp() ? "● " : "○ ") + unit.id + (named ? " - " + unit.description() : ""));
        call.reply()
                .out("     Loaded: " + unit.loadState().word + " ("
                        + unit.source().path() + ")");
        call.reply().out("     Active: " + unit.activeState().word() + " (" + unit.subState() + ")");
        if (!unit.activeState().isUp()) {
            call.reply().exitAtFirst(3);
        }
    }
}

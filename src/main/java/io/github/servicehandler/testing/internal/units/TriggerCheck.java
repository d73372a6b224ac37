package io.github.servicehandler.testing.internal.units;

import io.github.servicehandler.testing.internal.files.LoadState;
import java.util.Optional;

/** The check whether a unit has another one that it can start. */
final class TriggerCheck {

    private TriggerCheck() {}

    /** Returns whether a unit cannot be started because the one that it triggers is not loaded; logs that. */
    static boolean refuses(Unit unit) {
        Optional<Unit> other = unit.triggeredUnit();
        boolean refuses = other.filter(triggered -> triggered.loadState() == LoadState.LOADED)
                .isEmpty();
        if (refuses) {
            String name = other.map(triggered -> triggered.id).orElse("");
            unit.log(3, "", "Refusing to start, unit " + name + " to trigger not loaded.");
        }
        return refuses;
    }
}

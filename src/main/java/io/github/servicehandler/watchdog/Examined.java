package io.github.servicehandler.watchdog;

import java.util.List;
import java.util.Set;

/** Is what a watchdog itself has to know of a condition. */
abstract class Examined {

    /** Looks whether it holds. */
    abstract Finding examine(Snapshot snapshot);

    /** Returns what can be said of when it holds. */
    Scope scope() {
        return Scope.unknown(toString());
    }

    /** Tells whether it never holds for longer than the moment at which something happens. */
    boolean isMomentary() {
        return false;
    }

    /** Returns what has to be read again and again for it. */
    List<Sensor> sensors() {
        return List.of();
    }

    /** Returns the patterns of lines that have to be looked for in the journal. */
    Set<LinePattern> patterns() {
        return Set.of();
    }

    /** Returns the names of other services that it asks about. */
    Set<String> others() {
        return Set.of();
    }

    final IllegalStateException noReadings() {
        return new IllegalStateException(
                "\"" + this + "\" rests on no readings; memory, cpu, tasks, tcp, http, command and file do");
    }
}

package io.github.servicehandler.testing;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the units of one manager have in common: where they are, what they can use, and whom they report to. */
final class UnitContext {

    private final Scope scope;
    private final VersionQuirks quirks;
    private final VirtualTime time;
    private final Machine machine;
    private final ManagerLog log;
    private final UnitStore store;
    private final UnitListener listener;
    private final Map<String, Program> scripts = new HashMap<>();

    UnitContext(
            Scope scope,
            VersionQuirks quirks,
            VirtualTime time,
            Machine machine,
            ManagerLog log,
            UnitStore store,
            UnitListener listener) {
        this.scope = scope;
        this.quirks = quirks;
        this.time = time;
        this.machine = machine;
        this.log = log;
        this.store = store;
        this.listener = listener;
    }

    Scope scope() {
        return scope;
    }

    VersionQuirks quirks() {
        return quirks;
    }

    int version() {
        return quirks.version();
    }

    VirtualTime time() {
        return time;
    }

    Machine machine() {
        return machine;
    }

    ManagerLog log() {
        return log;
    }

    UnitStore store() {
        return store;
    }

    UnitListener listener() {
        return listener;
    }

    /** Starts a process. */
    FakeProcess spawn(ExecCommand command, Program program, FakeProcess.Listener processListener) {
        return new FakeProcess(time, machine.nextPid(), command.program(), program, processListener);
    }

    /** Sets the program of a unit's main process, whatever command line the unit has. */
    void script(String unit, Program program) {
        scripts.put(unit, program);
    }

    /** Returns the program that was set for a unit's main process, or {@code null} if none was. */
    @Nullable
    Program scripted(String unit) {
        return scripts.get(unit);
    }
}

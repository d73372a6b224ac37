package io.github.servicehandler.testing.internal.units;

import io.github.servicehandler.testing.internal.files.ManagerScope;
import io.github.servicehandler.testing.internal.files.UnitFileLookup;
import io.github.servicehandler.testing.internal.process.ExecCommand;
import io.github.servicehandler.testing.internal.process.FakeProcess;
import io.github.servicehandler.testing.internal.process.FakeProgram;
import io.github.servicehandler.testing.internal.process.MachineInfo;
import io.github.servicehandler.testing.internal.time.VirtualTime;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The environment shared by all units of one manager: scope, version, clock, machine, journal, files and listener. */
public final class UnitContext {

    private final ManagerScope scope;
    private final VersionQuirks quirks;
    private final VirtualTime time;
    private final MachineInfo machine;
    private final ManagerLog log;
    private final UnitFileLookup unitFiles;
    private final UnitListener listener;
    private final Map<String, FakeProgram> programs = new HashMap<>();

    public UnitContext(
            ManagerScope scope,
            VersionQuirks quirks,
            VirtualTime time,
            MachineInfo machine,
            ManagerLog log,
            UnitFileLookup unitFiles,
            UnitListener listener) {
        this.scope = scope;
        this.quirks = quirks;
        this.time = time;
        this.machine = machine;
        this.log = log;
        this.unitFiles = unitFiles;
        this.listener = listener;
    }

    public ManagerScope scope() {
        return scope;
    }

    public VersionQuirks quirks() {
        return quirks;
    }

    public int version() {
        return quirks.version();
    }

    public VirtualTime time() {
        return time;
    }

    public MachineInfo machine() {
        return machine;
    }

    public ManagerLog log() {
        return log;
    }

    public UnitFileLookup unitFiles() {
        return unitFiles;
    }

    public UnitListener listener() {
        return listener;
    }

    /** Starts a process for a command. */
    public FakeProcess spawn(ExecCommand command, FakeProgram program, FakeProcess.Listener processListener) {
        return new FakeProcess(time, machine.nextPid(), command, program, processListener);
    }

    /** Sets the program of a unit's main process; it replaces the unit's command line. */
    public void setProgram(String unit, FakeProgram program) {
        programs.put(unit, program);
    }

    /** Returns the program set for a unit's main process, or {@code null} if none was set. */
    @Nullable
    public FakeProgram program(String unit) {
        return programs.get(unit);
    }
}

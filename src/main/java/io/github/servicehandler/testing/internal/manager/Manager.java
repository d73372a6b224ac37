package io.github.servicehandler.testing.internal.manager;

import io.github.servicehandler.testing.internal.files.BusError;
import io.github.servicehandler.testing.internal.files.DependencyType;
import io.github.servicehandler.testing.internal.files.FileTree;
import io.github.servicehandler.testing.internal.files.ManagerScope;
import io.github.servicehandler.testing.internal.files.UnitFileLookup;
import io.github.servicehandler.testing.internal.journal.FakeJournal;
import io.github.servicehandler.testing.internal.process.FakeProgram;
import io.github.servicehandler.testing.internal.process.MachineInfo;
import io.github.servicehandler.testing.internal.time.VirtualTime;
import io.github.servicehandler.testing.internal.units.ActiveState;
import io.github.servicehandler.testing.internal.units.BuiltInUnits;
import io.github.servicehandler.testing.internal.units.JobType;
import io.github.servicehandler.testing.internal.units.ManagerLog;
import io.github.servicehandler.testing.internal.units.Unit;
import io.github.servicehandler.testing.internal.units.UnitContext;
import io.github.servicehandler.testing.internal.units.UnitListener;
import io.github.servicehandler.testing.internal.units.VersionQuirks;
import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A service manager: the units in its memory, its jobs, and the effects of state changes. */
public final class Manager implements UnitListener {

    private final UnitContext context;
    private final ManagerSignals signals;
    private final UnitRegistry units;
    private final DependencyEffects needs = new DependencyEffects();
    private final JobQueue jobs;
    private final StateChangeEffects changes;

    /**
     * Creates a manager that has not booted yet.
     *
     * @param connection creates the signals to the manager's clients; it may keep the manager, but must not use it yet
     */
    public Manager(
            ManagerScope scope,
            int version,
            VirtualTime time,
            MachineInfo machine,
            FakeJournal journal,
            FileTree files,
            Function<Manager, ManagerSignals> connection) {
        ManagerLog log = new ManagerLog(journal, scope);
        UnitFileLookup store = new UnitFileLookup(files, scope);
        this.context = new UnitContext(scope, new VersionQuirks(version), time, machine, log, store, this);
        this.signals = connection.apply(this);
        this.units = new UnitRegistry(context, signals);
        this.jobs = new JobQueue(units, needs, signals, context.quirks());
        this.changes = new StateChangeEffects(context, signals, jobs, needs, units.garbage());
    }

    public ManagerScope scope() {
        return context.scope();
    }

    public int version() {
        return context.version();
    }

    public VersionQuirks quirks() {
        return context.quirks();
    }

    public VirtualTime time() {
        return context.time();
    }

    public MachineInfo machine() {
        return context.machine();
    }

    public ManagerLog journal() {
        return context.log();
    }

    public UnitFileLookup store() {
        return context.store();
    }

    public JobQueue jobs() {
        return jobs;
    }

    public ManagerSignals signals() {
        return signals;
    }

    /** Installs and starts the built-in units. */
    void boot() {
        BuiltInUnits.of(scope())
                .forEach((name, description) -> store().files()
                        .write(scope().vendor + "/" + name, "[Unit]\nDescription=" + description + "\n"));
        BuiltInUnits.names().stream().filter(name -> store().find(name) != null).forEach(this::bringUp);
    }

    private void bringUp(String name) {
        try {
            Unit unit = load(name);
            if (!name.equals("shutdown.target")) {
                unit.checks.run(unit);
                unit.onStart();
            }
        } catch (BusError e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the units in memory, in the order in which systemctl lists them. */
    public Collection<Unit> units() {
        return units.all();
    }

    /** Returns a unit by any of its names, or {@code null} if it is not in memory. */
    @Nullable
    public Unit loaded(String name) {
        return units.loaded(name);
    }

    /**
     * Returns a unit from memory or loads it from its files; without files, the unit is in the state {@code not-found}.
     *
     * @throws BusError if the name is too long or is the name of a template
     */
    public Unit load(String name) throws BusError {
        return units.load(name);
    }

    /** Reads all unit files again, as {@code daemon-reload} does. */
    public void reload() {
        signals.reloading();
        readAll();
        signals.reloaded();
    }

    /**
     * Restarts the manager in place, as {@code daemon-reexec} does. The bus is a separate program and keeps running.
     */
    public void reexecute() {
        signals.reloading();
        readAll();
        signals.reexecuted();
    }

    private void readAll() {
        units.readAll();
        jobs.takeOver();
        if (quirks().looksForNeedsAfterReload()) {
            units().forEach(needs::look);
        }
    }

    /** Reads the files of one unit again; systemctl has no command for this. */
    public void reload(Unit unit) {
        units.read(unit);
    }

    /**
     * Runs all jobs and delayed effects and unloads unneeded units until nothing is left to do. Sends the pending
     * signals before and after that.
     */
    public void settle() {
        signals.flush();
        do {
            units.garbage().collect();
            needs.attend(jobs);
            jobs.run();
        } while (jobs.canRun() || units.garbage().mayCollect() || needs.mayAttend());
        signals.flush();
    }

    public void mayBeGarbage(Unit unit) {
        units.garbage().mayBe(unit);
    }

    public void script(String unit, FakeProgram program) {
        context.script(unit, program);
    }

    @Override
    public void changed(Unit unit) {
        signals.changed(unit);
    }

    @Override
    public void stateChanging(Unit unit) {
        signals.beforeStateOf(unit);
    }

    @Override
    public void stateChanged(Unit unit, ActiveState before, boolean willRestart) {
        changes.happened(unit, before, willRestart);
    }

    @Override
    public void executed(Unit unit) {
        if (quirks().notesExec()) {
            signals.changed(unit);
            signals.flush();
        }
    }

    @Override
    public void elapsed(Unit timer) {
        jobs.startAll(timer, DependencyType.TRIGGERS);
    }

    @Override
    public void restartDue(Unit unit) throws BusError {
        jobs.enqueue(unit, quirks().startsInsteadOfRestarting() ? JobType.START : JobType.RESTART);
    }

    @Override
    public void restartQueued(Unit unit) {
        jobs.restartDependents(unit);
    }
}

package io.github.servicehandler.testing;

import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A service manager: the units in its memory and what happens to them. */
final class Manager implements UnitListener {

    private final UnitContext context;
    private final ManagerSignals signals;
    private final Units units;
    private final Needs needs = new Needs();
    private final Jobs jobs;
    private final StateChanges changes;

    /** @param connection connects a new manager to its clients; it may keep the manager, but must not use it yet */
    Manager(
            Scope scope,
            int version,
            VirtualTime time,
            Machine machine,
            Journal journal,
            FileTree files,
            Function<Manager, ManagerSignals> connection) {
        ManagerLog log = new ManagerLog(journal, scope);
        UnitStore store = new UnitStore(files, scope);
        this.context = new UnitContext(scope, new VersionQuirks(version), time, machine, log, store, this);
        this.signals = connection.apply(this);
        this.units = new Units(context, signals);
        this.jobs = new Jobs(units, needs, signals, context.quirks());
        this.changes = new StateChanges(context, signals, jobs, needs, units.garbage());
    }

    Scope scope() {
        return context.scope();
    }

    int version() {
        return context.version();
    }

    VersionQuirks quirks() {
        return context.quirks();
    }

    VirtualTime time() {
        return context.time();
    }

    Machine machine() {
        return context.machine();
    }

    ManagerLog journal() {
        return context.log();
    }

    UnitStore store() {
        return context.store();
    }

    Jobs jobs() {
        return jobs;
    }

    ManagerSignals signals() {
        return signals;
    }

    /** Installs and starts the units that every manager has. */
    void boot() {
        BuiltIns.of(scope())
                .forEach((name, description) -> store().files()
                        .write(scope().vendor + "/" + name, "[Unit]\nDescription=" + description + "\n"));
        BuiltIns.names().stream().filter(name -> store().find(name) != null).forEach(this::bringUp);
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

    /** Returns the units in memory, in systemctl's order. */
    Collection<Unit> units() {
        return units.all();
    }

    /** Returns a unit by any of its names if it is in memory. */
    @Nullable
    Unit loaded(String name) {
        return units.loaded(name);
    }

    /** Returns a unit, from memory or else from its files; there need not be any. */
    Unit load(String name) throws BusError {
        return units.load(name);
    }

    /** Reads all files again, as {@code daemon-reload} does. */
    void reload() {
        signals.reloading();
        readAll();
        signals.reloaded();
    }

    /** Takes over from itself, as {@code daemon-reexec} does; the bus is another program and stays. */
    void reexecute() {
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

    /** Reads one unit's files again, which no command of systemctl's does. */
    void reload(Unit unit) {
        units.read(unit);
    }

    /** Carries out jobs, then forgets units that nobody needs; tells clients of what was before and what is then. */
    void settle() {
        signals.flush();
        do {
            units.garbage().collect();
            needs.attend(jobs);
            jobs.run();
        } while (jobs.canRun() || units.garbage().mayCollect() || needs.mayAttend());
        signals.flush();
    }

    void mayBeGarbage(Unit unit) {
        units.garbage().mayBe(unit);
    }

    /** Sets the program of a unit's main process. */
    void script(String unit, Program program) {
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
        jobs.startAll(timer, Dependency.TRIGGERS);
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

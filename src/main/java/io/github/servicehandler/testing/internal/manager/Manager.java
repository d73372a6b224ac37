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
    private final ManagerListener signals;
    private final UnitRegistry units;
    private final DependencyEffects dependencyEffects = new DependencyEffects();
    private final JobQueue jobs;
    private final StateChangeEffects stateChangeEffects;
    private final ManagerEnvironment environment;
    private final ManagerSettings settings = new ManagerSettings();

    /**
     * Creates a manager that has not booted yet.
     *
     * @param signalsFactory creates the signals to the manager's clients; it may keep the manager, but must not use it
     *     yet
     */
    public Manager(
            ManagerScope scope,
            int version,
            VirtualTime time,
            MachineInfo machine,
            FakeJournal journal,
            FileTree files,
            Function<Manager, ManagerListener> signalsFactory) {
        ManagerLog log = new ManagerLog(journal, scope);
        UnitFileLookup unitFiles = new UnitFileLookup(files, scope, version);
        this.context = new UnitContext(scope, new VersionQuirks(version), time, machine, log, unitFiles, this);
        this.environment = new ManagerEnvironment(scope);
        this.signals = signalsFactory.apply(this);
        this.units = new UnitRegistry(context, signals);
        this.jobs = new JobQueue(units, dependencyEffects, signals, context.quirks());
        this.stateChangeEffects = new StateChangeEffects(context, signals, jobs, dependencyEffects, units.garbage());
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

    public UnitFileLookup unitFiles() {
        return context.unitFiles();
    }

    public ManagerEnvironment environment() {
        return environment;
    }

    public ManagerSettings settings() {
        return settings;
    }

    public JobQueue jobs() {
        return jobs;
    }

    public ManagerListener signals() {
        return signals;
    }

    /** Installs and starts the built-in units. */
    void boot() {
        BuiltInUnits.install(unitFiles().files(), scope(), version());
        BuiltInUnits.active(scope()).forEach(this::bringUp);
        loadBuiltIn("shutdown.target");
    }

    private void bringUp(String name) {
        Unit unit = loadBuiltIn(name);
        unit.conditions.evaluate(unit);
        unit.onStart();
    }

    private Unit loadBuiltIn(String name) {
        try {
            return load(name);
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
        reloadAll();
        signals.reloaded();
    }

    /**
     * Restarts the manager in place, as {@code daemon-reexec} does. The bus is a separate program and keeps running.
     */
    public void reexecute() {
        signals.reloading();
        reloadAll();
        signals.reexecuted();
    }

    private void reloadAll() {
        units.reloadAll();
        jobs.reconsiderAll();
        if (quirks().checksNeedsAfterReload()) {
            units().forEach(dependencyEffects::addCandidate);
        }
    }

    /** Applies a drop-in that was written for a unit in memory, after those that the unit already has. */
    public void apply(Unit unit, String dropIn) {
        units.apply(unit, dropIn);
    }

    /** Reads the files of one unit again; systemctl has no command for this. */
    public void reload(Unit unit) {
        units.reload(unit);
    }

    /**
     * Runs all jobs and delayed effects and unloads unneeded units until nothing is left to do. Sends the pending
     * signals before and after that.
     */
    public void settle() {
        signals.flush();
        do {
            units.garbage().collect();
            dependencyEffects.enqueueJobs(jobs);
            jobs.run();
        } while (jobs.canRun() || units.garbage().hasCandidates() || dependencyEffects.hasCandidates());
        signals.flush();
    }

    /** Makes the path units check their paths again when the manager settles. */
    void pathsChanged() {
        units().forEach(dependencyEffects::addPathCandidate);
    }

    public void mayBeGarbage(Unit unit) {
        units.garbage().addCandidate(unit);
    }

    public void setProgram(String unit, FakeProgram program) {
        context.setProgram(unit, program);
    }

    @Override
    public void changed(Unit unit) {
        signals.changed(unit);
    }

    @Override
    public void stateChanging(Unit unit) {
        signals.sendBeforeStateChange(unit);
    }

    @Override
    public void stateChanged(Unit unit, ActiveState before, boolean willRestart) {
        stateChangeEffects.stateChanged(unit, before, willRestart);
    }

    @Override
    public void executed(Unit unit) {
        if (quirks().signalsExec()) {
            signals.changed(unit);
            signals.flush();
        }
    }

    @Override
    public void elapsed(Unit timer) {
        jobs.startTriggered(timer, DependencyType.TRIGGERS);
    }

    @Override
    public void restartDue(Unit unit) throws BusError {
        jobs.enqueue(unit, quirks().autoRestartIsStartJob() ? JobType.START : JobType.RESTART);
    }

    @Override
    public void restartQueued(Unit unit) {
        jobs.restartDependents(unit);
    }
}

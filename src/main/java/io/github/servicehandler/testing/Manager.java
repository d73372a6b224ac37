package io.github.servicehandler.testing;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Is one service manager: the units in its memory and what happens to them. */
final class Manager {

    /** systemctl lists units by type, then by name. */
    private static final Comparator<String> BY_TYPE = Comparator.comparing(
                    (String name) -> name.substring(name.lastIndexOf('.')))
            .thenComparing(name -> name);

    private final Scope scope;
    private final int version;
    private final VirtualTime time;
    private final Machine machine;
    private final ManagerLog log;
    private final UnitStore store;
    private final UnitLoader loader;
    private final Bus bus;
    private final BusSignals signals;
    private final Jobs jobs = new Jobs(this);
    private final StateChanges changes = new StateChanges(this);
    private final Needs needs = new Needs(this);
    private final Garbage garbage = new Garbage(this);
    private final Map<String, Unit> units = new TreeMap<>(BY_TYPE);
    private final Map<String, Unit> unitsByAlias = new HashMap<>();
    private final Map<String, Program> scripts = new HashMap<>();
    private boolean linksChanged;

    Manager(Scope scope, int version, VirtualTime time, Machine machine, Journal journal, FileTree files) {
        this.scope = scope;
        this.version = version;
        this.time = time;
        this.machine = machine;
        this.log = new ManagerLog(journal, scope);
        this.store = new UnitStore(files, scope);
        this.loader = new UnitLoader(this);
        this.bus = new Bus(this);
        this.signals = new BusSignals(this, bus);
    }

    Scope scope() {
        return scope;
    }

    int version() {
        return version;
    }

    VirtualTime time() {
        return time;
    }

    Machine machine() {
        return machine;
    }

    ManagerLog journal() {
        return log;
    }

    UnitStore store() {
        return store;
    }

    Jobs jobs() {
        return jobs;
    }

    Bus bus() {
        return bus;
    }

    BusSignals signals() {
        return signals;
    }

    /** Returns the units in memory, in systemctl's order. */
    Collection<Unit> units() {
        return Collections.unmodifiableCollection(units.values());
    }

    /** Returns a unit by any of its names if it is in memory. */
    @Nullable
    Unit loaded(String name) {
        Unit unit = units.get(name);
        return unit == null ? unitsByAlias.get(name) : unit;
    }

    /** Returns a unit, from memory or else from its files; there need not be any. */
    Unit load(String name) throws BusError {
        if (name.length() > Names.MAX_LENGTH) {
            throw new BusError("InvalidArgs", "Unit name " + name + " is not valid.");
        }
        if (Names.isTemplate(name)) {
            throw new BusError("InvalidArgs", "Unit name " + name + " is missing the instance name.");
        }
        Unit unit = loaded(name);
        if (unit == null) {
            return loader.load(name);
        }
        if (unit.loadState() == LoadState.NOT_FOUND) {
            loader.retry(unit);
        }
        return unit;
    }

    void add(Unit unit) {
        units.put(unit.id, unit);
        rename(unit);
        signals.changed(unit);
        mayBeGarbage(unit);
    }

    void remove(Unit unit) {
        signals.removed(unit);
        units.remove(unit.id);
        unitsByAlias.values().removeIf(other -> other == unit);
    }

    private void rename(Unit unit) {
        unit.names().stream().filter(name -> !name.equals(unit.id)).forEach(name -> unitsByAlias.put(name, unit));
    }

    /** Notes that links were made or removed on behalf of enable and its like. */
    void linksChanged() {
        linksChanged = true;
    }

    /** Tells whether that is a reason to ask for a daemon-reload of all units, as it is from 257 on at the latest. */
    boolean knowsOfChangedLinks() {
        return version >= 257 && linksChanged;
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
        linksChanged = false;
        unitsByAlias.clear();
        for (Unit unit : List.copyOf(units.values())) {
            loader.reload(unit);
            unit.takeOver();
            rename(unit);
            mayBeGarbage(unit);
        }
        loader.orderTargets();
        jobs.takeOver();
        if (version > 247) {
            units.values().forEach(needs::look);
        }
    }

    /** Reads one unit's files again, which no command of systemctl's does. */
    void reload(Unit unit) {
        loader.reload(unit);
        loader.orderTargets();
        rename(unit);
    }

    /** Carries out jobs, then forgets units that nobody needs; tells the bus of what was before and what is then. */
    void settle() {
        signals.flush();
        do {
            garbage.collect();
            needs.attend();
            jobs.run();
        } while (jobs.canRun() || garbage.mayCollect() || needs.mayAttend());
        signals.flush();
    }

    Needs needs() {
        return needs;
    }

    void mayBeGarbage(Unit unit) {
        garbage.mayBe(unit);
    }

    StateChanges changes() {
        return changes;
    }

    FakeProcess spawn(ExecCommand command, Program program, FakeProcess.Listener listener) {
        return new FakeProcess(time, machine.nextPid(), command.program(), program, listener);
    }

    void script(String unit, Program program) {
        scripts.put(unit, program);
    }

    @Nullable
    Program scripted(String unit) {
        return scripts.get(unit);
    }

    String newId() {
        return machine.nextId();
    }

    /** Returns how messages name a unit. */
    String name(Unit unit) {
        String description = unit.description();
        return version < 250 ? description : description.equals(unit.id) ? unit.id : unit.id + " - " + description;
    }

    /** From 254 on, a manual start does not wait for the automatic one. */
    boolean startEndsHoldOff() {
        return version >= 254;
    }

    /** From 257 on, at the latest, the automatic restart is a start, and a service that waits for it has a sub state of its own. */
    boolean startsInsteadOfRestarting() {
        return version >= 257;
    }

    /** From 262 on, at the latest, who hits the start limit has that for a result even after another failure. */
    boolean startLimitIsTheResult() {
        return version >= 262;
    }

    /** From 252 on, at the latest, a restart that is passed on also reaches units that are only on their way up. */
    boolean restartsWhatIsComing() {
        return version >= 252;
    }

    /** In 252 and 257 a start counts against the limit also if it has to wait for the service to be down. */
    boolean countsStartsThatWait() {
        return version >= 252 && version < 262;
    }

    /** From 257 on, at the latest, a unit that is only wanted does not start without what it requires itself. */
    boolean leavesOutWhatLacksItsNeeds() {
        return version >= 257;
    }

    /** From 262 on, at the latest, a daemon-reload does not make the manager forget how often a unit was started. */
    boolean countsStartsAcrossReloads() {
        return version >= 262;
    }

    /** From 258 on at the earliest, systemctl asks for all jobs of a command in one transaction. */
    boolean enqueuesAllOrNothing() {
        return version >= 262;
    }

    /** From 254 on, a service that will be restarted is shortly failed or inactive, and what hangs on that happens. */
    boolean followsUpBeforeRestart() {
        return version >= 254;
    }

    /** From 254 on, a service that waits for its restart shows in its sub state how it got there and how far it is. */
    boolean namesStepsOfRestart() {
        return version >= 254;
    }

    /** From 256 on, the manager notes when a process has become the program that it was started for. */
    boolean notesExec() {
        return version >= 256;
    }

    /** Tells whether a drop-in in a directory that is new is noticed without a daemon-reload. */
    boolean noticesNewDirectories() {
        return version >= 257;
    }

    boolean saysDeactivated() {
        return version < 248 || scope == Scope.SYSTEM;
    }

    String deactivatedText() {
        return version < 248 ? "Succeeded." : "Deactivated successfully.";
    }
}

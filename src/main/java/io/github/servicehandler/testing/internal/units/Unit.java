package io.github.servicehandler.testing.internal.units;

import io.github.servicehandler.testing.internal.files.BusError;
import io.github.servicehandler.testing.internal.files.DependencyType;
import io.github.servicehandler.testing.internal.files.LoadState;
import io.github.servicehandler.testing.internal.files.UnitFileStateLookup;
import io.github.servicehandler.testing.internal.files.UnitSettings;
import io.github.servicehandler.testing.internal.files.UnitSource;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A unit in a manager's memory. */
public abstract class Unit {

    private static final Set<String> TYPES_THAT_IGNORE_ISOLATION =
            Set.of("slice", "scope", "device", "swap", "mount", "automount");

    public final UnitContext context;
    public final String id;
    public final StateTimestamps timestamps = new StateTimestamps();
    public final StartConditions conditions = new StartConditions();
    private final Map<DependencyType, Set<Unit>> dependencies = new EnumMap<>(DependencyType.class);
    private final Set<Unit> referrers = new LinkedHashSet<>();
    private Set<String> names = new TreeSet<>();
    private LoadState loadState = LoadState.NOT_FOUND;
    private UnitSource source = UnitSource.NONE;
    private UnitSettings settings;
    private StartRateLimit startLimit = StartRateLimit.NONE;
    private String invocation = "";
    private String description;
    private final UnitMarkers markers = new UnitMarkers();
    private @Nullable String fileState;

    @Nullable
    public Job job;

    public Unit(UnitContext context, String id) {
        this.context = context;
        this.id = id;
        this.description = id;
        this.settings = new UnitSettings(source, id, context.scope(), context.version());
    }

    /** Applies the settings from the unit's files; the state stays. */
    public void configure(UnitSource newSource, LoadState newLoadState, Set<String> newNames) {
        fileState = null;
        source = newSource;
        loadState = newLoadState;
        names = newNames;
        settings = new UnitSettings(newSource.applied(newLoadState), id, context.scope(), context.version());
        description = settings.last("Unit", "Description", defaultDescription());
        startLimit = StartRateLimit.of(
                settings, context.quirks().countsStartsAcrossReloads() ? startLimit : StartRateLimit.NONE);
    }

    /** Continues in the same state after a daemon-reload, with the new settings. */
    public void resumeAfterReload() {}

    public abstract ActiveState activeState();

    public abstract String subState();

    public abstract JobAttemptResult onStart();

    public abstract JobAttemptResult onStop();

    /** Handles a new state of the unit that this one starts, as a timer, a path or a socket. */
    public void triggeredUnitChanged(Unit unit) {}

    /** Reloads the unit. A unit that has nothing to reload itself only propagates the reload. */
    public JobAttemptResult onReload() {
        return JobAttemptResult.ALREADY;
    }

    public boolean canReload() {
        return !dependencies(DependencyType.PROPAGATES_RELOAD_TO).isEmpty();
    }

    boolean canStart() {
        return loadState == LoadState.LOADED;
    }

    /** Returns whether the unit can have a job of a type. */
    public final boolean isApplicable(JobType type) {
        return switch (type) {
            case STOP -> !isPerpetual();
            case RESTART, TRY_RESTART -> !isPerpetual() && canStart();
            case RELOAD, TRY_RELOAD -> canReload();
            case RELOAD_OR_START -> canReload() && canStart();
            default -> true;
        };
    }

    /** Returns whether {@code isolate} leaves the unit alone. In the fake, the units of the boot are left alone too. */
    public final boolean ignoresIsolation() {
        boolean byDefault = TYPES_THAT_IGNORE_ISOLATION.contains(id.substring(id.lastIndexOf('.') + 1));
        return BuiltInUnits.active(context.scope()).contains(id) || settings.flag("Unit", "IgnoreOnIsolate", byDefault);
    }

    /** Returns whether the unit can be neither stopped nor unloaded. */
    public boolean isPerpetual() {
        return false;
    }

    /** Returns whether the unit stays in memory even if no other unit refers to it. */
    public boolean staysLoaded() {
        return false;
    }

    /** Returns the slice that contains the unit, or an empty string if the unit needs none. */
    public String slice() {
        return "";
    }

    /** Returns the description of a unit whose files do not set any. */
    String defaultDescription() {
        return id;
    }

    public void resetFailed() {
        startLimit.reset();
    }

    public void kill(String processes, int signal) throws BusError {
        throw new BusError("NotSupported", context.quirks().refusalToKill());
    }

    /** Returns the value of {@code Result=}: why the last start failed, or {@code success}. */
    public String result() {
        return "success";
    }

    /** Returns whether the last reload failed. */
    public boolean reloadFailed() {
        return false;
    }

    /** Starts the unit if its state, its conditions and the units to which it is bound allow it. */
    public final JobAttemptResult start() {
        ActiveState state = activeState();
        if (state.isUp()) {
            return JobAttemptResult.ALREADY;
        }
        if (state == ActiveState.MAINTENANCE) {
            return JobAttemptResult.LATER;
        }
        if (loadState != LoadState.LOADED) {
            return JobAttemptResult.FAILED;
        }
        if (state != ActiveState.ACTIVATING) {
            context.listener().changed(this);
            conditions.evaluate(this);
            if (!conditions.conditionsMet()) {
                return JobAttemptResult.CONDITION;
            }
            if (!conditions.assertsMet()) {
                log(5, "", "Starting requested but asserts failed.");
                return JobAttemptResult.ASSERTION;
            }
        }
        return bindingsAreUp() ? onStart() : JobAttemptResult.DEPENDENCY;
    }

    private boolean bindingsAreUp() {
        return dependencies(DependencyType.BINDS_TO).stream()
                .allMatch(other -> !dependencies(DependencyType.AFTER).contains(other)
                        || other.activeState().isUp());
    }

    public final JobAttemptResult verifyActive() {
        ActiveState state = activeState();
        return state.isUp()
                ? JobAttemptResult.ALREADY
                : state == ActiveState.ACTIVATING ? JobAttemptResult.LATER : JobAttemptResult.NOT_UP;
    }

    public final JobAttemptResult stop() {
        if (activeState().isDown()) {
            return JobAttemptResult.ALREADY;
        }
        context.listener().changed(this);
        return onStop();
    }

    public final JobAttemptResult reload() {
        if (activeState() == ActiveState.RELOADING) {
            return JobAttemptResult.LATER;
        }
        if (activeState() != ActiveState.ACTIVE) {
            log(4, "", "Unit cannot be reloaded because it is inactive.");
            return JobAttemptResult.INVALID;
        }
        context.listener().changed(this);
        return onReload();
    }

    /** Counts a start; returns {@code false} if the start limit is exceeded. */
    public final boolean withinStartLimit() {
        if (startLimit.countStart(context.time().micros())) {
            return true;
        }
        log(4, "", "Start request repeated too quickly.");
        return false;
    }

    /**
     * Writes a message to the journal, prefixed with the unit's name.
     *
     * @param messageId one of {@code MessageIds}, or empty for a message without an id
     * @param fields further fields of the form {@code NAME=value}
     */
    public final void log(int priority, String messageId, String text, String... fields) {
        context.log().log(this, priority, messageId, id + ": " + text, fields);
    }

    /** Returns the name of the unit in the manager's messages. */
    public final String messageName() {
        if (!context.quirks().namesUnitsInMessages()) {
            return description;
        }
        return description.equals(id) ? id : id + " - " + description;
    }

    /** Returns the unit that this one starts, if it is one that starts others. */
    public final Optional<Unit> triggeredUnit() {
        return dependencies(DependencyType.TRIGGERS).stream().findFirst();
    }

    /** Returns whether the unit has a stop or restart job. */
    public final boolean stopIsPending() {
        return job != null && job.type.stops();
    }

    public final void newInvocation() {
        invocation = context.machine().nextId();
    }

    /** Returns the invocation id of the current or last run; empty if the unit never ran. */
    public final String invocation() {
        return invocation;
    }

    public final LoadState loadState() {
        return loadState;
    }

    public final UnitSource source() {
        return source;
    }

    /**
     * Returns the state of the unit file. The value is computed on the first call after the file was read, and kept
     * until it is read again.
     */
    public final String fileState() {
        String state = fileState;
        if (state == null) {
            state = new UnitFileStateLookup(context.unitFiles(), context.scope()).state(id);
            fileState = state;
        }
        return state;
    }

    public final UnitSettings settings() {
        return settings;
    }

    public final StartRateLimit startLimit() {
        return startLimit;
    }

    public final Set<String> names() {
        return names;
    }

    public final UnitMarkers markers() {
        return markers;
    }

    public final String description() {
        return description;
    }

    public final Set<Unit> dependencies(DependencyType kind) {
        return dependencies.getOrDefault(kind, Set.of());
    }

    public final void addDependency(DependencyType kind, Unit other) {
        add(kind, other);
        other.add(kind.inverse(), this);
        other.referrers.add(this);
    }

    private void add(DependencyType kind, Unit other) {
        dependencies.computeIfAbsent(kind, key -> new LinkedHashSet<>()).add(other);
    }

    /** Removes the dependencies that come from this unit's own files, and returns the units on the other side. */
    public final Set<Unit> removeOwnDependencies() {
        Set<Unit> others = new LinkedHashSet<>();
        dependencies.forEach((kind, units) -> units.removeIf(other -> {
            boolean own = other.referrers.contains(this);
            if (own) {
                other.dependencies.getOrDefault(kind.inverse(), Set.of()).remove(this);
                others.add(other);
            }
            return own;
        }));
        others.forEach(other -> other.referrers.remove(this));
        return others;
    }

    /** Returns whether the unit is transient: systemd generated its file and removes it together with the unit. */
    public final boolean isTransient() {
        return source.path().startsWith(context.scope().transientDirectory + "/");
    }

    /** Returns the units whose files refer to this one. */
    public final Set<Unit> referrers() {
        return referrers;
    }

    @Override
    public final String toString() {
        return id;
    }
}

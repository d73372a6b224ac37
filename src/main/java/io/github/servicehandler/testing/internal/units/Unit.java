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
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A unit in a manager's memory. */
public abstract class Unit {

    public final UnitContext context;
    public final String id;
    public final StateTimestamps stamps = new StateTimestamps();
    public final StartConditions checks = new StartConditions();
    private final Map<DependencyType, Set<Unit>> dependencies = new EnumMap<>(DependencyType.class);
    private final Set<Unit> referrers = new LinkedHashSet<>();
    private Set<String> names = new TreeSet<>();
    private LoadState loadState = LoadState.NOT_FOUND;
    private UnitSource source = UnitSource.NONE;
    private UnitSettings settings;
    private StartRateLimit startLimit = StartRateLimit.NONE;
    private String invocation = "";
    private String description;
    private @Nullable String fileState;

    @Nullable
    public Job job;

    public Unit(UnitContext context, String id) {
        this.context = context;
        this.id = id;
        this.description = id;
        this.settings = new UnitSettings(source, id, context.scope());
    }

    /** Takes over what the files say; the state stays. */
    public void configure(UnitSource from, LoadState state, Set<String> allNames) {
        fileState = null;
        source = from;
        loadState = state;
        names = allNames;
        boolean isRead = state != LoadState.MASKED && state != LoadState.NOT_FOUND;
        settings = new UnitSettings(isRead ? from : UnitSource.NONE, id, context.scope());
        description = settings.last("Unit", "Description", id);
        startLimit = StartRateLimit.of(
                settings, context.quirks().countsStartsAcrossReloads() ? startLimit : StartRateLimit.NONE);
    }

    /** Goes on in the same state after a daemon-reload, by what the files say now. */
    public void takeOver() {}

    public abstract ActiveState activeState();

    public abstract String subState();

    public abstract JobAttemptResult onStart();

    public abstract JobAttemptResult onStop();

    /** Reloads the unit; one that has nothing to reload only passes it on. */
    public JobAttemptResult onReload() {
        return JobAttemptResult.ALREADY;
    }

    public boolean canReload() {
        return !dependencies(DependencyType.PROPAGATES_RELOAD_TO).isEmpty();
    }

    boolean canStart() {
        return loadState == LoadState.LOADED;
    }

    /** Tells whether a unit of this kind can have such a job. */
    public final boolean isApplicable(JobType type) {
        return switch (type) {
            case STOP -> !perpetual();
            case RESTART, TRY_RESTART -> !perpetual() && canStart();
            case RELOAD, TRY_RELOAD -> canReload();
            case RELOAD_OR_START -> canReload() && canStart();
            default -> true;
        };
    }

    /** Tells whether the unit is part of the system itself and never unloaded. */
    public boolean perpetual() {
        return false;
    }

    public void resetFailed() {
        startLimit.reset();
    }

    public void kill(String whom, int signal) throws BusError {
        throw new BusError("NotSupported", "Operation not supported");
    }

    /** Tells why the last start failed, in the words of {@code Result=}. */
    public String result() {
        return "success";
    }

    /** Tells whether the last reload failed. */
    public boolean reloadFailed() {
        return false;
    }

    /** Starts the unit if it may be started. */
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
            checks.run(this);
            if (!checks.conditionsMet()) {
                return JobAttemptResult.CONDITION;
            }
            if (!checks.assertsMet()) {
                log(3, "", "Starting requested but asserts failed.");
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

    /** Counts a start; false if there were too many. */
    public final boolean withinStartLimit() {
        if (startLimit.take(context.time().micros())) {
            return true;
        }
        log(4, "", "Start request repeated too quickly.");
        return false;
    }

    /** Writes a message that begins with the unit's name to the journal; an empty message id is none. */
    public final void log(int priority, String messageId, String text, String... fields) {
        context.log().log(this, priority, messageId, id + ": " + text, fields);
    }

    /** Returns how messages name the unit. */
    public final String messageName() {
        if (!context.quirks().saysNames()) {
            return description;
        }
        return description.equals(id) ? id : id + " - " + description;
    }

    /** Tells whether the unit is to be stopped, be it to start again. */
    public final boolean stopIsPending() {
        return job != null && job.type.stops();
    }

    public final void newInvocation() {
        invocation = context.machine().nextId();
    }

    /** Returns the id of the current or last run; empty if there was none. */
    public final String invocation() {
        return invocation;
    }

    public final LoadState loadState() {
        return loadState;
    }

    public final UnitSource source() {
        return source;
    }

    /** Returns the unit file's state, as it was when somebody first asked for it after the file was read. */
    public final String fileState() {
        String state = fileState;
        if (state == null) {
            state = new UnitFileStateLookup(context.store(), context.scope()).state(id);
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

    public final String description() {
        return description;
    }

    public final Set<Unit> dependencies(DependencyType kind) {
        return dependencies.getOrDefault(kind, Set.of());
    }

    public final void depend(DependencyType kind, Unit on) {
        add(kind, on);
        on.add(kind.inverse(), this);
        on.referrers.add(this);
    }

    private void add(DependencyType kind, Unit other) {
        dependencies.computeIfAbsent(kind, key -> new LinkedHashSet<>()).add(other);
    }

    /** Forgets what this unit's files said about others, and returns these. */
    public final Set<Unit> unlink() {
        Set<Unit> others = new LinkedHashSet<>();
        dependencies.forEach((kind, some) -> some.removeIf(other -> {
            boolean mine = other.referrers.contains(this);
            if (mine) {
                other.dependencies.getOrDefault(kind.inverse(), Set.of()).remove(this);
                others.add(other);
            }
            return mine;
        }));
        others.forEach(other -> other.referrers.remove(this));
        return others;
    }

    /** Tells whether systemd made up the unit's file, which lives no longer than the unit. */
    public final boolean isTransient() {
        return source.path().startsWith(context.scope().transients + "/");
    }

    /** Returns the units whose files speak of this one. */
    public final Set<Unit> referrers() {
        return referrers;
    }

    @Override
    public final String toString() {
        return id;
    }
}

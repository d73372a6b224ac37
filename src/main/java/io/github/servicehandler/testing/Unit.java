package io.github.servicehandler.testing;

import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A unit in a manager's memory. */
abstract class Unit {

    final UnitContext context;
    final String id;
    final Stamps stamps = new Stamps();
    final Checks checks = new Checks();
    private final Map<Dependency, Set<Unit>> dependencies = new EnumMap<>(Dependency.class);
    private final Set<Unit> referrers = new LinkedHashSet<>();
    private Set<String> names = new TreeSet<>();
    private LoadState loadState = LoadState.NOT_FOUND;
    private Source source = Source.NONE;
    private Settings settings;
    private RateLimit startLimit = RateLimit.NONE;
    private String invocation = "";
    private String description;
    private @Nullable String fileState;

    @Nullable
    Job job;

    Unit(UnitContext context, String id) {
        this.context = context;
        this.id = id;
        this.description = id;
        this.settings = new Settings(source, id, context.scope());
    }

    /** Takes over what the files say; the state stays. */
    void configure(Source from, LoadState state, Set<String> allNames) {
        fileState = null;
        source = from;
        loadState = state;
        names = allNames;
        boolean isRead = state != LoadState.MASKED && state != LoadState.NOT_FOUND;
        settings = new Settings(isRead ? from : Source.NONE, id, context.scope());
        description = settings.last("Unit", "Description", id);
        startLimit = RateLimit.of(settings, context.quirks().countsStartsAcrossReloads() ? startLimit : RateLimit.NONE);
    }

    /** Goes on in the same state after a daemon-reload, by what the files say now. */
    void takeOver() {}

    abstract ActiveState activeState();

    abstract String subState();

    abstract Effect onStart();

    abstract Effect onStop();

    /** Reloads the unit; one that has nothing to reload only passes it on. */
    Effect onReload() {
        return Effect.ALREADY;
    }

    boolean canReload() {
        return !dependencies(Dependency.PROPAGATES_RELOAD_TO).isEmpty();
    }

    boolean canStart() {
        return loadState == LoadState.LOADED;
    }

    /** Tells whether a unit of this kind can have such a job. */
    final boolean isApplicable(JobType type) {
        return switch (type) {
            case STOP -> !perpetual();
            case RESTART, TRY_RESTART -> !perpetual() && canStart();
            case RELOAD, TRY_RELOAD -> canReload();
            case RELOAD_OR_START -> canReload() && canStart();
            default -> true;
        };
    }

    /** Tells whether the unit is part of the system itself and never unloaded. */
    boolean perpetual() {
        return false;
    }

    void resetFailed() {
        startLimit.reset();
    }

    void kill(String whom, int signal) throws BusError {
        throw new BusError("NotSupported", "Operation not supported");
    }

    /** Tells why the last start failed, in the words of {@code Result=}. */
    String result() {
        return "success";
    }

    /** Tells whether the last reload failed. */
    boolean reloadFailed() {
        return false;
    }

    /** Starts the unit if it may be started. */
    final Effect start() {
        ActiveState state = activeState();
        if (state.isUp()) {
            return Effect.ALREADY;
        }
        if (state == ActiveState.MAINTENANCE) {
            return Effect.LATER;
        }
        if (loadState != LoadState.LOADED) {
            return Effect.FAILED;
        }
        if (state != ActiveState.ACTIVATING) {
            context.listener().changed(this);
            checks.run(this);
            if (!checks.conditionsMet()) {
                return Effect.CONDITION;
            }
            if (!checks.assertsMet()) {
                log(3, "", "Starting requested but asserts failed.");
                return Effect.ASSERTION;
            }
        }
        return bindingsAreUp() ? onStart() : Effect.DEPENDENCY;
    }

    private boolean bindingsAreUp() {
        return dependencies(Dependency.BINDS_TO).stream()
                .allMatch(other -> !dependencies(Dependency.AFTER).contains(other)
                        || other.activeState().isUp());
    }

    final Effect verifyActive() {
        ActiveState state = activeState();
        return state.isUp() ? Effect.ALREADY : state == ActiveState.ACTIVATING ? Effect.LATER : Effect.NOT_UP;
    }

    final Effect stop() {
        if (activeState().isDown()) {
            return Effect.ALREADY;
        }
        context.listener().changed(this);
        return onStop();
    }

    final Effect reload() {
        if (activeState() == ActiveState.RELOADING) {
            return Effect.LATER;
        }
        if (activeState() != ActiveState.ACTIVE) {
            log(4, "", "Unit cannot be reloaded because it is inactive.");
            return Effect.INVALID;
        }
        context.listener().changed(this);
        return onReload();
    }

    /** Counts a start; false if there were too many. */
    final boolean withinStartLimit() {
        if (startLimit.take(context.time().micros())) {
            return true;
        }
        log(4, "", "Start request repeated too quickly.");
        return false;
    }

    /** Writes a message that begins with the unit's name to the journal; an empty message id is none. */
    final void log(int priority, String messageId, String text, String... fields) {
        context.log().log(this, priority, messageId, id + ": " + text, fields);
    }

    /** Returns how messages name the unit. */
    final String messageName() {
        if (!context.quirks().saysNames()) {
            return description;
        }
        return description.equals(id) ? id : id + " - " + description;
    }

    /** Tells whether the unit is to be stopped, be it to start again. */
    final boolean stopIsPending() {
        return job != null && job.type.stops();
    }

    final void newInvocation() {
        invocation = context.machine().nextId();
    }

    /** Returns the id of the current or last run; empty if there was none. */
    final String invocation() {
        return invocation;
    }

    final LoadState loadState() {
        return loadState;
    }

    final Source source() {
        return source;
    }

    /** Returns the unit file's state, as it was when somebody first asked for it after the file was read. */
    final String fileState() {
        String state = fileState;
        if (state == null) {
            state = new Enablement(context.store(), context.scope()).state(id);
            fileState = state;
        }
        return state;
    }

    final Settings settings() {
        return settings;
    }

    final RateLimit startLimit() {
        return startLimit;
    }

    final Set<String> names() {
        return names;
    }

    final String description() {
        return description;
    }

    final Set<Unit> dependencies(Dependency kind) {
        return dependencies.getOrDefault(kind, Set.of());
    }

    final void depend(Dependency kind, Unit on) {
        add(kind, on);
        on.add(kind.inverse(), this);
        on.referrers.add(this);
    }

    private void add(Dependency kind, Unit other) {
        dependencies.computeIfAbsent(kind, key -> new LinkedHashSet<>()).add(other);
    }

    /** Forgets what this unit's files said about others, and returns these. */
    final Set<Unit> unlink() {
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
    final boolean isTransient() {
        return source.path().startsWith(context.scope().transients + "/");
    }

    /** Returns the units whose files speak of this one. */
    final Set<Unit> referrers() {
        return referrers;
    }

    @Override
    public final String toString() {
        return id;
    }
}

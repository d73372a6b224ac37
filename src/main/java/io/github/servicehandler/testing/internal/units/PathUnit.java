package io.github.servicehandler.testing.internal.units;

import io.github.servicehandler.testing.internal.journal.MessageIds;
import io.github.servicehandler.testing.internal.time.Microseconds;
import io.github.servicehandler.unit.UnitFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A unit that starts another one because of a path; see systemd.path(5). It checks the paths when it starts, when the
 * other unit has stopped, and when a path has appeared or vanished.
 */
public final class PathUnit extends Unit {

    /** How often systemd starts the other unit within an interval before it gives up. */
    private static final int TRIGGER_LIMIT = 200;

    private static final long TRIGGER_INTERVAL = 2 * Microseconds.SECOND;
    private static final Set<String> CONDITIONS = Set.of("PathExists", "PathExistsGlob", "DirectoryNotEmpty");
    private static final Set<String> CHANGES = Set.of("PathChanged", "PathModified");

    private enum WatchState {
        DEAD(ActiveState.INACTIVE),
        WAITING(ActiveState.ACTIVE),
        RUNNING(ActiveState.ACTIVE),
        FAILED(ActiveState.FAILED);

        private final ActiveState active;

        WatchState(ActiveState active) {
            this.active = active;
        }
    }

    private WatchState state = WatchState.DEAD;
    private String result = "success";
    private Set<String> existing = Set.of();
    private long intervalStart;
    private int triggers;

    public PathUnit(UnitContext context, String id) {
        super(context, id);
    }

    @Override
    public ActiveState activeState() {
        return state.active;
    }

    @Override
    public String subState() {
        return state.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String result() {
        return result;
    }

    @Override
    public void resetFailed() {
        super.resetFailed();
        if (state == WatchState.FAILED) {
            become(WatchState.DEAD);
        }
        result = "success";
    }

    @Override
    public JobAttemptResult onStart() {
        if (TriggerCheck.refuses(this)) {
            return JobAttemptResult.FAILED;
        }
        newInvocation();
        result = "success";
        existing = existing();
        enterWaiting(triggeredUnit().orElse(this));
        return JobAttemptResult.BEGUN;
    }

    @Override
    public JobAttemptResult onStop() {
        become(WatchState.DEAD);
        return JobAttemptResult.BEGUN;
    }

    /** Checks the paths again, unless the other unit runs or has a job. */
    public void check() {
        Unit other = triggeredUnit().orElse(this);
        if (activeState() != ActiveState.ACTIVE || other.job != null) {
            return;
        }
        if (other.startLimit().isHit()) {
            fail("unit-start-limit-hit");
        } else {
            enterWaiting(other);
        }
    }

    private void enterWaiting(Unit other) {
        Set<String> before = existing;
        existing = existing();
        if (!other.activeState().isDown()) {
            become(WatchState.RUNNING);
        } else if (!existing.equals(before) || paths(CONDITIONS).anyMatch(this::isMet)) {
            trigger();
        } else {
            become(WatchState.WAITING);
        }
    }

    /** Returns those of the paths that exist whose changes are watched. */
    private Set<String> existing() {
        return paths(CHANGES)
                .map(UnitFile.Entry::value)
                .filter(context.machine()::exists)
                .collect(Collectors.toSet());
    }

    private boolean isMet(UnitFile.Entry path) {
        return context.machine().meetsCondition(path.key(), path.value(), context.scope());
    }

    /** Returns the paths of some settings; an empty assignment of any setting discards those before it. */
    private Stream<UnitFile.Entry> paths(Set<String> keys) {
        List<UnitFile.Entry> paths = new ArrayList<>();
        for (UnitFile.Entry entry : settings().entries("Path")) {
            boolean isPath = CONDITIONS.contains(entry.key()) || CHANGES.contains(entry.key());
            if (isPath && entry.value().isEmpty()) {
                paths.clear();
            } else if (isPath) {
                settings().resolve(entry.value()).ifPresent(value -> paths.add(new UnitFile.Entry(entry.key(), value)));
            }
        }
        return paths.stream().filter(path -> keys.contains(path.key()));
    }

    private void trigger() {
        long now = context.time().micros();
        if (now - intervalStart > TRIGGER_INTERVAL) {
            intervalStart = now;
            triggers = 0;
        }
        if (++triggers > TRIGGER_LIMIT) {
            log(4, "", "Trigger limit hit, refusing further activation.");
            fail("trigger-limit-hit");
            return;
        }
        become(WatchState.RUNNING);
        context.listener().elapsed(this);
    }

    private void fail(String newResult) {
        result = newResult;
        log(4, MessageIds.FAILURE_RESULT, "Failed with result '" + newResult + "'.", "UNIT_RESULT=" + newResult);
        become(WatchState.FAILED);
    }

    private void become(WatchState to) {
        ActiveState before = activeState();
        if (state != to) {
            context.listener().stateChanging(this);
            state = to;
            context.listener().stateChanged(this, before, false);
        }
    }
}

package io.github.servicehandler.testing;

import org.jspecify.annotations.Nullable;

/** Is a timer with monotonic settings; {@code OnCalendar=} never elapses here. See systemd.timer(5). */
final class TimerUnit extends Unit {

    private enum Phase {
        DEAD(ActiveState.INACTIVE),
        WAITING(ActiveState.ACTIVE),
        RUNNING(ActiveState.ACTIVE),
        ELAPSED(ActiveState.ACTIVE);

        private final ActiveState active;

        Phase(ActiveState active) {
            this.active = active;
        }
    }

    private Phase phase = Phase.DEAD;
    private long started;
    private long lastFired;
    private VirtualTime.@Nullable Planned planned;

    TimerUnit(Manager manager, String id) {
        super(manager, id);
    }

    @Override
    ActiveState activeState() {
        return phase.active;
    }

    @Override
    String subState() {
        return phase.name().toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    Effect onStart() {
        newInvocation();
        started = manager.time().micros();
        waitOn();
        return Effect.BEGUN;
    }

    @Override
    Effect onStop() {
        cancel();
        become(Phase.DEAD);
        return Effect.BEGUN;
    }

    /** Looks at the unit that this timer starts, which has changed its state. */
    void triggeredChanged(Unit triggered) {
        boolean runs = phase == Phase.RUNNING && !triggered.activeState().isDown();
        if (phase != Phase.DEAD && !runs) {
            waitOn();
        }
    }

    private void waitOn() {
        cancel();
        long next = next();
        boolean elapsed = next == TimeSpan.INFINITY;
        boolean remains = settings().flag("Timer", "RemainAfterElapse", true);
        become(!elapsed ? Phase.WAITING : remains ? Phase.ELAPSED : Phase.DEAD);
        if (next != TimeSpan.INFINITY) {
            planned = manager.time().after(next - manager.time().micros(), this::fire);
        }
    }

    private void fire() {
        lastFired = manager.time().micros();
        become(Phase.RUNNING);
        manager.startAll(this, Dependency.TRIGGERS);
    }

    private long next() {
        Unit triggered = dependencies(Dependency.TRIGGERS).stream().findFirst().orElse(this);
        long next = once("OnActiveSec", started);
        next = Math.min(next, once("OnBootSec", 0));
        next = Math.min(next, once("OnStartupSec", 0));
        next = Math.min(next, repeated("OnUnitActiveSec", Math.max(triggered.stamps.activeEnter, lastFired)));
        return Math.min(next, repeated("OnUnitInactiveSec", triggered.stamps.inactiveEnter));
    }

    private long once(String key, long base) {
        long span = settings().span("Timer", key, TimeSpan.INFINITY);
        boolean over = span == TimeSpan.INFINITY || base + span <= Math.max(lastFired, base - 1);
        return over ? TimeSpan.INFINITY : base + span;
    }

    private long repeated(String key, long base) {
        long span = settings().span("Timer", key, TimeSpan.INFINITY);
        return base == 0 || span == TimeSpan.INFINITY ? TimeSpan.INFINITY : base + span;
    }

    private void become(Phase to) {
        ActiveState before = activeState();
        if (phase != to) {
            phase = to;
            manager.stateChanged(this, before, false);
        }
    }

    private void cancel() {
        if (planned != null) {
            planned.cancel();
            planned = null;
        }
    }
}

package io.github.servicehandler.testing;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Is a timer; see systemd.timer(5). */
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

    private static final List<String> MONOTONIC =
            List.of("OnActiveSec", "OnBootSec", "OnStartupSec", "OnUnitActiveSec", "OnUnitInactiveSec");

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
        if (triggered().loadState() != LoadState.LOADED) {
            manager.journal()
                    .log(this, 4, "", id + ": Refusing to start, unit " + triggered().id + " to trigger not loaded.");
            return Effect.FAILED;
        }
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
        become(next == TimeSpan.INFINITY ? Phase.ELAPSED : Phase.WAITING);
        if (next != TimeSpan.INFINITY) {
            planned = manager.time().after(next - manager.time().micros(), this::fire);
        }
    }

    private void fire() {
        lastFired = manager.time().micros();
        become(Phase.RUNNING);
        manager.startAll(this, Dependency.TRIGGERS);
    }

    /** Returns the unit that this timer starts; itself as long as it is not loaded. */
    Unit triggered() {
        return dependencies(Dependency.TRIGGERS).stream().findFirst().orElse(this);
    }

    /** Tells whether there is any time at which to start something. */
    boolean hasTimes() {
        return !calendars().isEmpty()
                || MONOTONIC.stream().anyMatch(key -> settings().span("Timer", key, -1) >= 0);
    }

    List<CalendarSpec> calendars() {
        return settings().all("Timer", "OnCalendar").stream()
                .flatMap(value -> CalendarSpec.parse(value).stream())
                .toList();
    }

    /** Returns when a calendar time will next be, in microseconds of the machine's uptime. */
    long micros(CalendarSpec calendar) {
        LocalDateTime now = LocalDateTime.ofInstant(manager.time().instant(), ZoneOffset.UTC);
        return calendar.after(now)
                .map(then -> manager.time().micros() + ChronoUnit.MICROS.between(now, then))
                .orElse(0L);
    }

    /** Returns when the next calendar time will be; 0 if there is none. */
    long nextCalendar() {
        return calendars().stream()
                .mapToLong(this::micros)
                .filter(micros -> micros > 0)
                .min()
                .orElse(0);
    }

    /** Returns when the next other time will be; 0 if there is none. */
    long nextMonotonic() {
        long next = phase == Phase.DEAD ? TimeSpan.INFINITY : monotonic();
        return next == TimeSpan.INFINITY ? 0 : next;
    }

    long lastFired() {
        return lastFired;
    }

    private long next() {
        long calendar = nextCalendar();
        return Math.min(calendar == 0 ? TimeSpan.INFINITY : calendar, monotonic());
    }

    private long monotonic() {
        Unit triggered = triggered();
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

package io.github.servicehandler.testing.internal.units;

import io.github.servicehandler.testing.internal.files.LoadState;
import io.github.servicehandler.testing.internal.files.UnitSource;
import io.github.servicehandler.testing.internal.time.Microseconds;
import io.github.servicehandler.testing.internal.time.VirtualTime;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A timer; see systemd.timer(5). It elapses exactly on time and ignores {@code AccuracySec=}. */
public final class TimerUnit extends Unit {

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

    private TimerSchedule schedule;
    private Phase phase = Phase.DEAD;
    private long startedAt;
    private long lastElapsed;
    private long calendarBase;
    private VirtualTime.@Nullable Planned planned;

    public TimerUnit(UnitContext context, String id) {
        super(context, id);
        schedule = new TimerSchedule(settings());
    }

    @Override
    public void configure(UnitSource newSource, LoadState newLoadState, Set<String> newNames) {
        super.configure(newSource, newLoadState, newNames);
        schedule = new TimerSchedule(settings());
    }

    public TimerSchedule schedule() {
        return schedule;
    }

    @Override
    public ActiveState activeState() {
        return phase.active;
    }

    @Override
    public String subState() {
        return phase.name().toLowerCase(Locale.ROOT);
    }

    /** Returns when the timer last elapsed; 0 for never. */
    public long lastElapsed() {
        return lastElapsed;
    }

    @Override
    public JobAttemptResult onStart() {
        if (TriggerCheck.refuses(this)) {
            return JobAttemptResult.FAILED;
        }
        newInvocation();
        startedAt = context.time().micros();
        calendarBase = startedAt;
        enterWaiting();
        return JobAttemptResult.BEGUN;
    }

    @Override
    public JobAttemptResult onStop() {
        cancel();
        become(Phase.DEAD);
        return JobAttemptResult.BEGUN;
    }

    @Override
    public void triggeredUnitChanged(Unit unit) {
        boolean runs = phase == Phase.RUNNING && !unit.activeState().isDown();
        if (phase != Phase.DEAD && !runs) {
            enterWaiting();
        }
    }

    private void enterWaiting() {
        cancel();
        long next = Math.min(schedule.nextMonotonic(bases()), schedule.nextCalendar(calendarBase));
        if (next != Microseconds.INFINITY) {
            become(Phase.WAITING);
            planned = context.time().plan(next - context.time().micros(), this::elapse);
        } else {
            become(schedule.remainsAfterElapse ? Phase.ELAPSED : Phase.DEAD);
        }
    }

    private void elapse() {
        lastElapsed = context.time().micros();
        calendarBase = lastElapsed;
        become(Phase.RUNNING);
        context.listener().elapsed(this);
    }

    /** Returns the times from which the spans are counted. */
    public TimerSchedule.Bases bases() {
        Unit unit = triggeredUnit().orElse(this);
        return new TimerSchedule.Bases(
                startedAt, lastElapsed, unit.timestamps.activeEnter, unit.timestamps.inactiveEnter);
    }

    /**
     * Returns when the timer elapses next by a span; {@link Microseconds#INFINITY} for never or if it is not waiting.
     */
    public long nextMonotonic() {
        return phase == Phase.WAITING ? schedule.nextMonotonic(bases()) : Microseconds.INFINITY;
    }

    /**
     * Returns when the timer elapses next by the calendar; {@link Microseconds#INFINITY} for never or if it is not
     * waiting.
     */
    public long nextCalendar() {
        return phase == Phase.WAITING ? schedule.nextCalendar(calendarBase) : Microseconds.INFINITY;
    }

    private void become(Phase to) {
        ActiveState before = activeState();
        if (phase != to) {
            context.listener().stateChanging(this);
            phase = to;
            context.listener().stateChanged(this, before, false);
        }
    }

    private void cancel() {
        if (planned != null) {
            planned.cancel();
            planned = null;
        }
    }
}

package io.github.servicehandler.unit;

import java.time.Duration;

/**
 * Builder for the unit file of a timer, which starts another unit. See systemd.timer(5) and {@link UnitFile#timer()}.
 * Methods described with "Adds" keep the earlier values of a setting; methods described with "Sets" replace them. Not
 * thread-safe.
 */
public final class TimerFileBuilder extends CommonFileBuilder<TimerFileBuilder> {

    TimerFileBuilder() {
        super(UnitType.TIMER);
    }

    @Override
    TimerFileBuilder self() {
        return this;
    }

    /**
     * Adds an {@code OnCalendar=}: the times of the wall clock at which the timer elapses.
     *
     * @param expression a calendar expression, such as {@code daily} or {@code Mon..Fri 04:30}; see systemd.time(7)
     * @return this builder
     * @throws IllegalArgumentException if it is empty, or not one line
     */
    public TimerFileBuilder onCalendar(String expression) {
        if (expression.isEmpty()) {
            throw new IllegalArgumentException("the calendar expression must not be empty");
        }
        return addOwn("OnCalendar", UnitFileSyntax.literal(expression));
    }

    /**
     * Adds an {@code OnBootSec=}: elapses this time after the machine has booted.
     *
     * @param time the time, at most 36,500 days
     * @return this builder
     * @throws IllegalArgumentException if the time is negative or too long
     */
    public TimerFileBuilder onBootSec(Duration time) {
        return addOwn("OnBootSec", span("OnBootSec", time));
    }

    /**
     * Adds an {@code OnStartupSec=}: elapses this time after the manager has started.
     *
     * @param time the time, at most 36,500 days
     * @return this builder
     * @throws IllegalArgumentException if the time is negative or too long
     */
    public TimerFileBuilder onStartupSec(Duration time) {
        return addOwn("OnStartupSec", span("OnStartupSec", time));
    }

    /**
     * Adds an {@code OnActiveSec=}: elapses this time after the timer has been started.
     *
     * @param time the time, at most 36,500 days
     * @return this builder
     * @throws IllegalArgumentException if the time is negative or too long
     */
    public TimerFileBuilder onActiveSec(Duration time) {
        return addOwn("OnActiveSec", span("OnActiveSec", time));
    }

    /**
     * Adds an {@code OnUnitActiveSec=}: elapses this time after the unit was last started. Alone, it never starts the
     * unit for the first time.
     *
     * @param time the time, at most 36,500 days
     * @return this builder
     * @throws IllegalArgumentException if the time is negative or too long
     */
    public TimerFileBuilder onUnitActiveSec(Duration time) {
        return addOwn("OnUnitActiveSec", span("OnUnitActiveSec", time));
    }

    /**
     * Adds an {@code OnUnitInactiveSec=}: elapses this time after the unit last ended.
     *
     * @param time the time, at most 36,500 days
     * @return this builder
     * @throws IllegalArgumentException if the time is negative or too long
     */
    public TimerFileBuilder onUnitInactiveSec(Duration time) {
        return addOwn("OnUnitInactiveSec", span("OnUnitInactiveSec", time));
    }

    /**
     * Sets {@code Persistent=}: whether a time of {@code OnCalendar=} that passed while the machine was off is made up
     * for as soon as the timer starts. Systemd's default is {@code false}.
     *
     * @param persistent {@code true} if it is made up for
     * @return this builder
     */
    public TimerFileBuilder persistent(boolean persistent) {
        return replaceOwn("Persistent", persistent);
    }

    /**
     * Sets {@code RandomizedDelaySec=}: the longest random delay. Systemd's default is none.
     *
     * @param delay the time, at most 36,500 days
     * @return this builder
     * @throws IllegalArgumentException if the time is negative or too long
     */
    public TimerFileBuilder randomizedDelay(Duration delay) {
        return replaceOwn("RandomizedDelaySec", delay);
    }

    /**
     * Sets {@code AccuracySec=}: the time within which the timer may elapse late, to save energy. Systemd's default is
     * a minute.
     *
     * @param accuracy the time, at most 36,500 days
     * @return this builder
     * @throws IllegalArgumentException if the time is negative or too long
     */
    public TimerFileBuilder accuracy(Duration accuracy) {
        return replaceOwn("AccuracySec", accuracy);
    }

    /**
     * Sets {@code Unit=}: the unit to start. Systemd's default is the service of the timer's name.
     *
     * @param unit the name of the unit; a name without a type is that of a service
     * @return this builder
     * @throws IllegalArgumentException if it is not a valid unit name, or that of a timer
     */
    public TimerFileBuilder unit(String unit) {
        return replaceOwn("Unit", TriggeredUnit.checkedName(unit, UnitType.TIMER));
    }
}

package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceState;
import io.github.servicehandler.Signal;
import io.github.servicehandler.unit.UnitName;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Is something that holds for a service or does not, or of which that is not known, as while its manager cannot be
 * heard. Unknown is neither: a rule does nothing then, and forgets nothing.
 *
 * <p>Some hold for a while ({@link #failed()}), others only at the moment at which something happens
 * ({@link #crashed()}). They are put together by {@link #and}, {@link #or}, {@link #not} and {@link #heldFor}. Those
 * that try out whether a service does its work, by TCP, HTTP, a command or a file, are made by {@link HealthCheck}.
 *
 * <p>Immutable and thread-safe.
 */
public abstract class Condition {

    Condition() {}

    /**
     * Holds while the service is in one of some states.
     *
     * @param states the states
     * @return the condition
     * @throws IllegalArgumentException if there is none, or one of them is {@link ServiceState#UNKNOWN}
     */
    public static Condition in(ServiceState... states) {
        return StateConditions.in(Set.copyOf(List.of(states)));
    }

    /**
     * Holds while the service is down because something went wrong: {@link ServiceState#ERROR}. It does not while
     * systemd is about to restart it by {@code Restart=}: {@link #failed(int, Duration)} and {@link #crashed} tell of
     * that.
     *
     * @return the condition
     */
    public static Condition failed() {
        return StateConditions.failed();
    }

    /**
     * Holds while systemd counts the service as active.
     *
     * @return the condition
     */
    public static Condition up() {
        return StateConditions.up();
    }

    /**
     * Holds while the service is down and stays so by itself, be it failed, stopped, masked or missing.
     *
     * @return the condition
     */
    public static Condition down() {
        return StateConditions.down();
    }

    /**
     * Holds at the moment at which the service comes into one of some states.
     *
     * @param states the states
     * @return the condition
     * @throws IllegalArgumentException if there is none, or one of them is {@link ServiceState#UNKNOWN}
     */
    public static Condition entered(ServiceState... states) {
        return StateConditions.entered(Set.copyOf(List.of(states)));
    }

    /**
     * Holds at the moment at which the service leaves one of some states.
     *
     * @param states the states
     * @return the condition
     * @throws IllegalArgumentException if there is none, or one of them is {@link ServiceState#UNKNOWN}
     */
    public static Condition left(ServiceState... states) {
        return StateConditions.left(Set.copyOf(List.of(states)));
    }

    /**
     * Holds at the moment at which the service fails, also where systemd restarts it at once.
     *
     * @return the condition
     */
    public static Condition crashed() {
        return FunctionCondition.momentary(
                "crashed", s -> Evaluation.moment(s.happening().failed(), FunctionCondition.describe(s)));
    }

    /**
     * Holds while the last run's result is one of some words of systemd's: {@code exit-code}, {@code signal},
     * {@code timeout}, {@code oom-kill}, {@code watchdog}, {@code start-limit-hit}, …; see systemd.service(5).
     *
     * @param words the words
     * @return the condition
     * @throws IllegalArgumentException if there is none
     */
    public static Condition result(String... words) {
        return RunConditions.result(Set.copyOf(List.of(words)));
    }

    /**
     * Holds while the service is not up, its main process having exited with one of some codes.
     *
     * @param codes the codes
     * @return the condition
     * @throws IllegalArgumentException if there is none, or one is not from 0 to 255
     */
    public static Condition exitCode(Integer... codes) {
        return RunConditions.exitCode(Set.copyOf(List.of(codes)));
    }

    /**
     * Holds while the service is not up, its main process having been ended by a signal.
     *
     * @param signal the signal
     * @return the condition
     */
    public static Condition endedBy(Signal signal) {
        return RunConditions.endedBy(signal);
    }

    /**
     * Holds while the service has begun another run so many times in a period, whoever restarted it.
     *
     * @param times how often at least; positive
     * @param within the period; positive
     * @return the condition
     * @throws IllegalArgumentException if one is not positive, or it is more than 1000 times
     */
    public static Condition restarted(int times, Duration within) {
        return RunConditions.counted("restarted", ServiceHistory::restarts, times, within);
    }

    /**
     * Holds while the service has failed so many times in a period, also where systemd restarted it at once.
     *
     * @param times how often at least; positive
     * @param within the period; positive
     * @return the condition
     * @throws IllegalArgumentException if one is not positive, or it is more than 1000 times
     */
    public static Condition failed(int times, Duration within) {
        return RunConditions.counted("failed", ServiceHistory::failures, times, within);
    }

    /**
     * Holds while systemd has given up on starting the service because it was started too often.
     *
     * @return the condition
     */
    public static Condition startLimitHit() {
        return RunConditions.startLimitHit();
    }

    /**
     * Holds while the service has been up in this run for longer than a time.
     *
     * @param time the time; positive
     * @return the condition
     * @throws IllegalArgumentException if it is not positive
     */
    public static Condition upFor(Duration time) {
        return CompositeCondition.named("up-for " + Times.text(time), up().heldFor(time));
    }

    /**
     * Holds while the service is up, and has been so in this run for less than a time.
     *
     * @param time the time; positive
     * @return the condition
     * @throws IllegalArgumentException if it is not positive
     */
    public static Condition upForLess(Duration time) {
        return StateConditions.upForLess(time);
    }

    /**
     * Holds while what you say of the service holds. It is asked when something happens to the service, so what depends
     * on the time alone goes unnoticed.
     *
     * @param description what it asks, for a person to read
     * @param predicate what decides; quick, and free of I/O. One that throws counts as unknown
     * @return the condition
     */
    public static Condition that(String description, Predicate<ServiceSnapshot> predicate) {
        return new FunctionCondition(description, s -> FunctionCondition.ask(description, predicate, s));
    }

    /**
     * Holds while a condition holds for another service, which must be watched too.
     *
     * @param unit its name, such as {@code database.service}; {@code .service} may be left out
     * @param condition what to ask of it
     * @return the condition
     * @throws IllegalArgumentException if that is no name, or the condition rests on readings or on the journal: of
     *     another service only its states can be asked
     */
    public static Condition service(String unit, Condition condition) {
        return new OtherServiceCondition(unit, condition);
    }

    /**
     * Holds once each time a period has passed, from when the watchdog was started.
     *
     * @param period the period; positive
     * @return the condition
     * @throws IllegalArgumentException if it is not positive
     */
    public static Condition every(Duration period) {
        return ScheduleConditions.every(period);
    }

    /**
     * Holds once each day, at a time of day: on a day on which that comes twice, the first time; on one on which the
     * clock skips it, as much later as it skips.
     *
     * @param time the time of day
     * @param zone where
     * @return the condition
     */
    public static Condition at(LocalTime time, ZoneId zone) {
        return ScheduleConditions.daily(time, zone);
    }

    /**
     * Holds while the last reading of the service's memory was above a bound. Like all readings it is taken every 10
     * seconds unless {@link #sampledEvery} says otherwise, while the service is up, and starts anew with each run. It
     * is what the control group has, as {@code MemoryCurrent}; on this machine, where no account of it is kept, the
     * resident memory of the service's processes.
     *
     * @param bytes the bound
     * @return the condition
     * @throws IllegalArgumentException if it is negative
     */
    public static Condition memoryAbove(long bytes) {
        return ResourceUsage.memory(Comparison.ABOVE, bytes);
    }

    /**
     * Holds while the last reading of the service's memory was below a bound.
     *
     * @param bytes the bound
     * @return the condition
     * @throws IllegalArgumentException if it is negative
     */
    public static Condition memoryBelow(long bytes) {
        return ResourceUsage.memory(Comparison.BELOW, bytes);
    }

    /**
     * Holds while the service used more of the CPU than a bound, from one reading to the next.
     *
     * @param cores the bound, in cores: 0.5 is half of one
     * @return the condition
     * @throws IllegalArgumentException if it is negative or not a number
     */
    public static Condition cpuAbove(double cores) {
        return ResourceUsage.cpu(Comparison.ABOVE, cores);
    }

    /**
     * Holds while the service used less of the CPU than a bound, from one reading to the next.
     *
     * @param cores the bound, in cores: 0.5 is half of one
     * @return the condition
     * @throws IllegalArgumentException if it is negative or not a number
     */
    public static Condition cpuBelow(double cores) {
        return ResourceUsage.cpu(Comparison.BELOW, cores);
    }

    /**
     * Holds while the last reading of the number of the service's processes and threads was above a bound.
     *
     * @param tasks the bound
     * @return the condition
     * @throws IllegalArgumentException if it is negative
     */
    public static Condition tasksAbove(long tasks) {
        return ResourceUsage.tasks(Comparison.ABOVE, tasks);
    }

    /**
     * Holds while the last reading of the number of the service's processes and threads was below a bound.
     *
     * @param tasks the bound
     * @return the condition
     * @throws IllegalArgumentException if it is negative
     */
    public static Condition tasksBelow(long tasks) {
        return ResourceUsage.tasks(Comparison.BELOW, tasks);
    }

    /**
     * Holds while the service's journal has had so many lines in a period that match a pattern.
     *
     * @param pattern what to find in the line; its flags become a part of its text
     * @param times how often at least; positive
     * @param within the period; positive
     * @return the condition
     * @throws IllegalArgumentException if one is not positive, or it is more than 1000 times; or for the flag
     *     {@code CANON_EQ}
     */
    public static Condition logged(Pattern pattern, int times, Duration within) {
        return LogLineCondition.matching(pattern, times, within);
    }

    /**
     * Holds while the service is up and its journal has had no line for a time.
     *
     * @param time the time; positive
     * @return the condition
     * @throws IllegalArgumentException if it is not positive
     */
    public static Condition silentFor(Duration time) {
        return LogLineCondition.silent(time);
    }

    /**
     * Holds while a condition does not.
     *
     * @param condition the condition
     * @return the opposite
     */
    public static Condition not(Condition condition) {
        return CompositeCondition.oppositeOf(condition);
    }

    /**
     * Holds while both this and another condition do.
     *
     * @param other the other one
     * @return both of them
     */
    public final Condition and(Condition other) {
        return CompositeCondition.bothOf(this, other);
    }

    /**
     * Holds while this or another condition does.
     *
     * @param other the other one
     * @return either of them
     */
    public final Condition or(Condition other) {
        return CompositeCondition.eitherOf(this, other);
    }

    /**
     * Holds once this has held without a break for a time.
     *
     * @param time the time; positive
     * @return the condition
     * @throws IllegalArgumentException if it is not positive, or this holds at a moment only
     */
    public final Condition heldFor(Duration time) {
        return new SustainedCondition(this, time);
    }

    /**
     * Holds while so many of the last readings were as asked for, instead of the last one alone.
     *
     * @param count how many; positive
     * @param last of how many; at most 100
     * @return the condition
     * @throws IllegalStateException if this condition does not rest on readings; one made by {@link #heldFor},
     *     {@link #and}, {@link #or} or {@link #not} does not
     * @throws IllegalArgumentException if the last are not from 1 to 100, or the count is not from 1 to as many
     */
    public Condition inLast(int count, int last) {
        throw noReadings();
    }

    /**
     * Takes the readings at another pace.
     *
     * @param interval the time between two of them; at least 100 milliseconds
     * @return the condition
     * @throws IllegalStateException if this condition does not rest on readings; one made by {@link #heldFor},
     *     {@link #and}, {@link #or} or {@link #not} does not
     * @throws IllegalArgumentException if it is less
     */
    public Condition sampledEvery(Duration interval) {
        throw noReadings();
    }

    /** Looks whether it holds. */
    abstract Evaluation evaluate(ServiceSnapshot snapshot);

    /** Returns what can be said of when it holds. */
    ConditionScope scope() {
        return ConditionScope.unknown(toString());
    }

    /** Tells whether it never holds for longer than the moment at which something happens. */
    boolean isMomentary() {
        return false;
    }

    /** Returns what has to be read again and again for it. */
    List<Sensor> sensors() {
        return List.of();
    }

    /** Returns the patterns of lines that have to be looked for in the journal. */
    Set<LinePattern> patterns() {
        return Set.of();
    }

    /** Returns the names of other services that it asks about. */
    Set<UnitName> others() {
        return Set.of();
    }

    private IllegalStateException noReadings() {
        return new IllegalStateException(
                "\"" + this + "\" rests on no readings; memory, cpu, tasks, tcp, http, command and file do");
    }

    /** Returns what it asks, as in a rule file; of {@link #that}, for which there are no words, its description. */
    @Override
    public abstract String toString();
}

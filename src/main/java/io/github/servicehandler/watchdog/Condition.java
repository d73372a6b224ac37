package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceState;
import io.github.servicehandler.Signal;
import io.github.servicehandler.unit.UnitName;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A condition on a service. It holds, does not hold, or is unknown, for example while there is no contact with the
 * manager of the service. While a condition is unknown, its rule does not fire, and keeps the number of its attempts.
 * There is one exception: the rule repeats an attempt that failed half-way and left a service down. Once the condition
 * is known again, the {@linkplain Rule#stableAfter stable time} starts from zero.
 *
 * <p>Most conditions hold for a period of time, such as {@link #failed()}. Others are events, such as
 * {@link #crashed()}: they hold only at the moment when something happens. Combine conditions with {@link #and},
 * {@link #or}, {@link #not} and {@link #heldFor}. {@link HealthCheck} has conditions that check whether a service
 * works, by TCP, HTTP, a command or a file. A time that a method requires to be positive must also be at most 100
 * years.
 *
 * <p>Immutable and thread-safe.
 */
public abstract class Condition {

    Condition() {}

    /**
     * Returns a condition that holds while the service is in one of the given states.
     *
     * @param states the states
     * @return the condition
     * @throws IllegalArgumentException if there is no state, or one of them is {@link ServiceState#UNKNOWN}
     */
    public static Condition in(ServiceState... states) {
        return StateConditions.in(Set.copyOf(List.of(states)));
    }

    /**
     * Returns a condition that holds while the service is down because something went wrong:
     * {@link ServiceState#ERROR}. It does not hold while systemd is about to restart the service, by {@code Restart=}.
     * {@link #failed(int, Duration)} and {@link #crashed} include such failures.
     *
     * @return the condition
     */
    public static Condition failed() {
        return StateConditions.failed();
    }

    /**
     * Returns a condition that holds while systemd counts the service as active.
     *
     * @return the condition
     */
    public static Condition up() {
        return StateConditions.up();
    }

    /**
     * Returns a condition that holds while the service is down and systemd is not about to restart it: it failed, was
     * stopped, is masked or does not exist.
     *
     * @return the condition
     */
    public static Condition down() {
        return StateConditions.down();
    }

    /**
     * Returns a condition that holds at the moment when the service enters one of the given states.
     *
     * @param states the states
     * @return the condition
     * @throws IllegalArgumentException if there is no state, or one of them is {@link ServiceState#UNKNOWN}
     */
    public static Condition entered(ServiceState... states) {
        return StateConditions.entered(Set.copyOf(List.of(states)));
    }

    /**
     * Returns a condition that holds at the moment when the service leaves one of the given states.
     *
     * @param states the states
     * @return the condition
     * @throws IllegalArgumentException if there is no state, or one of them is {@link ServiceState#UNKNOWN}
     */
    public static Condition left(ServiceState... states) {
        return StateConditions.left(Set.copyOf(List.of(states)));
    }

    /**
     * Returns a condition that holds at the moment when the service fails, even if systemd restarts it at once.
     *
     * @return the condition
     */
    public static Condition crashed() {
        return FunctionCondition.momentary(
                "crashed", s -> Evaluation.moment(s.happening().failed(), FunctionCondition.describe(s)));
    }

    /**
     * Returns a condition that holds while the result of the last run, as systemd reports it, is one of the given
     * words: {@code exit-code}, {@code signal}, {@code timeout}, {@code oom-kill}, {@code watchdog},
     * {@code start-limit-hit}, …; see systemd.service(5).
     *
     * @param words the words
     * @return the condition
     * @throws IllegalArgumentException if there is no word
     */
    public static Condition result(String... words) {
        return RunConditions.result(Set.copyOf(List.of(words)));
    }

    /**
     * Returns a condition that holds while the service is not up and its main process has exited with one of the given
     * codes.
     *
     * @param codes the codes
     * @return the condition
     * @throws IllegalArgumentException if there is no code, or one is not from 0 to 255
     */
    public static Condition exitCode(Integer... codes) {
        return RunConditions.exitCode(Set.copyOf(List.of(codes)));
    }

    /**
     * Returns a condition that holds while the service is not up and its main process was ended by a signal.
     *
     * @param signal the signal
     * @return the condition
     */
    public static Condition endedBy(Signal signal) {
        return RunConditions.endedBy(signal);
    }

    /**
     * Returns a condition that holds while at least the given number of new runs of the service have begun within the
     * given period up to now. The cause of a run does not matter.
     *
     * @param times the number, from 1 to 1000
     * @param within the period; positive
     * @return the condition
     * @throws IllegalArgumentException if the number is not from 1 to 1000, or the period is not positive
     */
    public static Condition restarted(int times, Duration within) {
        return RunConditions.counted("restarted", ServiceHistory::restarts, times, within);
    }

    /**
     * Returns a condition that holds while the service has failed at least the given number of times within the given
     * period up to now. This includes failures after which systemd restarted it at once.
     *
     * @param times the number, from 1 to 1000
     * @param within the period; positive
     * @return the condition
     * @throws IllegalArgumentException if the number is not from 1 to 1000, or the period is not positive
     */
    public static Condition failed(int times, Duration within) {
        return RunConditions.counted("failed", ServiceHistory::failures, times, within);
    }

    /**
     * Returns a condition that holds while systemd refuses to start the service because it was started too often.
     *
     * @return the condition
     */
    public static Condition startLimitHit() {
        return RunConditions.startLimitHit();
    }

    /**
     * Returns a condition that holds while the service has been up in its present run for at least the given time.
     *
     * @param time the time; positive
     * @return the condition
     * @throws IllegalArgumentException if the time is not positive
     */
    public static Condition upFor(Duration time) {
        return CompositeCondition.named("up-for " + Times.text(time), up().heldFor(time));
    }

    /**
     * Returns a condition that holds while the service is up, and has been up in its present run for less than the
     * given time.
     *
     * @param time the time; positive
     * @return the condition
     * @throws IllegalArgumentException if the time is not positive
     */
    public static Condition upForLess(Duration time) {
        return StateConditions.upForLess(time);
    }

    /**
     * Returns a condition that holds while your own predicate returns {@code true}. The predicate is called when
     * something happens to the service. If its answer changes only because time passes, the watchdog does not notice.
     * Without contact with the manager, the condition is unknown, and the predicate is not called.
     *
     * @param description what the predicate asks, for people to read
     * @param predicate the predicate, which must be quick and free of I/O. If it throws an exception, the condition is
     *     unknown
     * @return the condition
     */
    public static Condition that(String description, Predicate<ServiceSnapshot> predicate) {
        return new FunctionCondition(description, s -> FunctionCondition.ask(description, predicate, s));
    }

    /**
     * Returns a condition that holds while a condition holds for another service, which must be watched, too.
     *
     * @param service the name of the other service, or its unit, such as {@code database.service}; {@code .service} may
     *     be left out
     * @param condition the condition on the other service
     * @return the condition
     * @throws IllegalArgumentException if the text can be neither, or the condition needs readings or the journal,
     *     which are not available for other services
     */
    public static Condition service(String service, Condition condition) {
        return new OtherServiceCondition(ServiceReference.of(service), condition);
    }

    /**
     * Returns a condition that holds at the moment when a period ends, again and again. The first period begins when
     * the watchdog starts. If the rule is added later, it begins then. If several periods end unnoticed, for example
     * while the machine is asleep, the condition holds only once for all of them.
     *
     * @param period the period; positive
     * @return the condition
     * @throws IllegalArgumentException if the period is less than a second, or more than 100 years
     */
    public static Condition every(Duration period) {
        return ScheduleConditions.every(period);
    }

    /**
     * Returns a condition that holds once each day, at a time of day. On a day that has this time twice, it holds the
     * first time. On a day on which the clock skips this time, it holds later, by as much time as was skipped: if the
     * clock goes from 02:00 to 03:00, a condition at 02:30 holds at 03:30.
     *
     * @param time the time of day
     * @param zone the time zone
     * @return the condition
     */
    public static Condition at(LocalTime time, ZoneId zone) {
        return ScheduleConditions.daily(time, zone);
    }

    /**
     * Returns a condition that holds while the last reading of the memory of the service was above a limit. Like all
     * readings, it is taken only while the service is up: every 10 seconds, or at the pace that {@link #sampledEvery}
     * sets. Each run of the service starts without readings. The reading is the memory of the control group, as in
     * {@code MemoryCurrent}. If the kernel does not account for that, it is the resident memory of the processes of the
     * service, on this machine only.
     *
     * @param bytes the limit, in bytes
     * @return the condition
     * @throws IllegalArgumentException if the limit is negative
     */
    public static Condition memoryAbove(long bytes) {
        return ResourceUsage.memory(Comparison.ABOVE, bytes);
    }

    /**
     * Returns a condition that holds while the last reading of the memory of the service was below a limit.
     *
     * @param bytes the limit, in bytes
     * @return the condition
     * @throws IllegalArgumentException if the limit is negative
     */
    public static Condition memoryBelow(long bytes) {
        return ResourceUsage.memory(Comparison.BELOW, bytes);
    }

    /**
     * Returns a condition that holds while the average CPU use of the service between its last two readings was above a
     * limit.
     *
     * @param cores the limit, in cores: 0.5 is half a core
     * @return the condition
     * @throws IllegalArgumentException if the limit is negative or not a number
     */
    public static Condition cpuAbove(double cores) {
        return ResourceUsage.cpu(Comparison.ABOVE, cores);
    }

    /**
     * Returns a condition that holds while the average CPU use of the service between its last two readings was below a
     * limit.
     *
     * @param cores the limit, in cores: 0.5 is half a core
     * @return the condition
     * @throws IllegalArgumentException if the limit is negative or not a number
     */
    public static Condition cpuBelow(double cores) {
        return ResourceUsage.cpu(Comparison.BELOW, cores);
    }

    /**
     * Returns a condition that holds while the last reading of the number of processes and threads of the service was
     * above a limit.
     *
     * @param tasks the limit
     * @return the condition
     * @throws IllegalArgumentException if the limit is negative
     */
    public static Condition tasksAbove(long tasks) {
        return ResourceUsage.tasks(Comparison.ABOVE, tasks);
    }

    /**
     * Returns a condition that holds while the last reading of the number of processes and threads of the service was
     * below a limit.
     *
     * @param tasks the limit
     * @return the condition
     * @throws IllegalArgumentException if the limit is negative
     */
    public static Condition tasksBelow(long tasks) {
        return ResourceUsage.tasks(Comparison.BELOW, tasks);
    }

    /**
     * Returns a condition that holds while at least the given number of lines of the service's journal contain a match
     * of a pattern. Only lines within the given period up to now count. While the journal cannot be followed, the
     * condition is unknown. Lines in which the search takes too long, as with nested repetitions, are skipped, and
     * listeners get an event, at most one an hour for each pattern and service.
     *
     * @param pattern the pattern to find anywhere in a line; {@link #toString} writes its flags, too
     * @param times the number, from 1 to 1000
     * @param within the period; positive
     * @return the condition
     * @throws IllegalArgumentException if the number is not from 1 to 1000, the period is not positive, or the pattern
     *     has the flag {@code CANON_EQ}
     */
    public static Condition logged(Pattern pattern, int times, Duration within) {
        return LogLineCondition.matching(pattern, times, within);
    }

    /**
     * Returns a condition that holds while the service is up and its journal has had no line for the given time. The
     * time begins with the last line, with the service's last change of state, or when the watchdog began to follow the
     * journal, whichever is latest. Before the condition holds, the watchdog makes sure that it has handled all lines
     * in the journal. While the journal cannot be read, the condition is unknown.
     *
     * @param time the time; positive
     * @return the condition
     * @throws IllegalArgumentException if the time is not positive
     */
    public static Condition silentFor(Duration time) {
        return LogLineCondition.silent(time);
    }

    /**
     * Returns a condition that holds while another one does not.
     *
     * @param condition the other condition
     * @return the opposite
     */
    public static Condition not(Condition condition) {
        return CompositeCondition.oppositeOf(condition.provingAbsence());
    }

    /**
     * Returns a condition that holds while both this one and another do.
     *
     * @param other the other condition
     * @return the combined condition
     */
    public final Condition and(Condition other) {
        return CompositeCondition.bothOf(this, other);
    }

    /**
     * Returns a condition that holds while this one or another does.
     *
     * @param other the other condition
     * @return the combined condition
     */
    public final Condition or(Condition other) {
        return CompositeCondition.eitherOf(this, other);
    }

    /**
     * Returns a condition that holds while this one has held without a break for a time or longer.
     *
     * @param time the time; positive
     * @return the condition
     * @throws IllegalArgumentException if the time is not positive, or this condition is an event
     */
    public final Condition heldFor(Duration time) {
        return new SustainedCondition(this, time);
    }

    /**
     * Returns a condition that looks at several readings. It holds while at least {@code count} of the last
     * {@code last} readings fulfil this condition. Without this method, only the last reading counts.
     *
     * @param count how many readings must fulfil this condition; positive
     * @param last how many readings are looked at; at most 100
     * @return the condition
     * @throws IllegalStateException if this condition has no readings of its own; a condition made by {@link #heldFor},
     *     {@link #and}, {@link #or} or {@link #not} has none
     * @throws IllegalArgumentException if {@code last} is not from 1 to 100, or {@code count} is not from 1 to
     *     {@code last}
     */
    public Condition inLast(int count, int last) {
        throw noReadings();
    }

    /**
     * Returns the same condition with readings at another pace.
     *
     * @param interval the time between two readings; at least 100 milliseconds
     * @return the condition
     * @throws IllegalStateException if this condition has no readings of its own; a condition made by {@link #heldFor},
     *     {@link #and}, {@link #or} or {@link #not} has none
     * @throws IllegalArgumentException if the interval is less than 100 milliseconds
     */
    public Condition sampledEvery(Duration interval) {
        throw noReadings();
    }

    /** Evaluates the condition. */
    abstract Evaluation evaluate(ServiceSnapshot snapshot);

    /**
     * Returns the same condition for use where it matters that it does not hold: it is then false only if what it looks
     * for is known to be absent, and unknown if that may have been missed.
     */
    Condition provingAbsence() {
        return this;
    }

    /** Returns what is known in advance about when the condition holds. */
    ConditionScope scope() {
        return ConditionScope.unknown(toString());
    }

    /**
     * Returns whether the condition is an event, which never holds for longer than the moment when something happens.
     */
    boolean isMomentary() {
        return false;
    }

    /** Returns the sensors that the condition needs. */
    List<Sensor> sensors() {
        return List.of();
    }

    /** Returns the patterns to search for in the journal of the service. */
    Set<LinePattern> patterns() {
        return Set.of();
    }

    /** Returns the other services that the condition asks about. */
    Set<ServiceReference> references() {
        return Set.of();
    }

    /** Returns the units of the other services that a bound condition asks about. */
    final Set<UnitName> others() {
        return references().stream()
                .map(ServiceReference::watchedUnit)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Returns the condition with the names of watched services replaced by their units. */
    Condition bind(ServiceNames names) {
        return this;
    }

    private IllegalStateException noReadings() {
        return new IllegalStateException(
                "condition \"" + this + "\" has no readings; only memory, cpu, tasks, tcp-fails, http-fails,"
                        + " command-fails and the file conditions have readings");
    }

    /**
     * Returns the condition as a rule file has it. A condition made by {@link #that} cannot be in a rule file; its text
     * is its description.
     */
    @Override
    public abstract String toString();
}

package io.github.servicehandler.watchdog;

import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.unit.UnitPattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A rule of a {@link Watchdog}: what to do about a service, on which condition, and within which limits.
 *
 * <pre>{@code
 * Rule.named("revive")
 *         .on("bot-*")
 *         .asLongAs(Condition.failed())
 *         .then(Action.resetFailed(), Action.restart()).times(5)
 *         .escalateTo(Action.quarantine(), Action.log())
 *         .backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));
 * }</pre>
 *
 * <p>A rule works on each service separately. Once its condition has stayed false for the {@linkplain #stableAfter
 * stable time}, the service counts as recovered, and the rule starts at its first step again. If an attempt fails
 * half-way and leaves a service down, the rule tries again, even if its condition no longer holds.
 *
 * <p>The defaults are:
 *
 * <ul>
 *   <li>The wait between two attempts grows from one second to five minutes, and varies by up to a tenth at random.
 *   <li>There are at most 30 attempts in an hour.
 *   <li>The stable time is one minute. It is longer for a problem that keeps coming back.
 *   <li>A service that was stopped cleanly stays down.
 *   <li>A service that systemd is about to restart is left to systemd.
 * </ul>
 *
 * <p>Every time that a rule sets is at most 100 years.
 *
 * <p>Immutable: each method returns a changed copy. Thread-safe.
 */
public final class Rule {

    private final String name;
    private final List<ServicePattern> services;
    private final @Nullable Condition condition;
    private final boolean repeats;
    private final Escalation escalation;
    private final RuleLimits limits;
    private final RuleSource source;

    private Rule(
            String name,
            List<ServicePattern> services,
            @Nullable Condition condition,
            boolean repeats,
            Escalation escalation,
            RuleLimits limits,
            RuleSource source) {
        this.name = name;
        this.services = List.copyOf(services);
        this.condition = condition;
        this.repeats = repeats;
        this.escalation = escalation;
        this.limits = limits;
        this.source = source;
    }

    /**
     * Returns a new rule for all services of the watchdog. A condition and a step must still be added.
     *
     * @param name the name of the rule in events and tables, different from that of any other rule of the watchdog; it
     *     consists of letters, digits, {@code -}, {@code _} and {@code .}
     * @return the rule
     * @throws IllegalArgumentException if the name is empty or has other characters
     */
    public static Rule named(String name) {
        if (!name.matches("[A-Za-z0-9._-]+")) {
            throw new IllegalArgumentException(
                    "a rule's name must consist of letters, digits, '-', '_' and '.', but was \"" + name + "\"");
        }
        return new Rule(name, List.of(), null, false, Escalation.NONE, RuleLimits.DEFAULT, RuleSource.NONE);
    }

    /**
     * Reads rules from a file. A rule can run any program, so the file is refused if users other than this one and root
     * can write to it or to a directory on the way to it. For such a file, use {@link #parse} with its text. Each rule
     * begins with a line of {@code rule} and a name. Each further line sets one property of it. A {@code #} begins a
     * comment. All lines, conditions and actions are described in {@code docs/rules.md} of the project.
     *
     * <pre>{@code
     * rule revive
     *   on bot-*
     *   as long as failed
     *   then reset-failed, restart x5
     *   else quarantine, log
     *   backoff 1s..5min
     * }</pre>
     *
     * @param file the file, in UTF-8
     * @return the rules, in order
     * @throws RuleFileException if there is an error in the file; the message has the line, the column and what is
     *     allowed there
     * @throws IllegalArgumentException if other users may write the file
     * @throws IOException if the file cannot be read
     */
    public static List<Rule> readAll(Path file) throws IOException {
        FileTrust.require(file, FileTrust.problem(file));
        byte[] bytes = Files.readAllBytes(file);
        return read(bytes, file);
    }

    /**
     * Reads rules from a text in the format of {@link #readAll}.
     *
     * @param text the text; its author can run any program as this user
     * @return the rules, in order
     * @throws RuleFileException if there is an error in the text
     */
    public static List<Rule> parse(String text) {
        return RuleFileParser.parse(text);
    }

    static List<Rule> read(byte[] bytes, Path file) {
        try {
            return RuleFileParser.parse(RuleFileDecoder.decode(bytes), file);
        } catch (RuleFileException e) {
            throw e.in(file);
        }
    }

    Rule with(RuleSource newSource) {
        return new Rule(name, services, condition, repeats, escalation, limits, newSource);
    }

    RuleSource source() {
        return source;
    }

    private Rule with(RuleLimits newLimits) {
        return new Rule(name, services, condition, repeats, escalation, newLimits, source);
    }

    /**
     * Restricts the rule to some services.
     *
     * @param patterns names of services, units, or patterns of units such as {@code bot-*}; see {@link UnitPattern}.
     *     Patterns are compared with units only
     * @return the changed copy
     * @throws IllegalArgumentException if there is none, or if one cannot be any of these
     */
    public Rule on(String... patterns) {
        if (patterns.length == 0) {
            throw new IllegalArgumentException("rule \"" + name
                    + "\": on(...) needs at least one name; without on(...), the rule is for all services");
        }
        List<ServicePattern> names =
                Arrays.stream(patterns).map(ServicePattern::of).toList();
        return new Rule(name, names, condition, repeats, escalation, limits, source);
    }

    /**
     * Makes the rule fire each time a condition becomes true. While the condition stays true, the rule goes through its
     * steps once, at the pace of its backoff. Each step is tried once, or as often as {@link #times} says. Then the
     * rule does nothing more until the condition becomes true again. Use {@link #asLongAs} to try again and again. When
     * a new run of the service begins, a condition that uses readings, such as {@link Condition#memoryAbove}, is
     * unknown until the first reading. If it is true in the new run, the rule fires again.
     *
     * @param newCondition the condition
     * @return the changed copy
     */
    public Rule when(Condition newCondition) {
        return new Rule(name, services, Objects.requireNonNull(newCondition), false, escalation, limits, source);
    }

    /**
     * Makes the rule fire again and again while a condition holds, at the pace of its backoff.
     *
     * @param newCondition the condition
     * @return the changed copy
     */
    public Rule asLongAs(Condition newCondition) {
        return new Rule(name, services, Objects.requireNonNull(newCondition), true, escalation, limits, source);
    }

    /**
     * Sets the first step of the escalation, in place of all steps that were set before.
     *
     * @param actions the actions, which are carried out in order until one fails
     * @return the changed copy
     * @throws IllegalArgumentException if there is no action
     */
    public Rule then(Action... actions) {
        return with(Escalation.of(actions));
    }

    /**
     * Adds a step to the escalation. It is taken when the steps before it have not helped. Adding it limits the step
     * before it to one attempt, unless {@link #times} was called for that step.
     *
     * @param actions the actions, which are carried out in order until one fails
     * @return the changed copy
     * @throws IllegalArgumentException if there is no action
     * @throws IllegalStateException if {@link #then} was not called before
     */
    public Rule escalateTo(Action... actions) {
        requireSteps("escalateTo(...)");
        return with(escalation.with(actions));
    }

    /**
     * Sets how often the step that was added last is tried. Without this call, a rule with {@link #when} tries each
     * step once. A rule with {@link #asLongAs} tries a step once if another step follows, or if the step was added by
     * {@link #escalateTo} and none of its actions is an {@linkplain Action order}. Otherwise, it tries the step as
     * often as the limits of the rule allow.
     *
     * @param times the largest number of attempts
     * @return the changed copy
     * @throws IllegalArgumentException if the number is not positive
     * @throws IllegalStateException if {@link #then} was not called before
     */
    public Rule times(int times) {
        Times.requirePositive(times, "the number of attempts");
        requireSteps("times(...)");
        return with(escalation.times(times));
    }

    private void requireSteps(String method) {
        if (escalation.isEmpty()) {
            throw new IllegalStateException("rule \"" + name + "\": then(...) must come before " + method);
        }
    }

    private Rule with(Escalation newEscalation) {
        return new Rule(name, services, condition, repeats, newEscalation, limits, source);
    }

    /**
     * Sets the wait between two attempts, which doubles each time: from one second to five minutes by default.
     *
     * @param first the first wait; positive
     * @param cap the longest wait
     * @return the changed copy
     * @throws IllegalArgumentException if the first wait is not positive, or the longest is shorter than the first
     */
    public Rule backoff(Duration first, Duration cap) {
        return with(limits.with(new Backoff(first, cap, limits.backoff().jitter())));
    }

    /**
     * Sets by how much waits vary at random, so that services that fail together are not all restarted at the same
     * moment; 0.1 by default. No wait is longer than the longest wait of the backoff: near it, waits vary over the part
     * of the range that is allowed.
     *
     * @param part the largest change of a wait, as a fraction of it, from 0 to 1: with 0.1, a wait becomes up to a
     *     tenth longer or shorter
     * @return the changed copy
     * @throws IllegalArgumentException if the part is not from 0 to 1
     */
    public Rule jitter(double part) {
        Backoff backoff = limits.backoff();
        return with(limits.with(new Backoff(backoff.first(), backoff.cap(), part)));
    }

    /**
     * Limits how often the rule fires for one service; 30 times in an hour by default. Once the limit allows it again,
     * the rule fires if its condition still holds. An event that happened in the meantime, such as
     * {@link Condition#crashed}, is not acted on. {@link Watchdog.Builder#budget} limits all rules together.
     *
     * @param times the limit, from 1 to 1000
     * @param period the length of the sliding period in which the limit applies; positive
     * @return the changed copy
     * @throws IllegalArgumentException if the times are not from 1 to 1000, or the period is not positive
     */
    public Rule budget(int times, Duration period) {
        return with(limits.with(new FiringBudget(times, period)));
    }

    /**
     * Sets the shortest time between two firings for one service; zero by default. If the condition becomes true during
     * this time and still holds at its end, the rule fires then. An event that happens in the meantime is not acted on.
     *
     * @param time the time
     * @return the changed copy
     * @throws IllegalArgumentException if the time is negative
     */
    public Rule cooldown(Duration time) {
        Times.requireNotNegative(time, "the cooldown");
        return with(limits.withTimes(time, limits.grace(), limits.stable()));
    }

    /**
     * Sets the time during which no rule gives an order to a service after this rule has given one; zero by default. It
     * begins when the step ends. It applies to all services that the step may have changed.
     *
     * @param time the time
     * @return the changed copy
     * @throws IllegalArgumentException if the time is negative
     */
    public Rule grace(Duration time) {
        Times.requireNotNegative(time, "the grace");
        return with(limits.withTimes(limits.cooldown(), time, limits.stable()));
    }

    /**
     * Sets for how long the condition must stay false before the service counts as recovered. By default, that is one
     * minute, or longer if the problem has come back before: twice the longest time after which it came back, but at
     * most an hour. So the attempts for a service that fails every 90 seconds are not forgotten in between. An event
     * that is no failure of the service, such as {@link Condition#every}, is no problem that comes back.
     *
     * @param time the time
     * @return the changed copy
     * @throws IllegalArgumentException if the time is negative
     */
    public Rule stableAfter(Duration time) {
        Times.requireNotNegative(time, "the stable time");
        return with(limits.withTimes(limits.cooldown(), limits.grace(), StableTime.exactly(time)));
    }

    /**
     * Lets the rule also bring up a service that was stopped, that ended with success, or that was never started.
     *
     * @return the changed copy
     */
    public Rule evenIfStopped() {
        return with(limits.withExceptions(true, limits.evenIfSystemdRestarts()));
    }

    /**
     * Lets the rule also act while systemd itself is about to restart the service, by {@code Restart=}. This has no
     * effect with {@link Condition#failed()}, which does not hold then.
     *
     * @return the changed copy
     */
    public Rule evenIfSystemdRestarts() {
        return with(limits.withExceptions(limits.evenIfStopped(), true));
    }

    /**
     * Holds the rule back until other services are up. They must be watched, too.
     *
     * @param services the names or the units of the services; {@code .service} may be left out
     * @return the changed copy
     * @throws IllegalArgumentException if one can be neither
     */
    public Rule needs(String... services) {
        return with(
                limits.with(Arrays.stream(services).map(ServiceReference::of).toList()));
    }

    /**
     * Returns the rule's name.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /** Returns those of the units that the rule is for. */
    Set<UnitName> matching(Set<UnitName> units) {
        if (services.isEmpty()) {
            return units;
        }
        Set<UnitName> found = new LinkedHashSet<>();
        services.forEach(pattern -> found.addAll(pattern.matching(units)));
        return found;
    }

    /**
     * Returns the first name of {@link #on} that is not one of the units; or all names and patterns if they match no
     * unit. Either is probably a typing error.
     */
    Optional<String> unmatched(Set<UnitName> units) {
        Optional<ServicePattern> name = services.stream()
                .filter(ServicePattern::isOne)
                .filter(pattern -> pattern.matching(units).isEmpty())
                .findFirst();
        return name.map(ServicePattern::text)
                .or(() -> matching(units).isEmpty() ? Optional.of(String.join(", ", services())) : Optional.empty());
    }

    List<String> services() {
        return services.stream().map(ServicePattern::text).toList();
    }

    List<ServicePattern> patterns() {
        return services;
    }

    /** Returns the rule with the names of watched services replaced by their units. */
    Rule bind(ServiceNames names) {
        return new Rule(
                name,
                services.stream().map(names::bind).toList(),
                condition == null ? null : condition.bind(names),
                repeats,
                escalation.bind(names),
                limits.with(limits.needs().stream().map(names::bind).toList()),
                source);
    }

    Condition condition() {
        if (condition == null) {
            throw missing("condition", "when(...) or asLongAs(...)", "\"when\" or \"as long as\"");
        }
        return condition;
    }

    private IllegalArgumentException missing(String what, String methods, String lines) {
        String advice = source.equals(RuleSource.NONE) ? methods : "a line of " + lines;
        return source.error("rule", "", "rule \"" + name + "\" has no " + what + "; add " + advice);
    }

    /** Returns the word that the line of a group begins with in a rule file. */
    String settingOf(RestartGroup group) {
        return steps().get(0).actions().stream()
                        .anyMatch(action -> action.group().equals(group))
                ? "then"
                : "else";
    }

    boolean hasSteps() {
        return !escalation.isEmpty();
    }

    boolean repeats() {
        return repeats;
    }

    List<EscalationStep> steps() {
        if (escalation.isEmpty()) {
            throw missing("action", "then(...)", "\"then\"");
        }
        return escalation.steps();
    }

    RuleLimits limits() {
        return limits;
    }

    Escalation escalation() {
        return escalation;
    }

    /** Returns whether the step to take after a number of attempts gives orders. */
    boolean isNextStepOrder(int attempts) {
        EscalationStep next = escalation.after(attempts);
        return next != null && next.hasOrder();
    }

    /** Returns the rule on one line. */
    @Override
    public String toString() {
        String on = services.isEmpty() ? "all" : String.join(",", services());
        return name + ": on " + on + (repeats ? " as long as " : " when ") + condition + " -> " + escalation;
    }
}

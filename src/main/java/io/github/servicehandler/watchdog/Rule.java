package io.github.servicehandler.watchdog;

import io.github.servicehandler.unit.UnitName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says what to do about a service when something is wrong, and what holds that back.
 *
 * <pre>{@code
 * Rule.named("revive")
 *         .on("bot-*")
 *         .asLongAs(Condition.failed())
 *         .then(Action.resetFailed(), Action.restart()).times(5)
 *         .orElse(Action.quarantine(), Action.log())
 *         .backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));
 * }</pre>
 *
 * <p>It is asked for each service by itself. When its condition has not held for the {@linkplain #stableAfter stable
 * time}, what was tried is forgotten, and it begins at its first step again. If nothing else is said, waits between two
 * attempts grow from one second to five minutes, give or take a tenth; there are at most 30 attempts an hour; the
 * stable time is one minute; a service that was stopped cleanly is left down; and one that systemd is about to restart
 * is left to systemd.
 *
 * <p>Immutable: each method returns a changed copy. Thread-safe.
 */
public final class Rule {

    private final String name;
    private final List<NamePattern> services;
    private final @Nullable Condition condition;
    private final boolean repeats;
    private final List<EscalationStep> steps;
    private final RuleLimits limits;

    private Rule(
            String name,
            List<NamePattern> services,
            @Nullable Condition condition,
            boolean repeats,
            List<EscalationStep> steps,
            RuleLimits limits) {
        this.name = name;
        this.services = List.copyOf(services);
        this.condition = condition;
        this.repeats = repeats;
        this.steps = List.copyOf(steps);
        this.limits = limits;
    }

    /**
     * Begins a rule, for all services that the watchdog watches.
     *
     * @param name the name under which it is heard of, unlike that of any other rule; one word of letters, digits,
     *     {@code -}, {@code _} and {@code .}
     * @return the rule
     * @throws IllegalArgumentException if it is not
     */
    public static Rule named(String name) {
        if (!name.matches("[A-Za-z0-9._-]+")) {
            throw new IllegalArgumentException(
                    "a rule's name is a word of letters, digits, '-', '_' and '.', not \"" + name + "\"");
        }
        return new Rule(name, List.of(), null, false, List.of(), RuleLimits.DEFAULT);
    }

    /**
     * Reads rules from a file: each begins with a line of {@code rule} and its name, and each line after that says one
     * thing of it, in the words of this class. A {@code #} begins a comment. All the words are listed in
     * {@code docs/rules.md} of the project; a mistake says which are allowed in its place.
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
     * @throws RuleFileException if there is a mistake; it says where, and what is allowed there
     * @throws IOException if the file could not be read
     */
    public static List<Rule> readAll(Path file) throws IOException {
        String text = Files.readString(file);
        try {
            return RuleFileParser.parse(text);
        } catch (RuleFileException e) {
            throw e.in(file);
        }
    }

    private Rule with(RuleLimits newLimits) {
        return new Rule(name, services, condition, repeats, steps, newLimits);
    }

    /**
     * Restricts the rule to some services.
     *
     * @param patterns names, in which {@code *} stands for any text; {@code .service} may be left out
     * @return the changed copy
     * @throws IllegalArgumentException if there is none
     */
    public Rule on(String... patterns) {
        if (patterns.length == 0) {
            throw new IllegalArgumentException(
                    "rule \"" + name + "\": on which services? Without on(...) it is for all of them");
        }
        List<NamePattern> names = Arrays.stream(patterns).map(NamePattern::of).toList();
        return new Rule(name, names, condition, repeats, steps, limits);
    }

    /**
     * Lets the rule fire once each time a condition comes to hold. While that holds on, it goes through the further
     * steps of its escalation, at the pace of its backoff: each as often as {@link #times} says, or once. Then it
     * rests: use {@link #asLongAs} for what is to be tried again and again. A condition that rests on readings comes to
     * hold anew in each run of the service.
     *
     * @param newCondition the condition
     * @return the changed copy
     */
    public Rule when(Condition newCondition) {
        return new Rule(name, services, Objects.requireNonNull(newCondition), false, steps, limits);
    }

    /**
     * Lets the rule fire again and again as long as a condition holds, at the pace of its backoff.
     *
     * @param newCondition the condition
     * @return the changed copy
     */
    public Rule asLongAs(Condition newCondition) {
        return new Rule(name, services, Objects.requireNonNull(newCondition), true, steps, limits);
    }

    /**
     * Says what to do: the first step of an escalation.
     *
     * @param actions what to do, one after the other as long as they succeed
     * @return the changed copy
     * @throws IllegalArgumentException if there is no action
     */
    public Rule then(Action... actions) {
        return new Rule(name, services, condition, repeats, List.of(step(actions)), limits);
    }

    /**
     * Says what to do when the steps so far did not help: each of those is tried once if {@link #times} does not say
     * more.
     *
     * @param actions what to do, one after the other as long as they succeed
     * @return the changed copy
     * @throws IllegalArgumentException if there is no action
     * @throws IllegalStateException if {@link #then} was not called before
     */
    public Rule escalateTo(Action... actions) {
        List<EscalationStep> more = new ArrayList<>(steps);
        EscalationStep last = lastStep("orElse");
        if (last.times() == EscalationStep.UNLIMITED) {
            more.set(more.size() - 1, new EscalationStep(last.actions(), 1));
        }
        // nobody wants to be told again and again what has been given up
        EscalationStep added = step(actions);
        more.add(added.hasOrder() ? added : new EscalationStep(added.actions(), 1));
        return new Rule(name, services, condition, repeats, more, limits);
    }

    private static EscalationStep step(Action... actions) {
        return new EscalationStep(List.of(actions), EscalationStep.UNLIMITED);
    }

    /**
     * Says how often the last step is tried. Without this it is once after {@link #when}, for a step that another one
     * follows, and for a further step that orders nothing; after {@link #asLongAs}, as often as the restraints allow
     * for any other.
     *
     * @param times how often at most
     * @return the changed copy
     * @throws IllegalArgumentException if it is not positive
     * @throws IllegalStateException if {@link #then} was not called before
     */
    public Rule times(int times) {
        Times.requirePositive(times, "how often a step is tried");
        List<EscalationStep> more = new ArrayList<>(steps);
        more.set(more.size() - 1, new EscalationStep(lastStep("times").actions(), times));
        return new Rule(name, services, condition, repeats, more, limits);
    }

    private EscalationStep lastStep(String what) {
        if (steps.isEmpty()) {
            throw new IllegalStateException("rule \"" + name + "\": " + what + " comes after then(...)");
        }
        return steps.get(steps.size() - 1);
    }

    /**
     * Says how long to wait between two attempts, each time twice as long: from one second to five minutes by default.
     *
     * @param first the first wait; positive
     * @param cap the longest wait
     * @return the changed copy
     * @throws IllegalArgumentException if the first is not positive, or the longest is shorter
     */
    public Rule backoff(Duration first, Duration cap) {
        return with(limits.with(new Backoff(first, cap, limits.backoff().jitter())));
    }

    /**
     * Says by how much waits differ at random, 0.1 by default, so that services that fail together are not restarted
     * together. A wait is never longer than the backoff's cap.
     *
     * @param part which part of itself a wait may be longer or shorter, from 0 to 1
     * @return the changed copy
     * @throws IllegalArgumentException if it is not
     */
    public Rule jitter(double part) {
        Backoff backoff = limits.backoff();
        return with(limits.with(new Backoff(backoff.first(), backoff.cap(), part)));
    }

    /**
     * Limits how often the rule fires for one service; 30 times in an hour by default. A condition that still holds
     * when there is room again fires then; what merely happened meanwhile, as in {@link Condition#crashed}, is not
     * acted on. {@link Watchdog.Builder#budget} limits all rules together.
     *
     * @param times how often at most, up to 1000
     * @param period in any time as long as this
     * @return the changed copy
     * @throws IllegalArgumentException if the times are not from 1 to 1000, or the period is not positive
     */
    public Rule budget(int times, Duration period) {
        return with(limits.with(new FiringBudget(times, period)));
    }

    /**
     * Sets the least time between two firings for one service; none by default. What comes to hold earlier, and still
     * holds then, is held back till then; what merely happens meanwhile is not acted on.
     *
     * @param time the time
     * @return the changed copy
     * @throws IllegalArgumentException if it is negative
     */
    public Rule cooldown(Duration time) {
        Times.requireNotNegative(time, "a cooldown");
        return with(limits.withTimes(time, limits.grace(), limits.stable()));
    }

    /**
     * Sets how long no rule gives an order to a service after this one has; not at all by default.
     *
     * @param time the time
     * @return the changed copy
     * @throws IllegalArgumentException if it is negative
     */
    public Rule grace(Duration time) {
        Times.requireNotNegative(time, "a grace");
        return with(limits.withTimes(limits.cooldown(), time, limits.stable()));
    }

    /**
     * Sets for how long the condition must not hold before the service counts as recovered; one minute by default.
     *
     * @param time the time
     * @return the changed copy
     * @throws IllegalArgumentException if it is negative
     */
    public Rule stableAfter(Duration time) {
        Times.requireNotNegative(time, "a stable time");
        return with(limits.withTimes(limits.cooldown(), limits.grace(), time));
    }

    /**
     * Lets the rule bring up a service also where somebody stopped it, where it ended with success, or was never
     * started.
     *
     * @return the changed copy
     */
    public Rule evenIfStopped() {
        return with(limits.withExceptions(true, limits.evenIfSystemdRestarts()));
    }

    /**
     * Lets the rule act also while systemd itself is about to restart the service, by {@code Restart=}.
     * {@link Condition#failed()} does not hold then, so that this is for other conditions.
     *
     * @return the changed copy
     */
    public Rule evenIfSystemdRestarts() {
        return with(limits.withExceptions(limits.evenIfStopped(), true));
    }

    /**
     * Holds the rule back until other services are up, which must be watched too.
     *
     * @param units their names; {@code .service} may be left out
     * @return the changed copy
     * @throws IllegalArgumentException if one is no name of a service
     */
    public Rule needs(String... units) {
        return with(limits.with(Arrays.stream(units).map(UnitName::of).toList()));
    }

    /**
     * Returns the rule's name.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /** Returns those of some units that the rule is for. */
    Set<UnitName> matching(Set<UnitName> units) {
        if (services.isEmpty()) {
            return units;
        }
        Set<UnitName> found = new LinkedHashSet<>();
        services.forEach(pattern -> found.addAll(pattern.among(units)));
        return found;
    }

    /**
     * Returns a name, or all patterns, for which none of some units is meant: a rule that is for nobody is a mistake.
     */
    Optional<String> unmatched(Set<UnitName> units) {
        Optional<NamePattern> name = services.stream()
                .filter(pattern -> pattern.regex() == null)
                .filter(pattern -> pattern.among(units).isEmpty())
                .findFirst();
        return name.map(NamePattern::text)
                .or(() -> matching(units).isEmpty() ? Optional.of(String.join(", ", services())) : Optional.empty());
    }

    List<String> services() {
        return services.stream().map(NamePattern::text).toList();
    }

    Condition condition() {
        if (condition == null) {
            throw new IllegalArgumentException(
                    "rule \"" + name + "\" has no condition: add when(...) or asLongAs(...)");
        }
        return condition;
    }

    boolean repeats() {
        return repeats;
    }

    List<EscalationStep> steps() {
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("rule \"" + name + "\" does nothing: add then(...)");
        }
        return steps;
    }

    RuleLimits limits() {
        return limits;
    }

    /** Returns the step to take after a number of attempts, or {@code null} when all has been tried. */
    @Nullable
    EscalationStep step(int attempts) {
        int index = indexOfStep(attempts);
        return index < steps.size() ? steps.get(index) : null;
    }

    /** Tells whether what comes after a number of attempts is another step than what was tried last. */
    boolean startsStep(int attempts) {
        return attempts == 0 || indexOfStep(attempts) != indexOfStep(attempts - 1);
    }

    private int indexOfStep(int attempts) {
        long left = attempts;
        int index = 0;
        while (index < steps.size() && left >= steps.get(index).times()) {
            left -= steps.get(index).times();
            index++;
        }
        return index;
    }

    /** Returns the rule on one line. */
    @Override
    public String toString() {
        String on = services.isEmpty() ? "all" : String.join(",", services());
        String stepTexts = steps.stream().map(EscalationStep::toString).collect(Collectors.joining(" | "));
        return name + ": on " + on + (repeats ? " as long as " : " when ") + condition + " -> " + stepTexts;
    }
}

package io.github.servicehandler.watchdog;

import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.unit.UnitPattern;
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
    private final List<UnitPattern> services;
    private final @Nullable Condition condition;
    private final boolean repeats;
    private final List<EscalationStep> stages;
    private final RuleLimits restraint;

    private Rule(
            String name,
            List<UnitPattern> services,
            @Nullable Condition condition,
            boolean repeats,
            List<EscalationStep> stages,
            RuleLimits restraint) {
        this.name = name;
        this.services = List.copyOf(services);
        this.condition = condition;
        this.repeats = repeats;
        this.stages = List.copyOf(stages);
        this.restraint = restraint;
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

    private Rule with(RuleLimits newRestraint) {
        return new Rule(name, services, condition, repeats, stages, newRestraint);
    }

    /**
     * Restricts the rule to some services.
     *
     * @param patterns names or patterns of names, such as {@code bot-*}; see {@link UnitPattern}
     * @return the changed copy
     * @throws IllegalArgumentException if there is none, or if one is invalid
     */
    public Rule on(String... patterns) {
        if (patterns.length == 0) {
            throw new IllegalArgumentException(
                    "rule \"" + name + "\": on which services? Without on(...) it is for all of them");
        }
        List<UnitPattern> names = Arrays.stream(patterns).map(UnitPattern::of).toList();
        return new Rule(name, names, condition, repeats, stages, restraint);
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
        return new Rule(name, services, Objects.requireNonNull(newCondition), false, stages, restraint);
    }

    /**
     * Lets the rule fire again and again as long as a condition holds, at the pace of its backoff.
     *
     * @param newCondition the condition
     * @return the changed copy
     */
    public Rule asLongAs(Condition newCondition) {
        return new Rule(name, services, Objects.requireNonNull(newCondition), true, stages, restraint);
    }

    /**
     * Says what to do: the first step of an escalation.
     *
     * @param actions what to do, one after the other as long as they succeed
     * @return the changed copy
     * @throws IllegalArgumentException if there is no action
     */
    public Rule then(Action... actions) {
        return new Rule(name, services, condition, repeats, List.of(stage(actions)), restraint);
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
    public Rule orElse(Action... actions) {
        List<EscalationStep> more = new ArrayList<>(stages);
        EscalationStep last = lastStage("orElse");
        if (last.times() == EscalationStep.UNLIMITED) {
            more.set(more.size() - 1, new EscalationStep(last.actions(), 1));
        }
        // nobody wants to be told again and again what has been given up
        EscalationStep added = stage(actions);
        more.add(added.orders() ? added : new EscalationStep(added.actions(), 1));
        return new Rule(name, services, condition, repeats, more, restraint);
    }

    private static EscalationStep stage(Action... actions) {
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
        List<EscalationStep> more = new ArrayList<>(stages);
        more.set(more.size() - 1, new EscalationStep(lastStage("times").actions(), times));
        return new Rule(name, services, condition, repeats, more, restraint);
    }

    private EscalationStep lastStage(String what) {
        if (stages.isEmpty()) {
            throw new IllegalStateException("rule \"" + name + "\": " + what + " comes after then(...)");
        }
        return stages.get(stages.size() - 1);
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
        return with(restraint.with(new Backoff(first, cap, restraint.backoff().jitter())));
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
        Backoff backoff = restraint.backoff();
        return with(restraint.with(new Backoff(backoff.first(), backoff.cap(), part)));
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
        return with(restraint.with(new FiringBudget(times, period)));
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
        return with(restraint.withTimes(time, restraint.grace(), restraint.stable()));
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
        return with(restraint.withTimes(restraint.cooldown(), time, restraint.stable()));
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
        return with(restraint.withTimes(restraint.cooldown(), restraint.grace(), time));
    }

    /**
     * Lets the rule bring up a service also where somebody stopped it, where it ended with success, or was never
     * started.
     *
     * @return the changed copy
     */
    public Rule evenIfStopped() {
        return with(restraint.withLiberties(true, restraint.evenIfSystemdRestarts()));
    }

    /**
     * Lets the rule act also while systemd itself is about to restart the service, by {@code Restart=}.
     * {@link Condition#failed()} does not hold then, so that this is for other conditions.
     *
     * @return the changed copy
     */
    public Rule evenIfSystemdRestarts() {
        return with(restraint.withLiberties(restraint.evenIfStopped(), true));
    }

    /**
     * Holds the rule back until other services are up, which must be watched too.
     *
     * @param units their names; {@code .service} may be left out
     * @return the changed copy
     * @throws IllegalArgumentException if one is no name of a service
     */
    public Rule needs(String... units) {
        return with(restraint.with(Arrays.stream(units).map(UnitName::of).toList()));
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
    Set<UnitName> among(Set<UnitName> units) {
        if (services.isEmpty()) {
            return units;
        }
        Set<UnitName> found = new LinkedHashSet<>();
        services.forEach(pattern -> found.addAll(among(units, pattern)));
        return found;
    }

    private static Set<UnitName> among(Set<UnitName> units, UnitPattern pattern) {
        if (pattern.isName()) {
            // there may be thousands of names, so that each must not be compared with all units
            UnitName name = UnitName.of(pattern.glob());
            return units.contains(name) ? Set.of(name) : Set.of();
        }
        return units.stream().filter(pattern::matches).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * Returns a name, or all patterns, for which none of some units is meant: a rule that is for nobody is a mistake.
     */
    Optional<String> unwatched(Set<UnitName> units) {
        Optional<UnitPattern> name = services.stream()
                .filter(UnitPattern::isName)
                .filter(pattern -> among(units, pattern).isEmpty())
                .findFirst();
        return name.map(UnitPattern::toString)
                .or(() -> among(units).isEmpty() ? Optional.of(String.join(", ", services())) : Optional.empty());
    }

    List<String> services() {
        return services.stream().map(UnitPattern::toString).toList();
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

    List<EscalationStep> stages() {
        if (stages.isEmpty()) {
            throw new IllegalArgumentException("rule \"" + name + "\" does nothing: add then(...)");
        }
        return stages;
    }

    RuleLimits restraint() {
        return restraint;
    }

    /** Returns the step to take after a number of attempts, or {@code null} when all has been tried. */
    @Nullable
    EscalationStep stage(int attempts) {
        int index = indexOfStage(attempts);
        return index < stages.size() ? stages.get(index) : null;
    }

    /** Tells whether what comes after a number of attempts is another step than what was tried last. */
    boolean beginsStage(int attempts) {
        return attempts == 0 || indexOfStage(attempts) != indexOfStage(attempts - 1);
    }

    private int indexOfStage(int attempts) {
        long left = attempts;
        int index = 0;
        while (index < stages.size() && left >= stages.get(index).times()) {
            left -= stages.get(index).times();
            index++;
        }
        return index;
    }

    /** Returns the rule on one line. */
    @Override
    public String toString() {
        String on = services.isEmpty() ? "all" : String.join(",", services());
        String steps = stages.stream().map(EscalationStep::toString).collect(Collectors.joining(" | "));
        return name + ": on " + on + (repeats ? " as long as " : " when ") + condition + " -> " + steps;
    }
}

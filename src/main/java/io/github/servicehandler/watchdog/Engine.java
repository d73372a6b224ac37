package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.unit.UnitName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what to do: takes in what happened and what time it is, and returns what follows from that by the rules. It
 * has no thread, no clock and no I/O. Not thread-safe.
 */
final class Engine {

    private static final Logger log = LoggerFactory.getLogger(Engine.class.getPackageName());

    /** Whether an order may be carried out, and the decisions that were made at once where it may not. */
    record Start(boolean granted, Decisions decisions) {}

    private final SupervisedServices ward;
    private final List<Rule> rules;
    private final RandomGenerator random;
    private final StepRunEffects effects;
    private final RuleInstanceIndex trials = new RuleInstanceIndex();
    private final EngineSnapshots memory;
    private final Agenda agenda = new Agenda();

    Engine(List<Rule> rules, SupervisedServices ward, RandomGenerator random) {
        this.ward = ward;
        this.rules = List.copyOf(rules);
        this.random = random;
        this.effects = new StepRunEffects(ward);
        this.memory = new EngineSnapshots(ward, trials);
        Map<UnitName, List<Rule>> rulesOf = rulesOf(rules, ward.histories().keySet());
        RuleValidator.check(rules, rulesOf);
        ward.histories()
                .forEach((unit, history) -> trials.add(
                        unit,
                        rulesOf.getOrDefault(unit, List.of()).stream()
                                .map(rule -> new RuleInstance(rule, history, ward, effects, random))
                                .toList()));
    }

    private static Map<UnitName, List<Rule>> rulesOf(List<Rule> rules, Set<UnitName> units) {
        Map<UnitName, List<Rule>> rulesOf = new LinkedHashMap<>();
        units.forEach(unit -> rulesOf.put(unit, new ArrayList<>()));
        rules.forEach(rule -> rule.among(units)
                .forEach(unit -> Objects.requireNonNull(rulesOf.get(unit)).add(rule)));
        return rulesOf;
    }

    List<Rule> rules() {
        return rules;
    }

    SupervisedServices ward() {
        return ward;
    }

    RuleInstanceIndex trials() {
        return trials;
    }

    /** Returns what must outlive this program. */
    EngineSnapshot copy() {
        return memory.copy();
    }

    /** Goes on from what an earlier program remembered, before anything else has happened. */
    void restore(EngineSnapshot copy, Instant now) {
        memory.restore(copy, now);
    }

    /** Takes note of how a service is. */
    Decisions observe(ServiceHandler service, ServiceStatus status, Instant now) {
        return about(service, now, history -> history.observe(status, now));
    }

    /** Takes note of how services were found beside what the watch tells. */
    Decisions answer(Map<ServiceHandler, ServiceStatus> seen, Instant now) {
        Decisions decisions = new Decisions();
        Set<UnitName> units = new LinkedHashSet<>();
        seen.keySet().forEach(service -> units.add(service.unitName()));
        answer(seen, units, now, decisions);
        return decisions;
    }

    /** Takes note of what a status has become since it was told of. */
    void refine(ServiceHandler service, ServiceStatus status) {
        ward.history(service.unitName()).refine(status);
    }

    /** Takes note of a service's manager not being heard any more. */
    Decisions lose(ServiceHandler service, Instant now) {
        return about(service, now, ServiceHistory::lose);
    }

    /** Takes note of what a sensor read. */
    Decisions read(ServiceHandler service, Sensor sensor, SensorReading reading, Instant now) {
        return about(service, now, history -> history.read(sensor, reading));
    }

    /** Takes note of a service's journal being followed from now on. */
    Decisions listen(ServiceHandler service, Instant now) {
        return about(service, now, history -> history.listen(now));
    }

    /** Returns what has to be read of each service. */
    Map<ServiceHandler, Set<Sensor>> sensors() {
        return trials.collect(Condition::sensors);
    }

    /** Returns what has to be looked for in the journal of each service. */
    Map<ServiceHandler, Set<LinePattern>> patterns() {
        return trials.collect(Condition::patterns);
    }

    /** Takes note of a line that matches a pattern. */
    Decisions line(ServiceHandler service, LinePattern pattern, Instant at, Instant now) {
        return about(service, now, history -> history.lines(pattern.text()).add(at));
    }

    private Decisions about(ServiceHandler service, Instant now, Consumer<ServiceHistory> note) {
        UnitName unit = service.unitName();
        Decisions decisions = new Decisions();
        ServiceHistory history = ward.history(unit);
        memory.changed(unit);
        note.accept(history);
        ward.noteUp(unit);
        try {
            trials.concernedBy(unit).forEach(trial -> decide(trial, now, decisions));
        } finally {
            history.settle();
        }
        return decisions;
    }

    /** Asks all rules whose time has come. */
    Decisions tick(Instant now) {
        Decisions decisions = new Decisions();
        agenda.due(now).forEach(trial -> decide(trial, now, decisions));
        return decisions;
    }

    /** Returns an engine with other rules, which remembers what this one does. */
    Engine withRules(List<Rule> newRules) {
        Engine fresh = new Engine(newRules, ward, random);
        fresh.trials.forEach(
                trial -> trials.find(trial.unit(), trial.rule().name()).ifPresent(trial::succeed));
        // the journals are followed anew: nobody knows yet how long new patterns have not been seen
        ward.histories().values().forEach(ServiceHistory::stopListening);
        return fresh;
    }

    /** Forgets what was tried for a service. */
    void forget(ServiceHandler service) {
        trials.of(service.unitName()).forEach(RuleInstance::beginAnew);
    }

    /** Takes note of restraints having been changed. */
    void adjusted() {
        memory.allChanged();
    }

    /** Asks all rules, as when restraints have changed. */
    Decisions review(Instant now) {
        Decisions decisions = new Decisions();
        trials.forEach(trial -> decide(trial, now, decisions));
        return decisions;
    }

    /**
     * Takes note of an order being carried out from now on, unless somebody has stopped the service, begun maintenance
     * or removed the rule since it was decided: it is taken back then.
     *
     * @return whether it is to be carried out, and what follows from its being taken back
     */
    Start begin(StepRun order, Instant now) {
        Decisions decisions = new Decisions();
        Optional<RuleInstance> trial = trialOf(order);
        if (trial.isEmpty()) {
            decisions.add(new WatchdogEvent.Noted("not done, as its rule was removed: " + order.fired(), now));
        }
        if (trial.isEmpty() || trial.get().takesBack(order, now, decisions)) {
            effects.takenBack(order);
            answer(Map.of(), order.affected(), now, decisions);
            return new Start(false, decisions);
        }
        trial.get().begin(order.stage());
        memory.changed(order.affected());
        effects.begun(order);
        return new Start(true, decisions);
    }

    /** Returns the trial that decided the order; empty if its rule was removed. */
    private Optional<RuleInstance> trialOf(StepRun order) {
        return trials.find(order.service().unitName(), order.rule().name());
    }

    /**
     * Takes note of an order having been carried out as far as it went.
     *
     * @param seen how services were afterwards
     * @param done how many of its actions succeeded; none was tried after one that did not
     */
    Decisions ended(StepRun order, Map<ServiceHandler, ServiceStatus> seen, int done, Instant now) {
        effects.ended(order, done, now);
        trialOf(order).ifPresent(trial -> trial.ended(order.stage().isWhole(done), now));
        Decisions decisions = new Decisions();
        answer(seen, order.affected(), now, decisions);
        return decisions;
    }

    private void answer(
            Map<ServiceHandler, ServiceStatus> seen, Set<UnitName> units, Instant now, Decisions decisions) {
        seen.forEach((service, status) -> ward.history(service.unitName()).answered(status, now));
        memory.changed(units);
        units.forEach(ward::noteUp);
        trials.concernedBy(units).forEach(trial -> decide(trial, now, decisions));
        units.forEach(unit -> ward.history(unit).settle());
    }

    private void decide(RuleInstance trial, Instant now, Decisions decisions) {
        try {
            trial.decide(now, decisions);
        } catch (RuntimeException | StackOverflowError | AssertionError | LinkageError e) {
            // somebody's predicate: what is wrong with one rule must not take the others' decisions with it
            log.warn("rule {} could not be asked about {}", trial.rule().name(), trial.unit(), e);
        }
        memory.changed(trial.unit());
        agenda.plan(trial, now);
    }

    /** Returns when {@link #tick} is to be called next; {@code null} if nothing is due. */
    @Nullable
    Instant nextDue() {
        return agenda.next();
    }

    /** Returns the services about which something is due. */
    Collection<ServiceHandler> dueServices(Instant now) {
        Set<ServiceHandler> services = new LinkedHashSet<>();
        agenda.due(now).forEach(trial -> services.add(trial.history().service()));
        return services;
    }
}

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

    private final SupervisedServices services;
    private final List<Rule> rules;
    private final RandomGenerator random;
    private final StepRunEffects effects;
    private final RuleInstanceIndex instances = new RuleInstanceIndex();
    private final EngineSnapshots snapshots;
    private final Agenda agenda = new Agenda();

    Engine(List<Rule> rules, SupervisedServices services, RandomGenerator random) {
        this.services = services;
        this.rules = List.copyOf(rules);
        this.random = random;
        this.effects = new StepRunEffects(services);
        this.snapshots = new EngineSnapshots(services, instances);
        Map<UnitName, List<Rule>> rulesOf = rulesOf(rules, services.histories().keySet());
        RuleValidator.check(rules, rulesOf);
        services.histories()
                .forEach((unit, history) -> instances.add(
                        unit,
                        rulesOf.getOrDefault(unit, List.of()).stream()
                                .map(rule -> new RuleInstance(rule, history, services, effects, random))
                                .toList()));
    }

    private static Map<UnitName, List<Rule>> rulesOf(List<Rule> rules, Set<UnitName> units) {
        Map<UnitName, List<Rule>> rulesOf = new LinkedHashMap<>();
        units.forEach(unit -> rulesOf.put(unit, new ArrayList<>()));
        rules.forEach(rule -> rule.matching(units)
                .forEach(unit -> Objects.requireNonNull(rulesOf.get(unit)).add(rule)));
        return rulesOf;
    }

    List<Rule> rules() {
        return rules;
    }

    SupervisedServices services() {
        return services;
    }

    RuleInstanceIndex instances() {
        return instances;
    }

    /** Returns what must outlive this program. */
    EngineSnapshot snapshot() {
        return snapshots.take();
    }

    /** Goes on from what an earlier program remembered, before anything else has happened. */
    void restore(EngineSnapshot snapshot, Instant now) {
        snapshots.restore(snapshot, now);
    }

    /** Takes note of how a service is. */
    Decisions observe(ServiceHandler service, ServiceStatus status, Instant now) {
        return update(service, now, history -> history.observe(status, now));
    }

    /** Takes note of how services were found beside what the watch tells. */
    Decisions observeQueried(Map<ServiceHandler, ServiceStatus> seen, Instant now) {
        Decisions decisions = new Decisions();
        Set<UnitName> units = new LinkedHashSet<>();
        seen.keySet().forEach(service -> units.add(service.unitName()));
        observeQueried(seen, units, now, decisions);
        return decisions;
    }

    /** Takes note of what a status has become since it was told of. */
    void refine(ServiceHandler service, ServiceStatus status) {
        services.history(service.unitName()).refine(status);
    }

    /** Takes note of a service's manager not being heard any more. */
    Decisions contactLost(ServiceHandler service, Instant now) {
        return update(service, now, ServiceHistory::contactLost);
    }

    /** Takes note of what a sensor read. */
    Decisions read(ServiceHandler service, Sensor sensor, SensorReading reading, Instant now) {
        return update(service, now, history -> history.read(sensor, reading));
    }

    /** Takes note of a service's journal being followed from now on. */
    Decisions journalFollowed(ServiceHandler service, Instant now) {
        return update(service, now, history -> history.journalFollowed(now));
    }

    /** Returns what has to be read of each service. */
    Map<ServiceHandler, Set<Sensor>> sensors() {
        return instances.collect(Condition::sensors);
    }

    /** Returns what has to be looked for in the journal of each service. */
    Map<ServiceHandler, Set<LinePattern>> patterns() {
        return instances.collect(Condition::patterns);
    }

    /** Takes note of a line that matches a pattern. */
    Decisions line(ServiceHandler service, LinePattern pattern, Instant at, Instant now) {
        return update(service, now, history -> history.lines(pattern.text()).add(at));
    }

    private Decisions update(ServiceHandler service, Instant now, Consumer<ServiceHistory> change) {
        UnitName unit = service.unitName();
        Decisions decisions = new Decisions();
        ServiceHistory history = services.history(unit);
        snapshots.changed(unit);
        change.accept(history);
        services.updateStoppedByRule(unit);
        try {
            instances.concernedBy(unit).forEach(instance -> decide(instance, now, decisions));
        } finally {
            history.settle();
        }
        return decisions;
    }

    /** Asks all rules whose time has come. */
    Decisions tick(Instant now) {
        Decisions decisions = new Decisions();
        agenda.due(now).forEach(instance -> decide(instance, now, decisions));
        return decisions;
    }

    /** Returns an engine with other rules, which remembers what this one does. */
    Engine withRules(List<Rule> newRules) {
        Engine fresh = new Engine(newRules, services, random);
        fresh.instances.forEach(instance ->
                instances.find(instance.unit(), instance.rule().name()).ifPresent(instance::continueFrom));
        // the journals are followed anew: nobody knows yet how long new patterns have not been seen
        services.histories().values().forEach(ServiceHistory::stopFollowingJournal);
        return fresh;
    }

    /** Forgets what was tried for a service. */
    void resetAttempts(ServiceHandler service) {
        instances.of(service.unitName()).forEach(RuleInstance::reset);
    }

    /** Takes note of restraints having been changed. */
    void holdsChanged() {
        snapshots.allChanged();
    }

    /** Asks all rules, as when restraints have changed. */
    Decisions review(Instant now) {
        Decisions decisions = new Decisions();
        instances.forEach(instance -> decide(instance, now, decisions));
        return decisions;
    }

    /**
     * Takes note of an order being carried out from now on, unless somebody has stopped the service, begun maintenance
     * or removed the rule since it was decided: it is taken back then.
     *
     * @return whether it is to be carried out, and what follows from its being taken back
     */
    Start start(StepRun stepRun, Instant now) {
        Decisions decisions = new Decisions();
        Optional<RuleInstance> instance = findInstance(stepRun);
        if (instance.isEmpty()) {
            decisions.add(new WatchdogEvent.Noted("not done, as its rule was removed: " + stepRun.fired(), now));
        }
        if (instance.isEmpty() || instance.get().withdrawIfForbidden(stepRun, now, decisions)) {
            effects.withdrawn(stepRun);
            observeQueried(Map.of(), stepRun.affected(), now, decisions);
            return new Start(false, decisions);
        }
        instance.get().started(stepRun.step());
        snapshots.changed(stepRun.affected());
        effects.started(stepRun);
        return new Start(true, decisions);
    }

    /** Returns the trial that decided the order; empty if its rule was removed. */
    private Optional<RuleInstance> findInstance(StepRun stepRun) {
        return instances.find(stepRun.service().unitName(), stepRun.rule().name());
    }

    /**
     * Takes note of an order having been carried out as far as it went.
     *
     * @param seen how services were afterwards
     * @param done how many of its actions succeeded; none was tried after one that did not
     */
    Decisions finished(StepRun stepRun, Map<ServiceHandler, ServiceStatus> seen, int done, Instant now) {
        effects.finished(stepRun, done, now);
        findInstance(stepRun)
                .ifPresent(instance -> instance.finished(stepRun.step().isComplete(done), now));
        Decisions decisions = new Decisions();
        observeQueried(seen, stepRun.affected(), now, decisions);
        return decisions;
    }

    private void observeQueried(
            Map<ServiceHandler, ServiceStatus> seen, Set<UnitName> units, Instant now, Decisions decisions) {
        seen.forEach((service, status) -> services.history(service.unitName()).observeQueried(status, now));
        snapshots.changed(units);
        units.forEach(services::updateStoppedByRule);
        instances.concernedBy(units).forEach(instance -> decide(instance, now, decisions));
        units.forEach(unit -> services.history(unit).settle());
    }

    private void decide(RuleInstance instance, Instant now, Decisions decisions) {
        try {
            instance.decide(now, decisions);
        } catch (RuntimeException | StackOverflowError | AssertionError | LinkageError e) {
            // somebody's predicate: what is wrong with one rule must not take the others' decisions with it
            log.warn("rule {} could not be asked about {}", instance.rule().name(), instance.unit(), e);
        }
        snapshots.changed(instance.unit());
        agenda.plan(instance, now);
    }

    /** Returns when {@link #tick} is to be called next; {@code null} if nothing is due. */
    @Nullable
    Instant nextDue() {
        return agenda.next();
    }

    /** Returns the services about which something is due. */
    Collection<ServiceHandler> dueServices(Instant now) {
        Set<ServiceHandler> services = new LinkedHashSet<>();
        agenda.due(now).forEach(instance -> services.add(instance.history().service()));
        return services;
    }
}

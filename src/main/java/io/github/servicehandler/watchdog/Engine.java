package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.unit.UnitName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The decision maker of a watchdog: takes what happened and the time, and returns what follows by the rules. It has no
 * thread, no clock and no I/O. Not thread-safe.
 */
final class Engine {

    private static final Logger log = LoggerFactory.getLogger(Engine.class.getPackageName());

    /** Whether a step run may be carried out; if not, the decisions that follow from that. */
    record Start(boolean granted, Decisions decisions) {}

    private final SupervisedServices services;
    private final List<Rule> rules;
    private final RandomGenerator random;
    private final StepRunEffects effects;
    private final RuleInstanceIndex instances = new RuleInstanceIndex();
    private final EngineSnapshots snapshots;
    private final RuleAgenda agenda = new RuleAgenda();

    Engine(List<Rule> rules, SupervisedServices services, RandomGenerator random) {
        this.services = services;
        this.rules = rules.stream().map(rule -> rule.bind(services.names())).toList();
        this.random = random;
        this.effects = new StepRunEffects(services);
        this.snapshots = new EngineSnapshots(services, instances);
        Map<UnitName, List<Rule>> rulesOf =
                rulesOf(this.rules, services.histories().keySet());
        RuleValidator.check(this.rules, rulesOf, services.names());
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

    /** Returns the part of the state that is stored in the state file. */
    EngineSnapshot snapshot() {
        return snapshots.take();
    }

    /** Restores the state that an earlier program has stored. Called before anything else happens. */
    void restore(EngineSnapshot snapshot, Instant now) {
        snapshots.restore(snapshot, now);
        forgetUnused();
    }

    /** Forgets readings and log lines that no rule needs. */
    private void forgetUnused() {
        Map<ServiceHandler, Set<Sensor>> sensors = sensors();
        Map<ServiceHandler, Set<LinePattern>> patterns = patterns();
        services.histories()
                .values()
                .forEach(history -> history.retain(
                        sensors.getOrDefault(history.service(), Set.of()),
                        patterns.getOrDefault(history.service(), Set.of())));
    }

    /** Records a status that the watch has seen. */
    Decisions observe(ServiceHandler service, ServiceStatus status, Instant now) {
        return update(service, now, history -> history.observe(status, now));
    }

    /** Records the status of a service after a stop. */
    Decisions stopped(ServiceHandler service, ServiceStatus status, Instant now) {
        return update(service, now, history -> {
            history.observeStopped(status, now);
            services.recordStop(service.unitName(), status, now);
        });
    }

    /** Records statuses that were queried beside the watch. */
    Decisions observeQueried(Map<ServiceHandler, ServiceStatus> seen, Instant now) {
        Decisions decisions = new Decisions();
        Set<UnitName> units = new LinkedHashSet<>();
        seen.keySet().forEach(service -> units.add(service.unitName()));
        observeQueried(seen, units, now, decisions);
        return decisions;
    }

    /** Records details of a status that came after its event. */
    void refine(ServiceHandler service, ServiceStatus status) {
        services.history(service.unitName()).refine(status);
    }

    /** Records that contact with the manager of a service is lost. */
    Decisions contactLost(ServiceHandler service, Instant now) {
        return update(service, now, ServiceHistory::contactLost);
    }

    /** Records a reading of a sensor. */
    Decisions read(ServiceHandler service, Sensor sensor, SensorReading reading, Instant now) {
        return update(service, now, history -> history.read(sensor, reading));
    }

    /** Records that the journal of a service is followed, for patterns that are new from now on. */
    Decisions journalFollowed(ServiceHandler service, Set<LinePattern> patterns, Instant now) {
        return update(
                service, now, history -> patterns.forEach(pattern -> history.journalFollowed(pattern.text(), now)));
    }

    /** Records that all lines that a service wrote before a moment have been recorded. */
    Decisions journalRead(ServiceHandler service, Instant until, Instant now) {
        return update(service, now, history -> history.journalRead(until));
    }

    /** Records that the journal of a service is no longer followed. */
    Decisions journalNotFollowed(ServiceHandler service, Instant now) {
        return update(service, now, ServiceHistory::journalNotFollowed);
    }

    /** Returns the sensors that the rules need for each service. */
    Map<ServiceHandler, Set<Sensor>> sensors() {
        return instances.collect(Condition::sensors);
    }

    /** Returns the patterns to search for in the journal of each service. */
    Map<ServiceHandler, Set<LinePattern>> patterns() {
        return instances.collect(Condition::patterns);
    }

    /** Returns the services that rules may give orders to. */
    Set<ServiceHandler> orderedServices() {
        Set<UnitName> units = new TreeSet<>(Comparator.comparing(UnitName::toString));
        instances.forEach(instance -> instance.rule().steps().stream()
                .filter(EscalationStep::hasOrder)
                .forEach(step -> units.addAll(step.affects(instance.unit()))));
        return new LinkedHashSet<>(services.handlers(units).values());
    }

    /** Records a log line that matches a pattern. */
    Decisions line(ServiceHandler service, LinePattern pattern, Instant at, Instant now) {
        return update(service, now, history -> history.lines(pattern.text()).add(at));
    }

    private Decisions update(ServiceHandler service, Instant now, Consumer<ServiceHistory> change) {
        UnitName unit = service.unitName();
        Decisions decisions = new Decisions();
        ServiceHistory history = services.history(unit);
        snapshots.changed(unit);
        change.accept(history);
        services.updateStops(unit);
        try {
            instances.affectedBy(unit).forEach(instance -> decide(instance, now, decisions));
        } finally {
            history.settle();
        }
        return decisions;
    }

    /** Evaluates the rule instances that are due. */
    Decisions tick(Instant now) {
        Decisions decisions = new Decisions();
        agenda.due(now).forEach(instance -> decide(instance, now, decisions));
        return decisions;
    }

    /** Returns an engine with other rules that continues from the state of this one. */
    Engine withRules(List<Rule> newRules) {
        Engine fresh = new Engine(newRules, services, random);
        services.turns().clear();
        fresh.instances.forEach(instance ->
                instances.find(instance.unit(), instance.rule().name()).ifPresent(instance::continueFrom));
        fresh.forgetUnused();
        return fresh;
    }

    /** Resets the attempts of all rules for a service. */
    void resetAttempts(ServiceHandler service) {
        instances.of(service.unitName()).forEach(RuleInstance::reset);
    }

    /** Records that maintenance or quarantine has changed. */
    void holdsChanged() {
        snapshots.allChanged();
        instances.forEach(RuleInstance::holdsChanged);
    }

    /** Evaluates all rule instances, for example after maintenance has changed. */
    Decisions review(Instant now) {
        Decisions decisions = new Decisions();
        instances.forEach(instance -> decide(instance, now, decisions));
        return decisions;
    }

    /**
     * Records that a step run starts now, or withdraws it, if the service was stopped, maintenance has begun or the
     * rule was removed since the decision.
     *
     * @return whether the step run is to be carried out, and the decisions that follow if it was withdrawn
     */
    Start start(StepRun stepRun, Instant now) {
        Decisions decisions = new Decisions();
        Optional<RuleInstance> instance = findInstance(stepRun);
        if (instance.isEmpty()) {
            decisions.add(
                    new WatchdogEvent.Noted("not carried out, because its rule was removed: " + stepRun.fired(), now));
        }
        if (instance.isEmpty() || instance.get().withdrawIfForbidden(stepRun, now, decisions)) {
            effects.withdrawn(stepRun);
            observeQueried(Map.of(), stepRun.affected(), now, decisions);
            return new Start(false, decisions);
        }
        instance.get().started(stepRun.step());
        snapshots.changed(stepRun.affected());
        effects.started(stepRun, now);
        return new Start(true, decisions);
    }

    /** Records that a step run that has not ended does nothing more to other services than its own. */
    Decisions finishedWithOthers(StepRun stepRun, Instant now) {
        effects.finishedWithOthers(stepRun, now);
        Decisions decisions = new Decisions();
        observeQueried(Map.of(), stepRun.others(), now, decisions);
        return decisions;
    }

    /** Returns the rule instance that decided on the step run; empty if the rule was removed, even if it is back. */
    private Optional<RuleInstance> findInstance(StepRun stepRun) {
        return instances
                .find(stepRun.service().unitName(), stepRun.rule().name())
                .filter(instance -> stepRun.equals(instance.state().running));
    }

    /**
     * Records that a step run has ended.
     *
     * @param seen the statuses of services afterwards
     * @param done how many of the actions succeeded; no action was tried after one that failed
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
        units.forEach(services::updateStops);
        instances.affectedBy(units).forEach(instance -> decide(instance, now, decisions));
        units.forEach(unit -> services.history(unit).settle());
    }

    private void decide(RuleInstance instance, Instant now, Decisions decisions) {
        try {
            instance.decide(now, decisions);
        } catch (RuntimeException | StackOverflowError | AssertionError | LinkageError e) {
            // for example a predicate of the user: a failure of one rule must not stop the others
            log.warn(
                    "rule {} could not be evaluated for {}",
                    instance.rule().name(),
                    instance.history().service(),
                    e);
        }
        services.turns().evaluated(instance.rule().name(), instance.unit());
        snapshots.changed(instance.unit());
        agenda.plan(instance, now);
    }

    /** Returns when {@link #tick} must be called next; {@code null} if nothing is planned. */
    @Nullable
    Instant nextDue() {
        return agenda.next();
    }

    /** Returns the services that have a rule instance that is due. */
    Collection<ServiceHandler> dueServices(Instant now) {
        Set<ServiceHandler> services = new LinkedHashSet<>();
        agenda.due(now).forEach(instance -> services.add(instance.history().service()));
        return services;
    }
}

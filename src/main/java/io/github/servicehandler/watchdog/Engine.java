package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what to do: takes in what happened and what time it is, and returns what follows from that by the rules. It has no thread, no
 * clock and no I/O. Not thread-safe.
 */
final class Engine {

    private static final Logger log = LoggerFactory.getLogger(Watchdog.class);

    private final Ward ward;
    private final List<Rule> rules;
    private final RandomGenerator random;
    private final Map<String, List<Trial>> trials = new LinkedHashMap<>();
    private final Map<String, Set<Trial>> concerned = new HashMap<>();
    private final Agenda agenda = new Agenda();
    private final Map<String, StateCopy.OfUnit> copies = new HashMap<>();

    Engine(List<Rule> rules, Ward ward, RandomGenerator random) {
        this.ward = ward;
        this.rules = List.copyOf(rules);
        this.random = random;
        Map<String, List<Rule>> rulesOf = rulesOf(rules, ward.histories().keySet());
        RuleCheck.check(rules, rulesOf);
        ward.histories().forEach((unit, history) -> {
            List<Trial> own = rulesOf.getOrDefault(unit, List.of()).stream()
                    .map(rule -> new Trial(rule, history, ward, random))
                    .toList();
            trials.put(unit, own);
            own.forEach(this::index);
        });
    }

    private static Map<String, List<Rule>> rulesOf(List<Rule> rules, Set<String> units) {
        Map<String, List<Rule>> rulesOf = new LinkedHashMap<>();
        units.forEach(unit -> rulesOf.put(unit, new ArrayList<>()));
        rules.forEach(rule -> rule.among(units)
                .forEach(unit -> Objects.requireNonNull(rulesOf.get(unit)).add(rule)));
        return rulesOf;
    }

    private void index(Trial trial) {
        Set<String> units = new LinkedHashSet<>(trial.rule().condition().others());
        units.addAll(trial.rule().restraint().needs());
        units.add(trial.unit());
        // what is done about one of them holds it back
        trial.rule().stages().forEach(stage -> units.addAll(stage.affects(trial.unit())));
        units.forEach(unit ->
                concerned.computeIfAbsent(unit, key -> new LinkedHashSet<>()).add(trial));
    }

    List<Rule> rules() {
        return rules;
    }

    Ward ward() {
        return ward;
    }

    void forEachTrial(BiConsumer<String, Trial> consumer) {
        trials.forEach((unit, all) -> all.forEach(trial -> consumer.accept(unit, trial)));
    }

    /** Returns what is to be kept of each service. Only what has changed since it was asked for last is copied again. */
    List<StateCopy.OfUnit> copies() {
        List<StateCopy.OfUnit> all = new ArrayList<>();
        trials.forEach((unit, own) -> all.add(copies.computeIfAbsent(
                unit, key -> StateCopy.OfUnit.of(unit, ward.guard(unit), ward.history(unit), own))));
        return all;
    }

    /** Takes note of how a service is. */
    Decisions observe(ServiceHandler service, ServiceStatus status, Instant now) {
        return about(unit(service), now, history -> history.observe(status, now));
    }

    /** Takes note of how services were found beside what the watch tells. */
    Decisions answer(Map<ServiceHandler, ServiceStatus> seen, Instant now) {
        Decisions decisions = new Decisions();
        Set<String> units = new LinkedHashSet<>();
        seen.keySet().forEach(service -> units.add(unit(service)));
        answer(seen, units, now, decisions);
        return decisions;
    }

    /** Takes note of what a status has become since it was told of. */
    void refine(ServiceHandler service, ServiceStatus status) {
        ward.history(unit(service)).refine(status);
    }

    /** Takes note of a service's manager not being heard any more. */
    Decisions lose(ServiceHandler service, Instant now) {
        return about(unit(service), now, ServiceHistory::lose);
    }

    /** Takes note of what a sensor read. */
    Decisions read(ServiceHandler service, Sensor sensor, Reading reading, Instant now) {
        return about(unit(service), now, history -> history.read(sensor, reading));
    }

    /** Takes note of a service's journal being followed from now on. */
    Decisions listen(ServiceHandler service, Instant now) {
        return about(unit(service), now, history -> history.listen(now));
    }

    /** Returns what has to be read of each service. */
    Map<ServiceHandler, Set<Sensor>> sensors() {
        return collect(condition -> Set.copyOf(condition.sensors()));
    }

    /** Returns what has to be looked for in the journal of each service. */
    Map<ServiceHandler, Set<LinePattern>> patterns() {
        return collect(Condition::patterns);
    }

    private <T> Map<ServiceHandler, Set<T>> collect(Function<Condition, Set<T>> question) {
        Map<ServiceHandler, Set<T>> found = new LinkedHashMap<>();
        forEachTrial((unit, trial) -> {
            Set<T> some = question.apply(trial.rule().condition());
            if (!some.isEmpty()) {
                found.computeIfAbsent(trial.history().service(), key -> new LinkedHashSet<>())
                        .addAll(some);
            }
        });
        return found;
    }

    /** Takes note of a line that matches a pattern. */
    Decisions line(ServiceHandler service, LinePattern pattern, Instant at, Instant now) {
        return about(
                unit(service), now, history -> history.lines(pattern.text()).add(at));
    }

    private Decisions about(String unit, Instant now, Consumer<ServiceHistory> note) {
        Decisions decisions = new Decisions();
        ServiceHistory history = ward.history(unit);
        copies.remove(unit);
        note.accept(history);
        ward.noteUp(unit);
        try {
            decideAbout(unit, now, decisions);
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
        Map<String, Trial> old = new HashMap<>();
        forEachTrial((unit, trial) -> old.put(trial.rule().name() + " " + unit, trial));
        fresh.forEachTrial((unit, trial) -> {
            Trial before = old.get(trial.rule().name() + " " + unit);
            if (before != null) {
                trial.succeed(before);
            }
        });
        // the journals are followed anew: nobody knows yet how long new patterns have not been seen
        ward.histories().values().forEach(ServiceHistory::stopListening);
        return fresh;
    }

    /** Forgets what was tried for a service. */
    void forget(ServiceHandler service) {
        trials.getOrDefault(unit(service), List.of()).forEach(Trial::beginAnew);
    }

    /** Takes note of restraints having been changed. */
    void adjusted() {
        copies.clear();
    }

    /** Asks all rules, as when restraints have changed. */
    Decisions review(Instant now) {
        Decisions decisions = new Decisions();
        trials.keySet().forEach(unit -> decideOwn(unit, now, decisions));
        return decisions;
    }

    /**
     * Takes note of an order being carried out from now on, unless somebody has stopped the service, begun maintenance or removed the
     * rule since it was decided: it is taken back then.
     *
     * @param decisions is told of that
     * @return whether it is to be carried out
     */
    boolean begin(Order order, Instant now, Decisions decisions) {
        Optional<Trial> trial = trialOf(order);
        if (trial.isEmpty()) {
            decisions.add(new WatchdogEvent.Noted("not done, as its rule was removed: " + order.fired(), now));
        }
        if (trial.isEmpty() || trial.get().takesBack(order, now, decisions)) {
            undo(order);
            answer(Map.of(), order.affected(), now, decisions);
            return false;
        }
        trial.get().begin(order.stage());
        order.affected().forEach(copies::remove);
        // should their start fail, they are not taken for services that somebody else has stopped
        order.others().stream()
                .filter(unit -> ward.history(unit).state().isActive())
                .forEach(unit -> ward.guard(unit).stoppedByRule(true));
        // what somebody has stopped stays that, whatever else is done about it
        if (order.stage().orders() && !Holds.isStoppedCleanly(ward.history(unit(order.service())))) {
            ward.guard(unit(order.service())).stoppedByRule(true);
        }
        return true;
    }

    /** Takes back what the decision alone has changed. */
    private void undo(Order order) {
        if (order.stage().orders()) {
            ward.firings().remove(order.fired().at());
        }
        endQuarantine(order);
        free(order, Instant.MIN);
    }

    /** Ends the quarantine that came with the decision, and no other. */
    private void endQuarantine(Order order) {
        if (order.quarantines()) {
            ward.guard(unit(order.service())).endQuarantineBy(order.rule().name());
        }
    }

    /** Nothing is being done any more about what it concerned. */
    private void free(Order order, Instant graceUntil) {
        if (order.stage().orders()) {
            order.affected().forEach(unit -> ward.guard(unit).end(graceUntil));
        }
    }

    /** Returns what decided it; empty if its rule is no more. */
    private Optional<Trial> trialOf(Order order) {
        return trials.getOrDefault(unit(order.service()), List.of()).stream()
                .filter(trial -> trial.rule().name().equals(order.rule().name()))
                .findFirst();
    }

    /**
     * Takes note of an order having been carried out as far as it went.
     *
     * @param seen how services were afterwards
     * @param done how many of its actions succeeded; none was tried after one that did not
     */
    Decisions ended(Order order, Map<ServiceHandler, ServiceStatus> seen, int done, Instant now) {
        Duration grace = order.rule().restraint().grace();
        free(order, grace.isZero() ? Instant.MIN : now.plus(grace));
        if (order.stage().has(Action.Kind.DOWN)) {
            ward.guard(unit(order.service())).stoppedByRule(true);
        }
        if (!order.stage().hasAmongFirst(done, Action.Kind.QUARANTINE)) {
            endQuarantine(order);
        }
        trialOf(order).ifPresent(trial -> trial.ended(order.stage().isWhole(done), now));
        Decisions decisions = new Decisions();
        answer(seen, order.affected(), now, decisions);
        return decisions;
    }

    private void answer(Map<ServiceHandler, ServiceStatus> seen, Set<String> units, Instant now, Decisions decisions) {
        seen.forEach((service, status) -> ward.history(unit(service)).answered(status, now));
        units.forEach(copies::remove);
        units.forEach(ward::noteUp);
        // each once, also one that two of them concern
        Set<Trial> trialsOfAll = new LinkedHashSet<>();
        units.forEach(unit -> trialsOfAll.addAll(concerned.getOrDefault(unit, Set.of())));
        trialsOfAll.forEach(trial -> decide(trial, now, decisions));
        units.forEach(unit -> ward.history(unit).settle());
    }

    private void decideAbout(String unit, Instant now, Decisions decisions) {
        concerned.getOrDefault(unit, Set.of()).forEach(trial -> decide(trial, now, decisions));
    }

    private void decideOwn(String unit, Instant now, Decisions decisions) {
        trials.getOrDefault(unit, List.of()).forEach(trial -> decide(trial, now, decisions));
    }

    private void decide(Trial trial, Instant now, Decisions decisions) {
        try {
            trial.decide(now, decisions);
        } catch (RuntimeException | StackOverflowError | AssertionError | LinkageError e) {
            // somebody's predicate: what is wrong with one rule must not take the others' decisions with it
            log.warn("rule {} could not be asked about {}", trial.rule().name(), trial.unit(), e);
        }
        copies.remove(trial.unit());
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

    private static String unit(ServiceHandler service) {
        return service.unitName().toString();
    }
}

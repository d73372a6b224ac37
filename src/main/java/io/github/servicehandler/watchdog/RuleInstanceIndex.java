package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.unit.UnitName;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** All rule instances, by their service and by the services whose changes affect them. Not thread-safe. */
final class RuleInstanceIndex {

    private final Map<UnitName, List<RuleInstance>> instances = new LinkedHashMap<>();
    private final Map<UnitName, Set<RuleInstance>> affected = new HashMap<>();

    /** Adds all rule instances of a service, in the order of their rules. */
    void add(UnitName unit, List<RuleInstance> own) {
        instances.put(unit, List.copyOf(own));
        own.forEach(instance -> unitsAffecting(instance)
                .forEach(other -> affected.computeIfAbsent(other, key -> new LinkedHashSet<>())
                        .add(instance)));
    }

    private static Set<UnitName> unitsAffecting(RuleInstance instance) {
        Set<UnitName> units = new LinkedHashSet<>(instance.rule().condition().others());
        instance.rule().limits().needs().forEach(needed -> units.add(needed.watchedUnit()));
        units.add(instance.unit());
        // a step run on one of these services holds the rule back
        instance.rule().steps().forEach(step -> units.addAll(step.affects(instance.unit())));
        return units;
    }

    /** Returns the names of all services. */
    Set<UnitName> units() {
        return instances.keySet();
    }

    /** Returns the rule instances of a service. */
    List<RuleInstance> of(UnitName unit) {
        return instances.getOrDefault(unit, List.of());
    }

    /** Returns the instance of a rule for a service; empty if there is no such rule. */
    Optional<RuleInstance> find(UnitName unit, String rule) {
        return of(unit).stream()
                .filter(instance -> instance.rule().name().equals(rule))
                .findFirst();
    }

    /** Returns the rule instances that a change of a service affects. */
    Set<RuleInstance> affectedBy(UnitName unit) {
        return affected.getOrDefault(unit, Set.of());
    }

    /** Returns the rule instances that a change of one of the services affects, each once. */
    Set<RuleInstance> affectedBy(Collection<UnitName> units) {
        Set<RuleInstance> found = new LinkedHashSet<>();
        units.forEach(unit -> found.addAll(affectedBy(unit)));
        return found;
    }

    void forEach(Consumer<RuleInstance> consumer) {
        instances.values().forEach(own -> own.forEach(consumer));
    }

    /** Collects what the conditions of all rules need, by service. Services without such needs are left out. */
    <T> Map<ServiceHandler, Set<T>> collect(Function<Condition, Collection<T>> needed) {
        Map<ServiceHandler, Set<T>> found = new LinkedHashMap<>();
        forEach(instance -> {
            Collection<T> some = needed.apply(instance.rule().condition());
            if (!some.isEmpty()) {
                found.computeIfAbsent(instance.history().service(), key -> new LinkedHashSet<>())
                        .addAll(some);
            }
        });
        return found;
    }
}

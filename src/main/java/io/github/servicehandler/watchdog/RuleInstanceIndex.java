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

/** All trials, by the service that they are about and by the services whose changes concern them. Not thread-safe. */
final class RuleInstanceIndex {

    private final Map<UnitName, List<RuleInstance>> instances = new LinkedHashMap<>();
    private final Map<UnitName, Set<RuleInstance>> concerned = new HashMap<>();

    /** Adds all trials of one service, in the order of their rules. */
    void add(UnitName unit, List<RuleInstance> own) {
        instances.put(unit, List.copyOf(own));
        own.forEach(instance -> unitsConcerning(instance)
                .forEach(other -> concerned
                        .computeIfAbsent(other, key -> new LinkedHashSet<>())
                        .add(instance)));
    }

    private static Set<UnitName> unitsConcerning(RuleInstance instance) {
        Set<UnitName> units = new LinkedHashSet<>(instance.rule().condition().others());
        units.addAll(instance.rule().limits().needs());
        units.add(instance.unit());
        // an order to one of these holds the trial back
        instance.rule().steps().forEach(step -> units.addAll(step.affects(instance.unit())));
        return units;
    }

    /** Returns the names of all services. */
    Set<UnitName> units() {
        return instances.keySet();
    }

    /** Returns the trials about a service. */
    List<RuleInstance> of(UnitName unit) {
        return instances.getOrDefault(unit, List.of());
    }

    /** Returns the trial of a rule for a service; empty if there is no such rule. */
    Optional<RuleInstance> find(UnitName unit, String rule) {
        return of(unit).stream()
                .filter(instance -> instance.rule().name().equals(rule))
                .findFirst();
    }

    /** Returns the trials for which a change of a service matters. */
    Set<RuleInstance> concernedBy(UnitName unit) {
        return concerned.getOrDefault(unit, Set.of());
    }

    /** Returns the trials for which a change of one of these services matters, each once. */
    Set<RuleInstance> concernedBy(Collection<UnitName> units) {
        Set<RuleInstance> found = new LinkedHashSet<>();
        units.forEach(unit -> found.addAll(concernedBy(unit)));
        return found;
    }

    void forEach(Consumer<RuleInstance> consumer) {
        instances.values().forEach(own -> own.forEach(consumer));
    }

    /**
     * Collects for each service what the conditions of its rules need; services for which they need nothing are left
     * out.
     */
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

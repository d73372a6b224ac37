package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.internal.text.DistinctNames;
import io.github.servicehandler.internal.text.VisibleText;
import io.github.servicehandler.unit.UnitName;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The watched services by their units and by their names for people, for the texts of rules. Immutable. */
final class ServiceNames {

    private final Map<UnitName, ServiceHandler> byUnit = new LinkedHashMap<>();
    private final Map<String, ServiceHandler> byName = new HashMap<>();

    /** @throws IllegalArgumentException if two services have the same name */
    ServiceNames(Collection<ServiceHandler> services) {
        DistinctNames names = new DistinctNames();
        for (ServiceHandler service : services) {
            names.add(service.name(), service.unitName().toString());
            byUnit.put(service.unitName(), service);
            byName.put(service.name(), service);
        }
    }

    /** Replaces the name of a watched service by its unit. An ambiguous text is left unchanged. */
    ServiceReference bind(ServiceReference reference) {
        ServiceHandler service = byName.getOrDefault(reference.text(), atUnit(reference.unit()));
        return service == null || ambiguity(reference).isPresent() ? reference : reference.to(service);
    }

    /** Replaces the name of a watched service by its unit. An ambiguous text is left unchanged. */
    ServicePattern bind(ServicePattern pattern) {
        ServiceHandler service = byName.get(pattern.text());
        return service == null || ambiguity(pattern).isPresent() ? pattern : pattern.to(service);
    }

    private @Nullable ServiceHandler atUnit(@Nullable UnitName unit) {
        return unit == null ? null : byUnit.get(unit);
    }

    /** Describes why it is not clear which service a text means; empty if it is clear. */
    Optional<String> ambiguity(ServiceReference reference) {
        return ambiguity(reference.text(), reference.unit() == null ? Set.of() : Set.of(reference.unit()));
    }

    /** Describes why it is not clear which services a text means; empty if it is clear. */
    Optional<String> ambiguity(ServicePattern pattern) {
        return ambiguity(pattern.text(), pattern.matching(byUnit.keySet()));
    }

    private Optional<String> ambiguity(String text, Set<UnitName> units) {
        ServiceHandler named = byName.get(text);
        if (named == null) {
            return Optional.empty();
        }
        return units.stream()
                .filter(unit -> byUnit.containsKey(unit) && !unit.equals(named.unitName()))
                .findFirst()
                .map(unit -> "refers to " + VisibleText.quoted(text) + ", which is the name of " + named.unitName()
                        + " but also stands for " + unit + "; write the unit that is meant with its type");
    }

    Set<UnitName> units() {
        return byUnit.keySet();
    }

    /** Returns the watched service whose name or complete unit a text is. */
    Optional<ServiceHandler> find(String text) {
        return UnitNameLookup.exact(text).map(byUnit::get).or(() -> Optional.ofNullable(byName.get(text)));
    }

    /** Returns the name of a service for people. */
    String name(UnitName unit) {
        ServiceHandler service = byUnit.get(unit);
        return service == null ? unit.toString() : service.name();
    }

    /** Returns the texts that rules may use for the services. */
    List<String> texts() {
        return byUnit.values().stream()
                .flatMap(service -> Stream.of(
                        service.name().replaceAll("\\.service$", ""),
                        service.unitName().toString().replaceAll("\\.service$", "")))
                .distinct()
                .toList();
    }

    /** Returns the names and units of all services. */
    @Override
    public String toString() {
        return byUnit.values().stream().map(ServiceHandler::fullName).toList().toString();
    }
}

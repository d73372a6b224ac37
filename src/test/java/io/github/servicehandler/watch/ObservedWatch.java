package io.github.servicehandler.watch;

import io.github.servicehandler.ServiceState;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.unit.UnitPattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A watch by pattern whose events are checked: those of each unit must form a chain. */
final class ObservedWatch implements AutoCloseable {

    private final String pattern;
    private final Watch watch;
    private final List<String> brokenChains = new ArrayList<>();
    private final Map<String, ServiceState> states = new HashMap<>();
    private final Set<String> added = new TreeSet<>();
    private final Set<String> removed = new TreeSet<>();
    private int events;

    ObservedWatch(Systemd systemd, String pattern) {
        this.pattern = pattern;
        this.watch = Watch.all(systemd, pattern);
        watch.onEvent(this::accept, Runnable::run);
        watch.statuses()
                .forEach((handler, status) -> states.put(handler.unitName().toString(), status.state()));
    }

    private synchronized void accept(UnitEvent event) {
        events++;
        if (event instanceof UnitEvent.Added appeared) {
            String unit = appeared.service().unitName().toString();
            check(states.put(unit, appeared.status().state()) == null, event, "the unit was there");
            added.add(unit);
        } else if (event instanceof UnitEvent.Removed gone) {
            String unit = gone.service().unitName().toString();
            check(states.remove(unit) != null, event, "the unit was not there");
            removed.add(unit);
        } else if (event instanceof UnitEvent.StateChanged changed) {
            String unit = changed.service().unitName().toString();
            check(states.put(unit, changed.change().to()) == changed.change().from(), event, "the chain is broken");
        }
    }

    private void check(boolean isLawful, UnitEvent event, String law) {
        if (!isLawful) {
            brokenChains.add(event + ": " + law);
        }
    }

    boolean matches(String unit) {
        return UnitPattern.of(pattern).matches(unit);
    }

    /** Returns how many events have arrived. */
    synchronized int events() {
        return events;
    }

    /** Returns a law that the events break: a broken chain, or a unit that was there for a moment and not reported. */
    synchronized Optional<String> brokenLaw(Set<String> shortLived) {
        if (!brokenChains.isEmpty()) {
            return Optional.of(this + ": " + brokenChains);
        }
        return shortLived.stream()
                .filter(this::matches)
                .filter(unit -> !added.contains(unit) || !removed.contains(unit))
                .map(unit -> this + ": " + unit + " was there for a moment and was not reported")
                .findFirst();
    }

    /** Returns the states of the units, by name. */
    Map<String, ServiceState> states() {
        return watch.statuses().entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().unitName().toString(),
                        entry -> entry.getValue().state()));
    }

    /** Returns the states to which the events have led. */
    synchronized Map<String, ServiceState> statesByEvents() {
        return Map.copyOf(states);
    }

    String pattern() {
        return pattern;
    }

    @Override
    public void close() {
        watch.close();
    }

    @Override
    public String toString() {
        return "watch of " + pattern;
    }
}

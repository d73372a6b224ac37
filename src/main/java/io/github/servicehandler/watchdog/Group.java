package io.github.servicehandler.watchdog;

import io.github.servicehandler.Outcome;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.Verb;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.unit.UnitName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Is a group of services that are restarted together.
 *
 * @param strategy which of them
 * @param units their names, each after those that it depends on
 */
record Group(Strategy strategy, List<String> units) {

    static final Group NONE = new Group(Strategy.ONE_FOR_ONE, List.of());

    static Group of(Strategy strategy, List<String> names) {
        List<String> units =
                names.stream().map(name -> UnitName.of(name).toString()).toList();
        if (units.isEmpty() || new HashSet<>(units).size() < units.size()) {
            throw new IllegalArgumentException("a group names one service at least, and each once, not " + units);
        }
        return new Group(strategy, units);
    }

    /** Returns those to be restarted when one is. */
    List<String> affectedBy(String unit) {
        int index = units.indexOf(unit);
        if (index < 0 || strategy == Strategy.ONE_FOR_ONE) {
            return List.of(unit);
        }
        return strategy == Strategy.ONE_FOR_ALL ? units : units.subList(index, units.size());
    }

    /** Restarts them: one order to each, since a later one must not be started when an earlier one could not. */
    Deed.Result restart(Deed.Target target) {
        List<ServiceHandler> affected = affectedBy(target);
        List<ServiceHandler> reversed = new ArrayList<>(affected);
        Collections.reverse(reversed);
        Map<ServiceHandler, ServiceStatus> seen = new LinkedHashMap<>();
        Deed.Result stopped = perform(Verb.STOP, reversed, seen);
        return stopped.succeeded() ? perform(Verb.START, affected, seen) : stopped;
    }

    private List<ServiceHandler> affectedBy(Deed.Target target) {
        String cause = target.service().unitName().toString();
        List<ServiceHandler> affected = new ArrayList<>();
        for (String unit : affectedBy(cause)) {
            ServiceHandler service = target.watched().apply(unit);
            if (unit.equals(cause) || isAffected(target, unit, service)) {
                affected.add(service);
            }
        }
        return affected;
    }

    /** What somebody has stopped stays down, but not what an earlier attempt could not start again. */
    private static boolean isAffected(Deed.Target target, String unit, ServiceHandler service) {
        return !target.leftAlone().test(unit)
                && (target.stoppedByRule().test(unit)
                        || !service.status().state().isDown());
    }

    private static Deed.Result perform(
            Verb verb, List<ServiceHandler> services, Map<ServiceHandler, ServiceStatus> seen) {
        for (ServiceHandler service : services) {
            try {
                Outcome outcome = service.perform(verb);
                seen.put(service, outcome.after());
                if (!Deed.succeeded(outcome)) {
                    return new Deed.Result(false, service + ": " + Deed.firstLine(outcome), seen);
                }
            } catch (CommandException e) {
                // how the others were left must be known all the same
                return new Deed.Result(false, service + ": " + e.getMessage(), seen);
            }
        }
        return new Deed.Result(true, "restarted " + services, seen);
    }

    @Override
    public String toString() {
        return strategy.name().toLowerCase(Locale.ROOT).replace('_', '-') + " (" + Words.quoted(units) + ")";
    }
}

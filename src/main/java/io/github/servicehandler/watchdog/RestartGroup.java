package io.github.servicehandler.watchdog;

import io.github.servicehandler.Outcome;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.Verb;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.unit.UnitName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A group of services that are restarted together.
 *
 * @param strategy the services of the group to restart
 * @param services the services, each after those that it depends on
 */
record RestartGroup(RestartStrategy strategy, List<ServiceReference> services) {

    static final RestartGroup NONE = new RestartGroup(RestartStrategy.ONE_FOR_ONE, List.of());

    static RestartGroup of(RestartStrategy strategy, List<String> names) {
        RestartGroup group = new RestartGroup(
                strategy, names.stream().map(ServiceReference::of).toList());
        if (names.isEmpty() || group.hasDuplicates()) {
            throw new IllegalArgumentException(
                    "a group must have at least one service, and each service only once, but was " + group.services);
        }
        return group;
    }

    /** Returns whether a service is in the group twice, as far as its references have been replaced by units. */
    boolean hasDuplicates() {
        return services.stream().map(ServiceReference::shown).distinct().count() < services.size();
    }

    /** Returns the group with the names of watched services replaced by their units. */
    RestartGroup bind(ServiceNames names) {
        return new RestartGroup(strategy, services.stream().map(names::bind).toList());
    }

    /** Returns the units of a bound group. */
    List<UnitName> units() {
        return services.stream().map(ServiceReference::watchedUnit).toList();
    }

    /** Returns the services to restart when a rule fires for the given one. */
    List<UnitName> affectedBy(UnitName unit) {
        List<UnitName> units = units();
        int index = units.indexOf(unit);
        if (index < 0 || strategy == RestartStrategy.ONE_FOR_ONE) {
            return List.of(unit);
        }
        return strategy == RestartStrategy.ONE_FOR_ALL ? units : units.subList(index, units.size());
    }

    /** Restarts the services one by one, so that a later service is not started if an earlier one could not be. */
    ActionResult restart(ActionContext context) {
        List<ServiceHandler> affected = affectedBy(context);
        List<ServiceHandler> reversed = new ArrayList<>(affected);
        Collections.reverse(reversed);
        Map<ServiceHandler, ServiceStatus> seen = new LinkedHashMap<>();
        String problem = performAll(Verb.STOP, reversed, context, seen);
        if (problem == null) {
            problem = performAll(Verb.START, affected, context, seen);
        }
        if (problem == null && context.mustStayDown(context.service())) {
            problem = problem(context.service(), Action.STOPPED_MEANWHILE);
        }
        return problem == null
                ? new ActionResult(true, "restarted " + upAgain(affected, context), seen)
                : new ActionResult(false, problem, seen);
    }

    private static List<ServiceHandler> upAgain(List<ServiceHandler> affected, ActionContext context) {
        return affected.stream()
                .filter(service -> !context.mustStayDown(service))
                .toList();
    }

    private List<ServiceHandler> affectedBy(ActionContext context) {
        UnitName cause = context.service().unitName();
        List<ServiceHandler> affected = new ArrayList<>();
        for (UnitName unit : affectedBy(cause)) {
            ServiceHandler service = Objects.requireNonNull(context.services().get(unit));
            if (unit.equals(cause) || isAffected(service, context.flags())) {
                affected.add(service);
            }
        }
        return affected;
    }

    /**
     * Returns whether to restart another service of the group. A service that is down stays down, unless a rule has
     * stopped it: an earlier attempt may have failed to start it again.
     */
    private static boolean isAffected(ServiceHandler service, ServiceFlags flags) {
        UnitName unit = service.unitName();
        return !flags.isInMaintenanceOrQuarantine(unit)
                && (flags.isStoppedByRule(unit) || !service.status().state().isDown());
    }

    /** Returns what has gone wrong, or {@code null} if all went well. Later services are not tried after a problem. */
    private static @Nullable String performAll(
            Verb verb, List<ServiceHandler> services, ActionContext context, Map<ServiceHandler, ServiceStatus> seen) {
        for (ServiceHandler service : services) {
            // an operator may stop a service while others are restarted
            boolean isSkipped = verb.equals(Verb.START) && context.mustStayDown(service);
            String problem = isSkipped ? null : perform(verb, service, context, seen);
            if (problem != null) {
                return problem(service, problem);
            }
        }
        return null;
    }

    private static @Nullable String perform(
            Verb verb, ServiceHandler service, ActionContext context, Map<ServiceHandler, ServiceStatus> seen) {
        try {
            Outcome outcome = context.order(verb, service);
            seen.put(service, outcome.after());
            return ActionResult.isSuccess(outcome) ? null : ActionResult.summary(outcome);
        } catch (CommandException e) {
            // the statuses of the services before this one must be reported, too
            return e.getMessage();
        }
    }

    private static String problem(ServiceHandler service, String problem) {
        return service + ": " + problem;
    }

    @Override
    public String toString() {
        return strategy.name().toLowerCase(Locale.ROOT).replace('_', '-') + " ("
                + services.stream().map(ServiceReference::toString).collect(Collectors.joining(", ")) + ")";
    }
}

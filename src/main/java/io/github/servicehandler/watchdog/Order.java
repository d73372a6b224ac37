package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.unit.UnitName;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Is what a rule that fired wants to have done.
 *
 * @param fired the decision
 * @param rule the rule
 * @param stage the step of its escalation
 * @param quarantines whether it puts its service in quarantine, where the rule had not put it before
 */
record Order(WatchdogEvent.Fired fired, Rule rule, Stage stage, boolean quarantines) {

    /** Returns the order of a step that a rule takes for a service. */
    static Order of(
            Rule rule,
            Stage stage,
            ServiceHandler service,
            int attempt,
            String evidence,
            boolean quarantines,
            Instant now) {
        List<String> actions = stage.actions().stream().map(Action::toString).toList();
        return new Order(
                new WatchdogEvent.Fired(rule.name(), service, actions, attempt, evidence, now),
                rule,
                stage,
                quarantines);
    }

    ServiceHandler service() {
        return fired.service();
    }

    /** Returns the names of the services that it restarts with its own. */
    Set<UnitName> others() {
        Set<UnitName> others = affected();
        others.remove(service().unit());
        return others;
    }

    /** Returns the names of all services that it may change. */
    Set<UnitName> affected() {
        return stage.affects(service().unit());
    }
}

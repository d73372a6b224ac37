package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
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

    ServiceHandler service() {
        return fired.service();
    }

    /** Returns the names of the services that it restarts with its own. */
    Set<String> others() {
        Set<String> others = affected();
        others.remove(service().unitName().toString());
        return others;
    }

    /** Returns the names of all services that it may change. */
    Set<String> affected() {
        return stage.affects(service().unitName().toString());
    }
}

package io.github.servicehandler.watchdog;

import io.github.servicehandler.Outcome;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceStatus;
import java.util.Map;

/**
 * The result of an action.
 *
 * @param succeeded whether the action succeeded
 * @param detail details of the result, for people to read; may be empty
 * @param seen the statuses of the services that the action changed, afterwards
 */
record ActionResult(boolean succeeded, String detail, Map<ServiceHandler, ServiceStatus> seen) {

    static ActionResult success(String detail) {
        return new ActionResult(true, detail, Map.of());
    }

    static ActionResult failure(String detail) {
        return new ActionResult(false, detail, Map.of());
    }

    /** Returns this result with the status of a service. */
    ActionResult seeing(ServiceHandler service, ServiceStatus status) {
        return new ActionResult(succeeded, detail, Map.of(service, status));
    }

    static ActionResult of(ServiceHandler service, Outcome outcome) {
        return new ActionResult(isSuccess(outcome), summary(outcome), Map.of(service, outcome.after()));
    }

    static boolean isSuccess(Outcome outcome) {
        return outcome.kind() != Outcome.Kind.FAILED;
    }

    /** Returns the first line of an outcome's text. */
    static String summary(Outcome outcome) {
        return outcome.toString().lines().findFirst().orElse("");
    }
}

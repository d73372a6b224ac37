package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceStatus;
import java.util.Map;

/**
 * The statuses that were queried beside the watch. They are valid only if contact with the manager has not been lost
 * since: the loss is reported once, so nothing would correct an outdated status later.
 */
@FunctionalInterface
interface QueriedStatuses {

    /** Returns the statuses that are valid at this moment. */
    Map<ServiceHandler, ServiceStatus> stillValid();
}

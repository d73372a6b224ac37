package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceStatus;
import java.util.Map;

/**
 * Statuses that were asked for beside the watch. They count only if contact with the manager has not been lost since:
 * the loss is reported once, so that nothing would correct such a status later.
 */
@FunctionalInterface
interface QueriedStatuses {

    /** Returns the statuses that count at this moment. */
    Map<ServiceHandler, ServiceStatus> stillValid();
}

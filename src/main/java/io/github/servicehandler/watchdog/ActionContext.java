package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.unit.UnitName;
import java.util.Map;

/**
 * What an action is done to, and why.
 *
 * @param service the service
 * @param fired the decision
 * @param services all services that the order may change, by their names
 * @param flags answers for the moment at which it is asked, since an action may wait for a long time
 */
record ActionContext(
        ServiceHandler service,
        WatchdogEvent.Fired fired,
        Map<UnitName, ServiceHandler> services,
        ServiceFlags flags) {}

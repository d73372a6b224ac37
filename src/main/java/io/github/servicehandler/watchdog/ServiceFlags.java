package io.github.servicehandler.watchdog;

import io.github.servicehandler.unit.UnitName;

/** What rules and the operator have done to services so far. Thread-safe. */
interface ServiceFlags {

    /** Returns whether a service is in maintenance or quarantine. */
    boolean isInMaintenanceOrQuarantine(UnitName unit);

    /** Returns whether a service is down because of a rule. */
    boolean isStoppedByRule(UnitName unit);
}

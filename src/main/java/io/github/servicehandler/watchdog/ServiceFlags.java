package io.github.servicehandler.watchdog;

import io.github.servicehandler.unit.UnitName;

/** The marks that rules and the operator have put on services. Thread-safe. */
interface ServiceFlags {

    /** Returns whether a service is in maintenance or quarantine. */
    boolean isInMaintenanceOrQuarantine(UnitName unit);

    /** Returns whether a service is down because of a rule. */
    boolean isStoppedByRule(UnitName unit);

    /** Records that a rule is about to order a stop of a service. */
    void stopOrdered(UnitName unit);
}

package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.unit.UnitName;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The marks that rules and the operator have put on services. Thread-safe. */
interface ServiceFlags {

    /** Returns whether a service is in maintenance or quarantine. */
    boolean isInMaintenanceOrQuarantine(UnitName unit);

    /** Returns whether a service is down because of a rule. */
    boolean isStoppedByRule(UnitName unit);

    /** Returns whether something other than a rule has stopped a service. */
    boolean isStoppedByOther(UnitName unit);

    /** Records that a rule is about to order a stop of a service. */
    void stopOrdered(UnitName unit);

    /** Records that a step begins to run a program or a function of the user, which may stop services. */
    void programBegins(WatchdogEvent.Fired decision, Collection<UnitName> units);

    /**
     * Records that the program or the function has ended, or has been running for so long that it no longer counts.
     *
     * @param after the status of the service of the decision afterwards; {@code null} if it is not known
     */
    void programEnds(WatchdogEvent.Fired decision, Collection<UnitName> units, @Nullable ServiceStatus after);
}

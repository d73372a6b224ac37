package io.github.servicehandler.watch;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.unit.UnitPattern;
import java.util.List;
import java.util.Set;

/** A {@link Watch} as the hub of one of its managers sees it. */
interface HubListener {

    /** Returns the units that are watched by name, whether they exist or not. */
    Set<UnitName> names();

    /** Returns the patterns for units that are watched while they exist. */
    List<UnitPattern> patterns();

    /** Receives a status and the events that it causes. Called under a lock, so it must call no listener. */
    void receive(ServiceHandler service, ServiceStatus status, List<UnitEvent> events);

    /** Receives the removal of a unit. Called under a lock, so it must call no listener. */
    void remove(ServiceHandler service, UnitEvent event);

    /** Receives an event of the manager itself. Called under a lock, so it must call no listener. */
    void receive(UnitEvent event);

    /** Notifies the listeners of what was received. Called without holding a lock. */
    void notifyListeners();
}

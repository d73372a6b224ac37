package io.github.servicehandler.watch;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.unit.UnitName;
import java.util.List;
import java.util.Set;

/** Is who wants to know of some of a manager's units: what a {@link Watch} is to each of its managers. */
interface Watcher {

    /** Returns the units that are watched by name, whether they exist or not. */
    Set<UnitName> names();

    /** Returns the patterns of the units that are watched as soon as they exist. */
    Patterns patterns();

    /** Takes over how a unit is and what is new of it, without calling anybody: a lock is held. */
    void take(ServiceHandler service, ServiceStatus status, List<WatchEvent> events);

    /** Takes over that a unit is gone, without calling anybody: a lock is held. */
    void drop(ServiceHandler service, WatchEvent event);

    /** Takes over what is new of the manager itself, without calling anybody: a lock is held. */
    void take(WatchEvent event);

    /** Tells the listeners what was taken over. No lock is held. */
    void tell();
}

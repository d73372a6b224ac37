package io.github.servicehandler.watch;

import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.unit.UnitName;
import java.util.Collection;

/** Hears what a {@link Source} has to tell. Called by one thread at a time, in the order in which things happened. */
interface Sink {

    /** Takes note of how a followed unit is; that it is as before does no harm. */
    void observed(UnitName unit, ServiceStatus status);

    /** Takes note of names of units that the manager knows, maybe since long. */
    void heardOf(Collection<String> names);

    /** Takes note of the manager having read all unit files again; what that changed has been observed. */
    void reloaded();

    /** Takes note of the source having ended by itself. */
    void lost(Source source, String reason);
}

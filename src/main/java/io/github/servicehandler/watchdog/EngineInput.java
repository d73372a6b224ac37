package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceStatus;
import java.time.Instant;
import java.util.Set;

/** The receiver of observations of services. Each observation may lead to decisions. Thread-safe. */
interface EngineInput {

    /** Reports a status that the watch has seen. */
    void observed(ServiceHandler service, ServiceStatus status);

    /** Reports the status of a service after a stop by a rule or by anything else. */
    void stopped(ServiceHandler service, ServiceStatus status);

    /** Reports statuses that were queried beside the watch. */
    void queried(QueriedStatuses answers);

    /** Reports that contact with a service's manager is lost. */
    void contactLost(ServiceHandler service);

    /** Reports a reading of a sensor. */
    void read(ServiceHandler service, Sensor sensor, SensorReading reading);

    /**
     * Reports that the journal of a service is followed from now on. For patterns that were searched for before, it has
     * been followed without a gap.
     *
     * @param patterns the patterns that are searched for
     */
    void journalFollowed(ServiceHandler service, Set<LinePattern> patterns);

    /** Reports that all lines that a service wrote before a moment have been reported. */
    void journalRead(ServiceHandler service, Instant until);

    /** Reports that the journal of a service is no longer followed. */
    void journalNotFollowed(ServiceHandler service);

    /**
     * Reports that a service has written a line that matches a pattern.
     *
     * @param at when the line was written, by the clock of the watchdog
     */
    void line(ServiceHandler service, LinePattern pattern, Instant at);
}

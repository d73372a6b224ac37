package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceStatus;
import java.time.Instant;

/** Where observations of services are reported. Each may lead to decisions. Thread-safe. */
interface EngineInput {

    /** Reports a status that the watch has seen. */
    void observed(ServiceHandler service, ServiceStatus status);

    /** Reports statuses that were read beside the watch. */
    void queried(QueriedStatuses answers);

    /** Reports that contact with a service's manager is lost. */
    void contactLost(ServiceHandler service);

    /** Reports what a sensor has read of a service. */
    void read(ServiceHandler service, Sensor sensor, SensorReading reading);

    /** Reports that a service's journal is followed from now on. */
    void journalFollowed(ServiceHandler service);

    /**
     * Reports that a service has written a line that matches a pattern.
     *
     * @param at when, by the clock of the watchdog
     */
    void line(ServiceHandler service, LinePattern pattern, Instant at);
}

package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.internal.cgroup.ControlGroupUsage.Meter;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Is what a probe has to go by.
 *
 * @param service the service
 * @param group reads something of its control group; empty if that cannot be seen from here
 * @param details asks for its status in detail; one look may serve several probes
 * @param previous what this probe read the last time
 * @param now the time, by the watchdog's clock
 * @param wall the time by the wall clock, as files have it
 */
record ProbeInput(
        ServiceHandler service,
        Function<Meter, OptionalLong> group,
        Supplier<ServiceStatus> details,
        @Nullable SensorReading previous,
        Instant now,
        Instant wall) {}

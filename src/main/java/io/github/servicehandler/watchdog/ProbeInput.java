package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceStatus;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Is what a probe has to go by.
 *
 * @param service the service
 * @param details asks for its status in detail; one look may serve several probes
 * @param previous what this probe read the last time
 * @param now the time, by the watchdog's clock
 * @param wall the time by the wall clock, as files have it
 */
record ProbeInput(
        ServiceHandler service,
        Supplier<ServiceStatus> details,
        @Nullable Reading previous,
        Instant now,
        Instant wall) {}

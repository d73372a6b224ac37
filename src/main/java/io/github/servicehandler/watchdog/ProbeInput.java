package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.internal.cgroup.ControlGroupUsage.Meter;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The input of a probe.
 *
 * @param service the service
 * @param group reads a value from the control group of the service; empty if the control group cannot be read here
 * @param previous the last reading of the same sensor in this run; {@code null} if there is none
 * @param baseline the last {@linkplain SensorReading#baseline baseline} of the sensor, also of earlier runs and
 *     programs; {@code null} if there is none
 * @param now the time, by the clock of the watchdog
 * @param wall the time by the wall clock, as for the times of files
 */
record ProbeInput(
        ServiceHandler service,
        Function<Meter, OptionalLong> group,
        @Nullable SensorReading previous,
        @Nullable Long baseline,
        Instant now,
        Instant wall) {}

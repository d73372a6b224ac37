package io.github.servicehandler.testing.internal.units;

import io.github.servicehandler.testing.internal.files.UnitSettings;
import io.github.servicehandler.testing.internal.time.Microseconds;

/**
 * The time limits for the jobs of a unit, in microseconds; see {@code JobTimeoutSec=} in systemd.unit(5).
 *
 * @param total the limit from the time when a job is queued; {@link Microseconds#INFINITY} for none
 * @param running the limit from the time when a job first runs; {@link Microseconds#INFINITY} for none
 */
public record JobTimeLimits(long total, long running) {

    public static JobTimeLimits of(UnitSettings settings) {
        long total = limit(settings, "JobTimeoutSec", Microseconds.INFINITY);
        return new JobTimeLimits(total, limit(settings, "JobRunningTimeoutSec", total));
    }

    private static long limit(UnitSettings settings, String key, long fallback) {
        long micros = settings.span("Unit", key, fallback);
        return micros == 0 ? Microseconds.INFINITY : micros;
    }
}

package io.github.servicehandler.testing.internal.services;

import io.github.servicehandler.testing.internal.files.UnitSettings;
import io.github.servicehandler.testing.internal.time.Microseconds;
import java.util.Optional;
import java.util.Set;

/**
 * When and through which states systemd restarts a service; see {@code RestartSec=} in systemd.service(5).
 *
 * @param delay the time before the first restart, in microseconds
 * @param maxDelay the time to which the delay grows; {@link Microseconds#INFINITY} if it does not grow
 * @param steps the number of restarts in which the delay grows to its maximum
 * @param mode {@code normal}, {@code direct} or {@code debug}
 */
public record RestartDelay(long delay, long maxDelay, int steps, String mode) {

    private static final int FIRST_WITH_STEPS = 254;

    static RestartDelay of(UnitSettings settings, int version) {
        long delay = settings.span("Service", "RestartSec", 100 * Microseconds.MILLISECOND);
        if (version < FIRST_WITH_STEPS) {
            return new RestartDelay(delay, Microseconds.INFINITY, 0, "normal");
        }
        return new RestartDelay(
                delay,
                settings.span("Service", "RestartMaxDelaySec", Microseconds.INFINITY),
                settings.lastParsed("Service", "RestartSteps", RestartDelay::parseSteps)
                        .orElse(0),
                settings.word("Service", "RestartMode", Set.of("normal", "direct", "debug"), "normal"));
    }

    private static Optional<Integer> parseSteps(String value) {
        return value.matches("[0-9]{1,9}") ? Optional.of(Integer.parseInt(value)) : Optional.empty();
    }

    /**
     * Returns the time before a restart, which grows exponentially.
     *
     * @param restart the number of the restart, counted from 1
     */
    public long delayBefore(int restart) {
        boolean grows = restart > 1 && steps > 0 && maxDelay != Microseconds.INFINITY && delay > 0 && delay < maxDelay;
        if (!grows) {
            return delay;
        }
        return restart > steps
                ? maxDelay
                : (long) (delay * Math.pow((double) maxDelay / delay, (restart - 1) / (double) steps));
    }

    /** Returns whether the service does not become failed or inactive before it is restarted. */
    boolean isDirect() {
        return mode.equals("direct");
    }
}

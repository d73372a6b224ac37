package io.github.servicehandler.watchdog;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Is what a rule has tried for a service, as far as it must outlive this program. Not thread-safe. */
final class TrialState {

    final Ring firings = new Ring();
    int attempts;
    Instant retryAt = Instant.EPOCH;
    boolean wasTrue;
    boolean pending;
    boolean gaveUp;

    @Nullable
    Instant quietSince;

    static TrialState fresh() {
        return new TrialState();
    }

    void fired(Instant now) {
        attempts++;
        firings.add(now);
        pending = false;
    }

    void forgetAttempts() {
        attempts = 0;
        gaveUp = false;
        quietSince = null;
    }
}

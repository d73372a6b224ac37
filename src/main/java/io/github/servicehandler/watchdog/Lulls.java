package io.github.servicehandler.watchdog;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The lulls of a problem: the times from an attempt that has helped until the problem came back. Immutable.
 *
 * @param since since when the problem has been away; {@code null} while it is there
 * @param longest the longest lull that has ended
 */
record Lulls(@Nullable Instant since, Duration longest) {

    static final Lulls NONE = new Lulls(null, Duration.ZERO);

    /** Returns the lulls after the problem has gone away; these, if it already had. */
    Lulls begun(Instant at) {
        return since == null ? new Lulls(at, longest) : this;
    }

    /** Returns the length of the present lull; zero while the problem is there. */
    Duration present(Instant now) {
        return since == null ? Duration.ZERO : Duration.between(since, now);
    }

    /** Returns the lulls after the problem has come back. After a lull beyond a limit, it counts as a new problem. */
    Lulls ended(Instant now, Duration limit) {
        Duration lull = present(now);
        return lull.compareTo(limit) > 0 ? NONE : new Lulls(null, StableTime.longer(longest, lull));
    }
}

package io.github.servicehandler.watchdog;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The periods in which a problem stayed away: each from an attempt that has helped until the problem came back.
 * Immutable.
 *
 * @param since the beginning of the present period; {@code null} while the problem is there
 * @param longest the length of the longest period that has ended
 */
record CalmPeriods(@Nullable Instant since, Duration longest) {

    static final CalmPeriods NONE = new CalmPeriods(null, Duration.ZERO);

    /** Returns the periods after the problem has gone away; these, if it already had. */
    CalmPeriods begun(Instant at) {
        return since == null ? new CalmPeriods(at, longest) : this;
    }

    /** Returns the length of the present period; zero while the problem is there. */
    Duration present(Instant now) {
        return since == null ? Duration.ZERO : Duration.between(since, now);
    }

    /** Returns the periods after the problem has come back. After a period beyond a limit, it is a new problem. */
    CalmPeriods ended(Instant now, Duration limit) {
        Duration period = present(now);
        return period.compareTo(limit) > 0 ? NONE : new CalmPeriods(null, StableTime.longer(longest, period));
    }
}

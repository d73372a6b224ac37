package io.github.servicehandler.watchdog;

import io.github.servicehandler.unit.UnitName;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The turns of services that rules start, stop or restart although they have not failed. At a time of day, for example,
 * all would be restarted in the same moment, so that none could answer. So they take turns, in the order in which they
 * ask. A turn is given back if nothing needs it any more. Not thread-safe.
 */
final class ServiceTurns {

    private static final Duration APART = Duration.ofSeconds(2);
    private static final Duration LONGEST_FOR_ALL = Duration.ofMinutes(5);

    private final Duration apart;
    private final Map<Waiter, Instant> reserved = new HashMap<>();
    private Instant lastTaken = Instant.EPOCH;
    private @Nullable UnitName lastTaker;
    private @Nullable Waiter asked;

    private record Waiter(String rule, UnitName unit) {}

    /** @param services the number of all services, which must not take too long together */
    ServiceTurns(int services) {
        Duration share = LONGEST_FOR_ALL.dividedBy(Math.max(1, services));
        apart = share.compareTo(APART) < 0 ? share : APART;
    }

    /** Returns the time from one turn to the next. */
    Duration apart() {
        return apart;
    }

    /** Returns the later time at which a rule has its turn for a service; {@code null} if it takes its turn now. */
    @Nullable
    Instant waitUntil(String rule, UnitName unit, Instant now) {
        Waiter waiter = new Waiter(rule, unit);
        Instant turn = reserved.computeIfAbsent(waiter, unused -> next(unit, now));
        if (now.isBefore(turn)) {
            asked = waiter;
            return turn;
        }
        reserved.remove(waiter);
        lastTaken = now;
        lastTaker = unit;
        return null;
    }

    private Instant next(UnitName unit, Instant now) {
        if (reserved.isEmpty() && lastTaker != null && lastTaker.equals(unit)) {
            // its next attempt, while no other service waits
            return now;
        }
        Instant last = reserved.values().stream().reduce(lastTaken, Times::later);
        return Times.later(now, last.plus(apart));
    }

    /** Gives back the turn of a rule for a service, unless the rule has asked for it in its present evaluation. */
    void evaluated(String rule, UnitName unit) {
        Waiter waiter = new Waiter(rule, unit);
        if (!waiter.equals(asked)) {
            reserved.remove(waiter);
        }
        asked = null;
    }

    /** Gives back all turns. */
    void clear() {
        reserved.clear();
    }
}

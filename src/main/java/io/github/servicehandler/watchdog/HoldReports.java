package io.github.servicehandler.watchdog;

import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.watchdog.HoldEvaluator.Held;
import io.github.servicehandler.watchdog.WatchdogEvent.Hold;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The reports of the reasons that hold back one rule for one service. A reason is reported once, and again if its end
 * has changed, the rule has fired, or its condition was false for the stable time of the rule. Not thread-safe.
 */
final class HoldReports {

    /** The reasons that were reported, with their ends; {@link Instant#MAX} for an unknown end. */
    private final Map<Hold, Instant> reported = new EnumMap<>(Hold.class);

    private @Nullable Instant falseSince;

    /** Reports a reason, unless it was reported before, or the rule is held back by its own step run. */
    void report(HoldEvaluator.Question question, Held held, String evidence, Decisions decisions) {
        String rule = question.rule().name();
        if (falseSince != null
                && !question.now().isBefore(falseSince.plus(question.state().stableTime(question.limits())))) {
            reported.clear();
        }
        falseSince = null;
        boolean own = held.hold() == Hold.BUSY
                && (question.state().running != null
                        || rule.equals(question.holds().busyWith()));
        Instant until = held.until() == null ? Instant.MAX : held.until();
        if (own || until.equals(reported.put(held.hold(), until))) {
            return;
        }
        if (held.hold() != Hold.BUSY) {
            // the next step of another rule is a reason of its own
            reported.remove(Hold.BUSY);
        }
        decisions.add(new WatchdogEvent.HeldBack(
                rule,
                question.history().service(),
                held.hold(),
                evidence + "; " + held.evidence(),
                Optional.ofNullable(held.until()),
                question.now()));
    }

    /** Records that the condition of the rule does not hold. */
    void conditionEnded(Instant now) {
        if (falseSince == null) {
            falseSince = now;
        }
    }

    /** Forgets maintenance and quarantine of a service, if they have ended. */
    void forgetEnded(SupervisedServices services, UnitName unit) {
        ServiceHolds holds = services.holds(unit);
        if (!services.isInMaintenance() && !holds.isInMaintenance()) {
            reported.remove(Hold.MAINTENANCE);
        }
        if (!holds.isQuarantined()) {
            reported.remove(Hold.QUARANTINE);
        }
    }

    /** Forgets all reasons, so that they are reported again. */
    void reset() {
        reported.clear();
    }
}

package io.github.servicehandler.watchdog;

import io.github.servicehandler.watchdog.HoldEvaluator.Held;
import io.github.servicehandler.watchdog.WatchdogEvent.Hold;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The reports of the reasons that hold back one rule for one service. A reason is reported only when it differs from
 * the one before, until the rule fires or its condition no longer holds. Not thread-safe.
 */
final class HoldReports {

    private @Nullable Hold lastReported;

    /** Reports a reason, unless it is the one that was reported last, or the rule is held back by its own step run. */
    void report(HoldEvaluator.Question question, Held held, String evidence, Decisions decisions) {
        String rule = question.rule().name();
        boolean own = held.hold() == Hold.BUSY && rule.equals(question.holds().busyWith());
        if (lastReported == held.hold() || own) {
            return;
        }
        lastReported = held.hold();
        decisions.add(new WatchdogEvent.HeldBack(
                rule,
                question.history().service(),
                held.hold(),
                evidence + "; " + held.evidence(),
                Optional.ofNullable(held.until()),
                question.now()));
    }

    /** Forgets the last reason, so that it can be reported again. */
    void reset() {
        lastReported = null;
    }
}

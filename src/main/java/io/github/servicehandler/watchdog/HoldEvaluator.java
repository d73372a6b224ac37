package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceState;
import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.internal.text.LocalTime;
import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.watchdog.WatchdogEvent.Hold;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The checks for reasons that hold a rule back. */
final class HoldEvaluator {

    /** The reasons that are expected to end soon: an event is kept until then, instead of being lost. */
    private static final Set<Hold> WAITED_OUT = Set.of(Hold.BUSY, Hold.GRACE, Hold.BACKOFF, Hold.NEEDS, Hold.TURN);

    /**
     * The checks, in the order in which their reasons are reported: decisions of a person come first. A turn comes
     * last, because to ask for one is to take or reserve it.
     */
    private static final List<Function<Question, @Nullable Held>> CHECKS = List.of(
            HoldEvaluator::maintenance,
            HoldEvaluator::quarantine,
            HoldEvaluator::otherWatchdog,
            HoldEvaluator::busy,
            HoldEvaluator::stopped,
            HoldEvaluator::leftToSystemd,
            HoldEvaluator::grace,
            HoldEvaluator::needs,
            HoldEvaluator::cooldown,
            HoldEvaluator::backoff,
            HoldEvaluator::budget,
            HoldEvaluator::globalBudget,
            HoldEvaluator::turn);

    private HoldEvaluator() {}

    /** A step that a rule is about to take, and everything that the checks need to know. */
    record Question(
            Rule rule,
            EscalationStep step,
            RuleInstanceState state,
            ServiceHistory history,
            SupervisedServices services,
            Instant now) {

        UnitName unit() {
            return history.service().unitName();
        }

        ServiceHolds holds() {
            return services.holds(unit());
        }

        RuleLimits limits() {
            return rule.limits();
        }
    }

    /** A reason that holds the rule back, with the time of its end, if that is known. */
    record Held(Hold hold, String evidence, @Nullable Instant until) {

        boolean isWaitedOut() {
            return WAITED_OUT.contains(hold);
        }
    }

    static @Nullable Held first(Question question) {
        for (Function<Question, @Nullable Held> check : CHECKS) {
            Held held = check.apply(question);
            if (held != null) {
                return held;
            }
        }
        return null;
    }

    /** Returns the reason that a person has caused since the decision, or {@code null} if there is none. */
    static @Nullable Held byPerson(Question question) {
        Held held = maintenance(question);
        return held != null ? held : stopped(question);
    }

    private static @Nullable Held maintenance(Question q) {
        boolean held = q.services.isInMaintenance() || q.holds().isInMaintenance();
        return held ? new Held(Hold.MAINTENANCE, "in maintenance", null) : null;
    }

    private static @Nullable Held quarantine(Question q) {
        boolean held = q.step.hasOrder() && q.holds().isQuarantined();
        return held ? new Held(Hold.QUARANTINE, "in quarantine until released", null) : null;
    }

    private static @Nullable Held otherWatchdog(Question q) {
        if (!q.step.hasOrder()) {
            return null;
        }
        return q.step.affects(q.unit()).stream()
                .flatMap(unit -> Optional.ofNullable(q.services.holds(unit).claimedBy())
                        .map(other -> new Held(Hold.OTHER_WATCHDOG, other + " supervises " + unit, null))
                        .stream())
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Held stopped(Question q) {
        if (!q.step.has(Action.Kind.UP)
                || q.limits().evenIfStopped()
                || q.holds().isStoppedByRule()) {
            return null;
        }
        if (q.holds().isStoppedByOther()) {
            return new Held(Hold.STOPPED, "it was stopped, and not by a rule", null);
        }
        return q.history
                .status()
                .filter(StopEvidence::isStopped)
                .map(status -> new Held(Hold.STOPPED, whyStopped(status), null))
                .orElse(null);
    }

    private static String whyStopped(ServiceStatus status) {
        return status.state() == ServiceState.ERROR
                ? "it ended because it was stopped, and not by a rule"
                : "it is down, did not fail, and was not stopped by a rule";
    }

    private static @Nullable Held leftToSystemd(Question q) {
        boolean held = q.step.hasOrder()
                && !q.limits().evenIfSystemdRestarts()
                && q.history.state() == ServiceState.RESTARTING;
        return held ? new Held(Hold.LEFT_TO_SYSTEMD, "systemd is about to restart it", null) : null;
    }

    private static @Nullable Held busy(Question q) {
        if (q.state.running != null) {
            return new Held(Hold.BUSY, "the last step of the rule has not ended", null);
        }
        // a later step is taken because those before it did not help, which is not known while a rule is working
        if (!q.step.hasOrder() && q.step.equals(q.rule.steps().get(0))) {
            return null;
        }
        return q.step.affects(q.unit()).stream()
                .flatMap(unit -> Optional.ofNullable(q.services.holds(unit).busyWith())
                        .map(rule -> new Held(
                                Hold.BUSY,
                                "rule " + rule + " is working on "
                                        + q.services.names().name(unit),
                                null))
                        .stream())
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Held grace(Question q) {
        Instant until = q.holds().graceUntil();
        boolean held = q.step.hasOrder() && q.now.isBefore(until);
        return held ? new Held(Hold.GRACE, "a rule has acted on it", until) : null;
    }

    private static @Nullable Held needs(Question q) {
        return q.limits().needs().stream()
                .map(needed -> q.services.history(needed.watchedUnit()))
                .filter(history -> !history.state().isActive())
                .findFirst()
                .map(history ->
                        new Held(Hold.NEEDS, "needs " + history.service() + ", which is " + history.state(), null))
                .orElse(null);
    }

    private static @Nullable Held cooldown(Question q) {
        if (q.limits().cooldown().isZero()) {
            return null;
        }
        Instant last = q.state.firings.last();
        Instant until = last.plus(q.limits().cooldown());
        return q.now.isBefore(until) ? new Held(Hold.COOLDOWN, "last fired at " + LocalTime.format(last), until) : null;
    }

    private static @Nullable Held backoff(Question q) {
        Instant until = q.state.retryAt;
        boolean held = q.state.attempts > 0 && q.now.isBefore(until);
        return held ? new Held(Hold.BACKOFF, "attempts so far: " + q.state.attempts, until) : null;
    }

    private static @Nullable Held budget(Question q) {
        FiringBudget budget = q.limits().budget();
        Instant until = q.state.firings.fewerThan(budget.times(), budget.period(), q.now);
        return until == null ? null : new Held(Hold.BUDGET, "the rule's budget of " + budget + " is used up", until);
    }

    private static @Nullable Held globalBudget(Question q) {
        Instant until = q.step.hasOrder() ? q.services.budgetAvailableAt(q.now) : null;
        return until == null
                ? null
                : new Held(
                        Hold.GLOBAL_BUDGET, "the watchdog's budget of " + q.services.budget() + " is used up", until);
    }

    private static @Nullable Held turn(Question q) {
        // a service that has failed, or that hangs on its way up or down, needs help at once
        boolean isWell = q.history.state().isActive() || StopEvidence.isStopped(q.history);
        if (!isWell || !(q.step.has(Action.Kind.UP) || q.step.has(Action.Kind.DOWN))) {
            return null;
        }
        ServiceTurns turns = q.services.turns();
        Instant until = turns.waitUntil(q.rule.name(), q.unit(), q.now);
        return until == null
                ? null
                : new Held(
                        Hold.TURN,
                        "services that have not failed are restarted one by one, " + Times.text(turns.apart())
                                + " apart",
                        until);
    }
}

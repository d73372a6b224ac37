package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceState;
import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.watchdog.WatchdogEvent.Hold;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds out what holds a rule back. */
final class HoldEvaluator {

    /** What passes by itself, so that something that has merely happened is not forgotten meanwhile. */
    private static final Set<Hold> WAITED_OUT = Set.of(Hold.BUSY, Hold.GRACE, Hold.BACKOFF, Hold.NEEDS);

    /** In the order in which they are told: what a person decided comes first. */
    private static final List<Function<Question, @Nullable Held>> CHECKS = List.of(
            HoldEvaluator::maintenance,
            HoldEvaluator::quarantine,
            HoldEvaluator::busy,
            HoldEvaluator::stopped,
            HoldEvaluator::leftToSystemd,
            HoldEvaluator::grace,
            HoldEvaluator::needs,
            HoldEvaluator::cooldown,
            HoldEvaluator::backoff,
            HoldEvaluator::budget,
            HoldEvaluator::globalBudget);

    private HoldEvaluator() {}

    /** Is what a rule wants to do, and when. */
    record Question(
            Rule rule,
            EscalationStep stage,
            RuleInstanceState state,
            ServiceHistory history,
            SupervisedServices ward,
            Instant now) {

        UnitName unit() {
            return history.service().unitName();
        }

        ServiceHolds guard() {
            return ward.guard(unit());
        }

        RuleLimits restraint() {
            return rule.restraint();
        }
    }

    /** Is what holds it back. */
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

    /** Returns what a person did that holds it back, or {@code null} if there is no such thing. */
    static @Nullable Held byPerson(Question question) {
        Held held = maintenance(question);
        return held != null ? held : stopped(question);
    }

    private static @Nullable Held maintenance(Question q) {
        boolean held = q.ward.isInMaintenance() || q.guard().isInMaintenance();
        return held ? new Held(Hold.MAINTENANCE, "there is maintenance", null) : null;
    }

    private static @Nullable Held quarantine(Question q) {
        boolean held = q.stage.orders() && q.guard().isQuarantined();
        return held ? new Held(Hold.QUARANTINE, "in quarantine until it is released", null) : null;
    }

    private static @Nullable Held stopped(Question q) {
        boolean held = q.stage.has(Action.Kind.UP)
                && !q.restraint().evenIfStopped()
                && !q.guard().isStoppedByRule()
                && StepRunEffects.isStoppedCleanly(q.history);
        return held ? new Held(Hold.STOPPED, "it was stopped, not by a rule, and did not fail", null) : null;
    }

    private static @Nullable Held leftToSystemd(Question q) {
        boolean held = q.stage.orders()
                && !q.restraint().evenIfSystemdRestarts()
                && q.history.state() == ServiceState.RESTARTING;
        return held ? new Held(Hold.LEFT_TO_SYSTEMD, "systemd restarts it by itself", null) : null;
    }

    private static @Nullable Held busy(Question q) {
        if (!q.stage.orders()) {
            return null;
        }
        return q.stage.affects(q.unit()).stream()
                .flatMap(unit -> Optional.ofNullable(q.ward.guard(unit).busyWith())
                        .map(rule -> new Held(Hold.BUSY, "rule " + rule + " is at work on " + unit, null))
                        .stream())
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Held grace(Question q) {
        Instant until = q.guard().graceUntil();
        boolean held = q.stage.orders() && q.now.isBefore(until);
        return held ? new Held(Hold.GRACE, "something was done about it", until) : null;
    }

    private static @Nullable Held needs(Question q) {
        return q.restraint().needs().stream()
                .filter(unit -> !q.ward.history(unit).state().isActive())
                .findFirst()
                .map(unit -> new Held(
                        Hold.NEEDS,
                        "needs " + unit + ", which is " + q.ward.history(unit).state(),
                        null))
                .orElse(null);
    }

    private static @Nullable Held cooldown(Question q) {
        if (q.restraint().cooldown().isZero()) {
            return null;
        }
        Instant last = q.state.firings.last();
        Instant until = last.plus(q.restraint().cooldown());
        return q.now.isBefore(until) ? new Held(Hold.COOLDOWN, "fired at " + last, until) : null;
    }

    private static @Nullable Held backoff(Question q) {
        Instant until = q.state.retryAt;
        boolean held = q.state.attempts > 0 && q.now.isBefore(until);
        return held ? new Held(Hold.BACKOFF, q.state.attempts + " attempts so far", until) : null;
    }

    private static @Nullable Held budget(Question q) {
        FiringBudget budget = q.restraint().budget();
        Instant until = q.state.firings.fewerThan(budget.times(), budget.period(), q.now);
        return until == null ? null : new Held(Hold.BUDGET, "the rule's budget of " + budget + " is spent", until);
    }

    private static @Nullable Held globalBudget(Question q) {
        Instant until = q.stage.orders() ? q.ward.affordableAt(q.now) : null;
        return until == null
                ? null
                : new Held(Hold.GLOBAL_BUDGET, "the common budget of " + q.ward.budget() + " is spent", until);
    }
}

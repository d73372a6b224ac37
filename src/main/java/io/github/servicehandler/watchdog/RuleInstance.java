package io.github.servicehandler.watchdog;

import io.github.servicehandler.internal.text.LocalTime;
import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.watchdog.HoldEvaluator.Held;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A rule applied to one service, with its progress. Not thread-safe. */
final class RuleInstance {

    private final Rule rule;
    private final ServiceHistory history;
    private final SupervisedServices services;
    private final StepRunEffects effects;
    private final RandomGenerator random;
    private final boolean usesSensors;
    private final Map<String, Instant> memory = new HashMap<>();
    private RuleInstanceState state = RuleInstanceState.fresh();
    private @Nullable String waitingEvidence;
    private HoldReports reports = new HoldReports();
    private @Nullable Instant due;

    RuleInstance(
            Rule rule,
            ServiceHistory history,
            SupervisedServices services,
            StepRunEffects effects,
            RandomGenerator random) {
        this.rule = rule;
        this.history = history;
        this.services = services;
        this.effects = effects;
        this.random = random;
        this.usesSensors = !rule.condition().sensors().isEmpty();
    }

    Rule rule() {
        return rule;
    }

    ServiceHistory history() {
        return history;
    }

    UnitName unit() {
        return history.service().unitName();
    }

    RuleInstanceState state() {
        return state;
    }

    /** Continues from the state of a rule instance with the same name, whose rule may have changed. */
    void continueFrom(RuleInstance before) {
        state = before.state;
        if (rule.condition().toString().equals(before.rule.condition().toString())) {
            // the times of another condition mean nothing here; nor are they kept in case it is changed back later
            memory.putAll(before.memory);
        }
        waitingEvidence = before.waitingEvidence;
        reports = before.reports;
    }

    /**
     * Continues from the state of an earlier program. A step that it had decided on but not started is decided on
     * again.
     */
    void resume(RuleInstanceState saved, Instant now) {
        state = saved;
        // the clock may have been wrong, but no wait is longer than the longest one
        state.retryAt =
                Times.earlierOf(saved.retryAt, now.plus(rule.limits().backoff().cap()));
        if (saved.queued) {
            Instant decided = saved.firings.last();
            saved.withdraw(decided);
            services.firings().remove(decided);
            EscalationStep step = rule.escalation().after(saved.attempts);
            if (step != null && step.has(Action.Kind.QUARANTINE)) {
                services.holds(unit()).endQuarantineBy(rule.name());
            }
            waitingEvidence =
                    saved.wasTrue ? null : "observed at " + LocalTime.format(decided) + " by an earlier program";
        }
    }

    /** Resets the attempts. A condition that still holds counts as having become true again. */
    void reset() {
        state.forgetAttempts();
        state.calmPeriods = CalmPeriods.NONE;
        state.pending = state.wasTrue;
    }

    /** Records that maintenance or quarantine of the service may have ended. */
    void holdsChanged() {
        reports.forgetEnded(services, unit());
    }

    /** Records that the step run starts now, so that it is not decided on again. */
    void started(EscalationStep step) {
        state.queued = false;
        state.unfinished = step.has(Action.Kind.UP);
    }

    /**
     * Withdraws a step run, as if it had been held back at once, if something that a person has done since forbids it.
     *
     * @return whether the step run was withdrawn
     */
    boolean withdrawIfForbidden(StepRun stepRun, Instant now, Decisions decisions) {
        HoldEvaluator.Question question = question(stepRun.step(), now);
        Held held = HoldEvaluator.byPerson(question);
        if (held == null) {
            return false;
        }
        state.withdraw(stepRun.fired().at());
        reports.report(question, held, stepRun.fired().evidence(), decisions);
        return true;
    }

    /** Returns when the rule must be evaluated again although nothing happens; {@code null} if never. */
    @Nullable
    Instant due() {
        return due;
    }

    /** Evaluates the rule and adds its decisions. */
    void decide(Instant now, Decisions decisions) {
        if (usesSensors && history.happening().restarted()) {
            // readings start again with each run, and so does the condition
            state.wasTrue = false;
        }
        Evaluation evaluation = rule.condition().evaluate(new ServiceSnapshot(history, services, memory, now));
        due = evaluation.changesAt();
        TruthValue truth = history.status().isEmpty() && rule.isNextStepOrder(state.attempts)
                ? TruthValue.UNKNOWN
                : evaluation.truth();
        switch (truth) {
            case TRUE -> whenTrue(evaluation, now, decisions);
            case FALSE -> whenFalse(evaluation, now, decisions);
            case UNKNOWN -> whenUnknown(evaluation, now, decisions);
        }
    }

    private void whenUnknown(Evaluation evaluation, Instant now, Decisions decisions) {
        state.quietSince = null;
        retryIfUnfinished(evaluation, now, decisions);
    }

    private void whenTrue(Evaluation evaluation, Instant now, Decisions decisions) {
        boolean becameTrue = !state.wasTrue;
        state.wasTrue = !evaluation.momentary();
        state.quietSince = null;
        if (becameTrue) {
            state.pending = true;
        }
        if (becameTrue && isProblem(evaluation)) {
            state.cameBack(rule.limits().stable(), now);
        }
        if (evaluation.momentary()) {
            state.quietSince = now;
            evaluateAgainAt(now.plus(state.stableTime(rule.limits())));
        }
        if (state.pending || rule.repeats() || rule.escalation().hasMoreAfter(state.attempts)) {
            attempt(evaluation.evidence(), evaluation.momentary(), now, decisions);
        }
    }

    /** Returns whether a true condition means a problem. A schedule or a new version of a file does not. */
    private boolean isProblem(Evaluation evaluation) {
        return !evaluation.momentary() || history.happening().failed();
    }

    private void whenFalse(Evaluation evaluation, Instant now, Decisions decisions) {
        state.wasTrue = false;
        if (waitingEvidence != null) {
            attempt(waitingEvidence, true, now, decisions);
            return;
        }
        if (retryIfUnfinished(evaluation, now, decisions)) {
            return;
        }
        state.unfinished &= !history.state().isActive();
        if (state.unfinished) {
            return;
        }
        state.pending = false;
        reports.conditionEnded(now);
        if (state.running != null) {
            state.quietSince = null;
        } else if (state.attempts > 0) {
            recover(evaluation, now, decisions);
        }
    }

    /** Tries again if the last attempt has left a service down, which may be why the condition no longer holds. */
    private boolean retryIfUnfinished(Evaluation evaluation, Instant now, Decisions decisions) {
        boolean retries = state.unfinished && hasLeftDown();
        if (retries) {
            attempt(
                    "the last attempt did not succeed and has left a service down; " + evaluation.evidence(),
                    false,
                    now,
                    decisions);
        }
        return retries;
    }

    /**
     * Returns whether the last attempt has left a service down. While the service itself is starting, the others of its
     * group must wait.
     */
    private boolean hasLeftDown() {
        EscalationStep step = rule.escalation().after(state.attempts - 1);
        return history.state().isDown()
                || (history.state().isActive() && step != null && effects.isAnyLeftDown(step.affects(unit())));
    }

    private void recover(Evaluation evaluation, Instant now, Decisions decisions) {
        Instant since = state.quietSince == null ? now : state.quietSince;
        state.quietSince = since;
        state.calmPeriods = state.calmPeriods.begun(since);
        Instant stable = since.plus(state.stableTime(rule.limits()));
        if (now.isBefore(stable)) {
            evaluateAgainAt(stable);
            return;
        }
        if (!services.holds(unit()).isQuarantined()) {
            decisions.add(new WatchdogEvent.Recovered(
                    rule.name(), history.service(), state.attempts, evaluation.evidence(), now));
        }
        state.forgetAttempts();
    }

    private void attempt(String evidence, boolean momentary, Instant now, Decisions decisions) {
        EscalationStep step = rule.escalation().after(state.attempts);
        if (step == null) {
            giveUp(evidence, now, decisions);
            return;
        }
        HoldEvaluator.Question question = question(step, now);
        Held held = HoldEvaluator.first(question);
        if (held == null) {
            fire(step, evidence, now, decisions);
            return;
        }
        reports.report(question, held, evidence, decisions);
        if (held.until() != null) {
            evaluateAgainAt(held.until());
        }
        waitingEvidence = momentary && held.isWaitedOut() ? evidence : null;
        state.pending &= !momentary || held.isWaitedOut();
    }

    private HoldEvaluator.Question question(EscalationStep step, Instant now) {
        return new HoldEvaluator.Question(rule, step, state, history, services, now);
    }

    private void giveUp(String evidence, Instant now, Decisions decisions) {
        waitingEvidence = null;
        state.pending = false;
        if (state.gaveUp || state.running != null) {
            return;
        }
        // whether the last attempt has helped is known only after the wait that would come next
        if (now.isBefore(state.retryAt)) {
            evaluateAgainAt(state.retryAt);
            return;
        }
        state.gaveUp = true;
        decisions.add(new WatchdogEvent.Exhausted(rule.name(), history.service(), state.attempts, evidence, now));
    }

    private void fire(EscalationStep step, String evidence, Instant now, Decisions decisions) {
        state.fired(now);
        state.wait = rule.limits().backoff().after(state.futile, random);
        state.retryAt = now.plus(state.wait);
        waitingEvidence = null;
        reports.reset();
        evaluateAgainAt(state.retryAt);
        boolean quarantines =
                step.has(Action.Kind.QUARANTINE) && services.holds(unit()).quarantine(rule.name());
        StepRun stepRun = new StepRun(
                new WatchdogEvent.Fired(rule.name(), history.service(), step.words(), state.attempts, evidence, now),
                rule,
                step,
                quarantines,
                services.handlers(step.affects(unit())));
        state.running = stepRun;
        effects.decided(stepRun);
        decisions.add(stepRun);
    }

    /** Records that the step run has ended. The wait for the next attempt begins now. */
    void finished(boolean succeeded, Instant now) {
        state.finished(succeeded, now);
    }

    private void evaluateAgainAt(Instant moment) {
        due = Times.earlier(due, moment);
    }
}

package io.github.servicehandler.watchdog;

import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.watchdog.HoldEvaluator.Held;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Is one rule for one service: what it has tried, and what it is about to. Not thread-safe. */
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

    /** Goes on where the same rule, in words that may have changed, has come to. */
    void continueFrom(RuleInstance before) {
        state = before.state;
        if (rule.condition().toString().equals(before.rule.condition().toString())) {
            // of a condition that has changed, nobody can tell what still holds; and it may be changed back much later
            memory.putAll(before.memory);
        }
        waitingEvidence = before.waitingEvidence;
        reports = before.reports;
    }

    /** Goes on with what an earlier program knew. What that had decided, but did not come to do, is decided again. */
    void resume(RuleInstanceState saved, Instant now) {
        state = saved;
        // whatever clock it was noted down by, no wait is longer than the longest
        state.retryAt =
                Times.earlierOf(saved.retryAt, now.plus(rule.limits().backoff().cap()));
        if (saved.queued) {
            Instant decided = saved.firings.last();
            saved.withdraw(decided);
            services.firings().remove(decided);
            EscalationStep step = rule.step(saved.attempts);
            if (step != null && step.has(Action.Kind.QUARANTINE)) {
                services.holds(unit()).endQuarantineBy(rule.name());
            }
            waitingEvidence = saved.wasTrue ? null : "seen at " + decided + ", by an earlier program";
        }
    }

    /** Forgets what was tried; what still holds is something new. */
    void reset() {
        state.forgetAttempts();
        state.pending = state.wasTrue;
    }

    /** Takes note of what was decided being done from now on: it must not be decided again. */
    void started(EscalationStep step) {
        state.queued = false;
        state.unfinished = step.has(Action.Kind.UP);
    }

    /**
     * Forgets what was decided, as if it had been held back at once, if something that a person did since forbids it.
     *
     * @return whether that is so
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

    /** Returns when it has to be asked again though nothing happens; {@code null} if never. */
    @Nullable
    Instant due() {
        return due;
    }

    /** Asks the rule, and takes note of what it decides. */
    void decide(Instant now, Decisions decisions) {
        if (usesSensors && history.happening().restarted()) {
            // readings begin anew with each run: what they come to show is something new
            state.wasTrue = false;
        }
        Evaluation evaluation = rule.condition().evaluate(new ServiceSnapshot(history, services, memory, now));
        due = evaluation.changesAt();
        TruthValue truth = history.status().isEmpty() && isNextStepOrder() ? TruthValue.UNKNOWN : evaluation.truth();
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

    private boolean isNextStepOrder() {
        EscalationStep next = rule.step(state.attempts);
        return next != null && next.hasOrder();
    }

    private void whenTrue(Evaluation evaluation, Instant now, Decisions decisions) {
        boolean becameTrue = !state.wasTrue;
        state.wasTrue = !evaluation.momentary();
        state.quietSince = null;
        if (becameTrue) {
            state.pending = true;
        }
        if (evaluation.momentary()) {
            state.quietSince = now;
            evaluateAgainAt(now.plus(rule.limits().stable()));
        }
        if (state.pending || rule.repeats() || hasFurtherSteps()) {
            attempt(evaluation.evidence(), evaluation.momentary(), now, decisions);
        }
    }

    /** Tells whether a rule that fires once still has steps to take: one that is not limited is taken once. */
    private boolean hasFurtherSteps() {
        if (state.attempts == 0) {
            return false;
        }
        EscalationStep next = rule.step(state.attempts);
        return next == null || next.times() != EscalationStep.UNLIMITED || rule.startsStep(state.attempts);
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
        reports.reset();
        if (state.attempts > 0) {
            recover(evaluation, now, decisions);
        }
    }

    /** The order itself may have made the condition hold no more, by what it has left down. */
    private boolean retryIfUnfinished(Evaluation evaluation, Instant now, Decisions decisions) {
        boolean retries = state.unfinished && hasLeftDown();
        if (retries) {
            attempt("the last attempt failed half-way; " + evaluation.evidence(), false, now, decisions);
        }
        return retries;
    }

    /** One that is coming up is left to do so, before others of its group are brought up after it. */
    private boolean hasLeftDown() {
        EscalationStep step = rule.step(state.attempts - 1);
        return history.state().isDown()
                || (history.state().isActive() && step != null && effects.isAnyLeftDown(step.affects(unit())));
    }

    private void recover(Evaluation evaluation, Instant now, Decisions decisions) {
        Instant since = state.quietSince == null ? now : state.quietSince;
        state.quietSince = since;
        Instant stable = since.plus(rule.limits().stable());
        if (now.isBefore(stable)) {
            evaluateAgainAt(stable);
            return;
        }
        decisions.add(new WatchdogEvent.Recovered(
                rule.name(), history.service(), state.attempts, evaluation.evidence(), now));
        state.forgetAttempts();
    }

    private void attempt(String evidence, boolean momentary, Instant now, Decisions decisions) {
        EscalationStep step = rule.step(state.attempts);
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
        if (state.gaveUp) {
            return;
        }
        // the last step may need as long as the next wait to show whether it helped
        if (now.isBefore(state.retryAt)) {
            evaluateAgainAt(state.retryAt);
            return;
        }
        state.gaveUp = true;
        decisions.add(new WatchdogEvent.Exhausted(rule.name(), history.service(), state.attempts, evidence, now));
    }

    private void fire(EscalationStep step, String evidence, Instant now, Decisions decisions) {
        state.fired(now);
        state.wait = rule.limits().backoff().after(state.attempts, random);
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
        effects.decided(stepRun);
        decisions.add(stepRun);
    }

    /** Takes note of the order having been carried out: the wait for the next attempt begins only now. */
    void finished(boolean succeeded, Instant now) {
        state.unfinished &= !succeeded;
        state.queued = false;
        state.retryAt = now.plus(state.wait);
    }

    private void evaluateAgainAt(Instant moment) {
        due = Times.earlier(due, moment);
    }
}

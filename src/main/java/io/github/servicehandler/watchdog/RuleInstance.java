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
    private final SupervisedServices ward;
    private final StepRunEffects effects;
    private final RandomGenerator random;
    private final boolean restsOnReadings;
    private final Map<String, Instant> memory = new HashMap<>();
    private RuleInstanceState state = RuleInstanceState.fresh();
    private @Nullable String waitingEvidence;
    private HoldReports reports = new HoldReports();
    private @Nullable Instant due;

    RuleInstance(
            Rule rule,
            ServiceHistory history,
            SupervisedServices ward,
            StepRunEffects effects,
            RandomGenerator random) {
        this.rule = rule;
        this.history = history;
        this.ward = ward;
        this.effects = effects;
        this.random = random;
        this.restsOnReadings = !rule.condition().sensors().isEmpty();
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
    void succeed(RuleInstance before) {
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
        state.retryAt = Times.earlierOf(
                saved.retryAt, now.plus(rule.restraint().backoff().cap()));
        if (saved.queued) {
            Instant decided = saved.firings.last();
            saved.takeBack(decided);
            ward.firings().remove(decided);
            EscalationStep stage = rule.stage(saved.attempts);
            if (stage != null && stage.has(Action.Kind.QUARANTINE)) {
                ward.guard(unit()).endQuarantineBy(rule.name());
            }
            waitingEvidence = saved.wasTrue ? null : "seen at " + decided + ", by an earlier program";
        }
    }

    /** Forgets what was tried; what still holds is something new. */
    void beginAnew() {
        state.forgetAttempts();
        state.pending = state.wasTrue;
    }

    /** Takes note of what was decided being done from now on: it must not be decided again. */
    void begin(EscalationStep stage) {
        state.queued = false;
        state.unfinished = stage.has(Action.Kind.UP);
    }

    /**
     * Forgets what was decided, as if it had been held back at once, if something that a person did since forbids it.
     *
     * @return whether that is so
     */
    boolean takesBack(StepRun order, Instant now, Decisions decisions) {
        HoldEvaluator.Question question = question(order.stage(), now);
        Held held = HoldEvaluator.byPerson(question);
        if (held == null) {
            return false;
        }
        state.takeBack(order.fired().at());
        reports.report(question, held, order.fired().evidence(), decisions);
        return true;
    }

    /** Returns when it has to be asked again though nothing happens; {@code null} if never. */
    @Nullable
    Instant due() {
        return due;
    }

    /** Asks the rule, and takes note of what it decides. */
    void decide(Instant now, Decisions decisions) {
        if (restsOnReadings && history.happening().restarted()) {
            // readings begin anew with each run: what they come to show is something new
            state.wasTrue = false;
        }
        Evaluation finding = rule.condition().examine(new ServiceSnapshot(history, ward, memory, now));
        due = finding.changesAt();
        TruthValue truth = history.status().isEmpty() && isAboutToOrder() ? TruthValue.UNKNOWN : finding.truth();
        switch (truth) {
            case TRUE -> whenTrue(finding, now, decisions);
            case FALSE -> whenFalse(finding, now, decisions);
            case UNKNOWN -> whenUnknown(finding, now, decisions);
        }
    }

    private void whenUnknown(Evaluation finding, Instant now, Decisions decisions) {
        state.quietSince = null;
        goOnIfUnfinished(finding, now, decisions);
    }

    private boolean isAboutToOrder() {
        EscalationStep next = rule.stage(state.attempts);
        return next != null && next.orders();
    }

    private void whenTrue(Evaluation finding, Instant now, Decisions decisions) {
        boolean rises = !state.wasTrue;
        state.wasTrue = !finding.momentary();
        state.quietSince = null;
        if (rises) {
            state.pending = true;
        }
        if (finding.momentary()) {
            state.quietSince = now;
            askAgainAt(now.plus(rule.restraint().stable()));
        }
        if (state.pending || rule.repeats() || goesOn()) {
            attempt(finding.evidence(), finding.momentary(), now, decisions);
        }
    }

    /** Tells whether a rule that fires once still has steps to take: one that is not limited is taken once. */
    private boolean goesOn() {
        if (state.attempts == 0) {
            return false;
        }
        EscalationStep next = rule.stage(state.attempts);
        return next == null || next.times() != EscalationStep.UNLIMITED || rule.beginsStage(state.attempts);
    }

    private void whenFalse(Evaluation finding, Instant now, Decisions decisions) {
        state.wasTrue = false;
        if (waitingEvidence != null) {
            attempt(waitingEvidence, true, now, decisions);
            return;
        }
        if (goOnIfUnfinished(finding, now, decisions)) {
            return;
        }
        state.unfinished &= !history.state().isActive();
        if (state.unfinished) {
            return;
        }
        state.pending = false;
        reports.reset();
        if (state.attempts > 0) {
            recover(finding, now, decisions);
        }
    }

    /** The order itself may have made the condition hold no more, by what it has left down. */
    private boolean goOnIfUnfinished(Evaluation finding, Instant now, Decisions decisions) {
        boolean goesOn = state.unfinished && hasLeftDown();
        if (goesOn) {
            attempt("the last attempt failed half-way; " + finding.evidence(), false, now, decisions);
        }
        return goesOn;
    }

    /** One that is coming up is left to do so, before others of its group are brought up after it. */
    private boolean hasLeftDown() {
        EscalationStep stage = rule.stage(state.attempts - 1);
        return history.state().isDown()
                || (history.state().isActive() && stage != null && effects.haveLeftDown(stage.affects(unit())));
    }

    private void recover(Evaluation finding, Instant now, Decisions decisions) {
        Instant since = state.quietSince == null ? now : state.quietSince;
        state.quietSince = since;
        Instant stable = since.plus(rule.restraint().stable());
        if (now.isBefore(stable)) {
            askAgainAt(stable);
            return;
        }
        decisions.add(
                new WatchdogEvent.Recovered(rule.name(), history.service(), state.attempts, finding.evidence(), now));
        state.forgetAttempts();
    }

    private void attempt(String evidence, boolean momentary, Instant now, Decisions decisions) {
        EscalationStep stage = rule.stage(state.attempts);
        if (stage == null) {
            giveUp(evidence, now, decisions);
            return;
        }
        HoldEvaluator.Question question = question(stage, now);
        Held held = HoldEvaluator.first(question);
        if (held == null) {
            fire(stage, evidence, now, decisions);
            return;
        }
        reports.report(question, held, evidence, decisions);
        if (held.until() != null) {
            askAgainAt(held.until());
        }
        waitingEvidence = momentary && held.isWaitedOut() ? evidence : null;
        state.pending &= !momentary || held.isWaitedOut();
    }

    private HoldEvaluator.Question question(EscalationStep stage, Instant now) {
        return new HoldEvaluator.Question(rule, stage, state, history, ward, now);
    }

    private void giveUp(String evidence, Instant now, Decisions decisions) {
        waitingEvidence = null;
        state.pending = false;
        if (state.gaveUp) {
            return;
        }
        // the last step may need as long as the next wait to show whether it helped
        if (now.isBefore(state.retryAt)) {
            askAgainAt(state.retryAt);
            return;
        }
        state.gaveUp = true;
        decisions.add(new WatchdogEvent.Exhausted(rule.name(), history.service(), state.attempts, evidence, now));
    }

    private void fire(EscalationStep stage, String evidence, Instant now, Decisions decisions) {
        state.fired(now);
        state.wait = rule.restraint().backoff().after(state.attempts, random);
        state.retryAt = now.plus(state.wait);
        waitingEvidence = null;
        reports.reset();
        askAgainAt(state.retryAt);
        boolean quarantines =
                stage.has(Action.Kind.QUARANTINE) && ward.guard(unit()).quarantine(rule.name());
        StepRun order = new StepRun(
                new WatchdogEvent.Fired(rule.name(), history.service(), stage.words(), state.attempts, evidence, now),
                rule,
                stage,
                quarantines,
                ward.services(stage.affects(unit())));
        effects.decided(order);
        decisions.add(order);
    }

    /** Takes note of the order having been carried out: the wait for the next attempt begins only now. */
    void ended(boolean succeeded, Instant now) {
        state.unfinished &= !succeeded;
        state.queued = false;
        state.retryAt = now.plus(state.wait);
    }

    private void askAgainAt(Instant moment) {
        due = Times.earlier(due, moment);
    }
}

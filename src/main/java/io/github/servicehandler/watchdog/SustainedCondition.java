package io.github.servicehandler.watchdog;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A condition that holds once another one has held without a break for a time. */
final class SustainedCondition extends Condition {

    private final Condition inner;
    private final Duration time;
    private final String text;

    SustainedCondition(Condition inner, Duration time) {
        this.inner = inner;
        if (inner.isMomentary()) {
            throw new IllegalArgumentException("\"" + inner
                    + "\" is an event, which lasts only a moment; count events, or use a condition on states");
        }
        this.time = Times.requirePositive(time, "the time of \"for\"");
        String words = inner.toString();
        this.text = (words.startsWith("not ") ? "(" + words + ")" : words) + " for " + Times.text(time);
    }

    @Override
    Evaluation evaluate(ServiceSnapshot snapshot) {
        Evaluation evaluation = inner.evaluate(snapshot);
        String key = text + " " + snapshot.service();
        if (evaluation.truth() == TruthValue.FALSE || evaluation.momentary()) {
            snapshot.memory().remove(key);
            return Evaluation.of(false, evaluation.evidence()).changingAt(evaluation.changesAt());
        }
        if (evaluation.truth() == TruthValue.UNKNOWN) {
            return evaluation;
        }
        return held(since(evaluation, key, snapshot), evaluation, snapshot.now());
    }

    private Instant since(Evaluation evaluation, String key, ServiceSnapshot snapshot) {
        @Nullable Instant known = evaluation.since();
        if (known != null) {
            return known;
        }
        // readings start again with each run
        Instant earliest =
                inner.sensors().isEmpty() ? Instant.MIN : snapshot.history().runSince();
        return snapshot.memory().merge(key, snapshot.now(), (begun, now) -> begun.isBefore(earliest) ? now : begun);
    }

    private Evaluation held(Instant since, Evaluation evaluation, Instant now) {
        Instant due = since.plus(time);
        String evidence = evaluation.evidence() + ", for " + Times.roughly(Duration.between(since, now));
        boolean holds = !now.isBefore(due);
        return Evaluation.of(holds, evidence)
                .changingAt(holds ? evaluation.changesAt() : Times.earlier(due, evaluation.changesAt()));
    }

    @Override
    Condition provingAbsence() {
        return new SustainedCondition(inner.provingAbsence(), time);
    }

    @Override
    ConditionScope scope() {
        return inner.scope().delayed(text);
    }

    @Override
    List<Sensor> sensors() {
        return inner.sensors();
    }

    @Override
    Set<LinePattern> patterns() {
        return inner.patterns();
    }

    @Override
    Set<ServiceReference> references() {
        return inner.references();
    }

    @Override
    Condition bind(ServiceNames names) {
        return new SustainedCondition(inner.bind(names), time);
    }

    @Override
    public String toString() {
        return text;
    }
}

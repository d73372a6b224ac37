package io.github.servicehandler.watchdog;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The result of evaluating a condition.
 *
 * @param truth whether the condition holds
 * @param evidence what was observed, for people to read
 * @param changesAt when the result may change although nothing happens; {@code null} if never
 * @param momentary whether the condition holds for this moment only, because something has just happened
 * @param since since when the condition has held, if it knows that itself; otherwise {@code null}
 */
record Evaluation(
        TruthValue truth,
        String evidence,
        @Nullable Instant changesAt,
        boolean momentary,
        @Nullable Instant since) {

    static Evaluation of(boolean holds, String evidence) {
        return of(TruthValue.of(holds), evidence);
    }

    static Evaluation of(TruthValue truth, String evidence) {
        return new Evaluation(truth, evidence, null, false, null);
    }

    static Evaluation unknown(String evidence) {
        return of(TruthValue.UNKNOWN, evidence);
    }

    static Evaluation moment(boolean holds, String evidence) {
        return new Evaluation(TruthValue.of(holds), evidence, null, true, null);
    }

    boolean holds() {
        return truth == TruthValue.TRUE;
    }

    Evaluation changingAt(@Nullable Instant moment) {
        return new Evaluation(truth, evidence, moment, momentary, since);
    }

    Evaluation holdingSince(Instant moment) {
        return new Evaluation(truth, evidence, changesAt, momentary, moment);
    }

    Evaluation negated() {
        return new Evaluation(truth.negated(), evidence, changesAt, false, null);
    }

    Evaluation and(Evaluation other) {
        TruthValue both = truth.and(other.truth);
        String text = truth == other.truth ? evidence + "; " + other.evidence : decisive(both, other).evidence;
        boolean moment = both == TruthValue.TRUE && (momentary || other.momentary);
        return new Evaluation(both, text, Times.earlier(changesAt, other.changesAt), moment, null);
    }

    private Evaluation decisive(TruthValue both, Evaluation other) {
        return truth == both ? this : other;
    }
}

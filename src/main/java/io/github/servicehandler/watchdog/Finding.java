package io.github.servicehandler.watchdog;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Is what a condition found.
 *
 * @param truth whether it holds
 * @param evidence what was seen, for a person to read
 * @param changesAt when it may be different though nothing happens; {@code null} if never
 * @param momentary whether it holds for this moment only, because something has just happened
 * @param since since when it has held, if that is known better than by asking again and again
 */
record Finding(
        Truth truth,
        String evidence,
        @Nullable Instant changesAt,
        boolean momentary,
        @Nullable Instant since) {

    static Finding of(boolean holds, String evidence) {
        return of(Truth.of(holds), evidence);
    }

    static Finding of(Truth truth, String evidence) {
        return new Finding(truth, evidence, null, false, null);
    }

    static Finding unknown(String evidence) {
        return of(Truth.UNKNOWN, evidence);
    }

    static Finding moment(boolean holds, String evidence) {
        return new Finding(Truth.of(holds), evidence, null, true, null);
    }

    boolean holds() {
        return truth == Truth.TRUE;
    }

    Finding changingAt(@Nullable Instant moment) {
        return new Finding(truth, evidence, moment, momentary, since);
    }

    Finding holdingSince(Instant moment) {
        return new Finding(truth, evidence, changesAt, momentary, moment);
    }

    Finding negated() {
        return new Finding(truth.negated(), evidence, changesAt, false, null);
    }

    Finding and(Finding other) {
        Truth both = truth.and(other.truth);
        String text = truth == other.truth ? evidence + "; " + other.evidence : decisive(both, other).evidence;
        boolean moment = both == Truth.TRUE && (momentary || other.momentary);
        return new Finding(both, text, Moments.earlier(changesAt, other.changesAt), moment, null);
    }

    private Finding decisive(Truth both, Finding other) {
        return truth == both ? this : other;
    }
}

package io.github.servicehandler.watchdog;

import io.github.servicehandler.unit.UnitName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds once another condition has held for a time. */
final class Held extends Condition {

    private final Condition inner;
    private final Duration time;
    private final String text;

    Held(Condition inner, Duration time) {
        this.inner = inner;
        if (inner.isMomentary()) {
            throw new IllegalArgumentException(
                    "\"" + inner + "\" holds for a moment only, and so never for a time; count it, or ask for a state");
        }
        this.time = Moments.requirePositive(time, "the time for which a condition is to hold");
        String words = inner.toString();
        this.text = (words.startsWith("not ") ? "(" + words + ")" : words) + " for " + Moments.text(time);
    }

    @Override
    Finding examine(Snapshot snapshot) {
        Finding finding = inner.examine(snapshot);
        String key = text + " " + snapshot.service();
        if (finding.truth() == Truth.FALSE || finding.momentary()) {
            snapshot.memory().remove(key);
            return Finding.of(false, finding.evidence()).changingAt(finding.changesAt());
        }
        if (finding.truth() == Truth.UNKNOWN) {
            return finding;
        }
        return held(since(finding, key, snapshot), finding, snapshot.now());
    }

    private Instant since(Finding finding, String key, Snapshot snapshot) {
        @Nullable Instant known = finding.since();
        if (known != null) {
            return known;
        }
        // what is read begins anew with each run
        Instant earliest =
                inner.sensors().isEmpty() ? Instant.MIN : snapshot.history().runSince();
        return snapshot.memory().merge(key, snapshot.now(), (begun, now) -> begun.isBefore(earliest) ? now : begun);
    }

    private Finding held(Instant since, Finding finding, Instant now) {
        Instant due = since.plus(time);
        String evidence = finding.evidence() + ", for " + Moments.roughly(Duration.between(since, now));
        boolean holds = !now.isBefore(due);
        return Finding.of(holds, evidence)
                .changingAt(holds ? finding.changesAt() : Moments.earlier(due, finding.changesAt()));
    }

    @Override
    Scope scope() {
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
    Set<UnitName> others() {
        return inner.others();
    }

    @Override
    public String toString() {
        return text;
    }
}

package io.github.servicehandler;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * The start or restart of a unit that must then stay up for a while: for {@code Type=simple} a start alone proves
 * little.
 */
final class StableStart {

    private final ServiceHandler handler;
    private final Verb verb;
    private final Duration stableFor;

    StableStart(ServiceHandler handler, Verb verb, Duration stableFor) {
        if (!verb.waitsForStart()) {
            throw new IllegalArgumentException("\"" + verb + "\" does not wait for a start; use start, restart,"
                    + " try-restart, reload-or-restart, enable --now or reenable --now");
        }
        if (Objects.requireNonNull(stableFor, "stableFor").isNegative()) {
            throw new IllegalArgumentException("stableFor must be at least zero, but was " + stableFor);
        }
        this.handler = handler;
        this.verb = verb;
        this.stableFor = stableFor;
    }

    Outcome run() {
        long begin = handler.systemd().time().nanos();
        Outcome started = handler.perform(verb);
        if (!started.succeeded() || isDone(started.after())) {
            return started;
        }
        ServiceStatus last = handler.systemd()
                .statusAwaiter(handler)
                .until(now -> !isStillUp(started.after(), now), stableFor, longestInterval());
        Duration took = Duration.ofNanos(handler.systemd().time().nanos() - begin);
        if (isStillUp(started.after(), last) || isDone(last)) {
            return new Outcome(started.kind(), started.before(), last, took, "", List.of());
        }
        return failed(started, last, took);
    }

    private Outcome failed(Outcome started, ServiceStatus last, Duration took) {
        // of the run that ended, not of a run that may have begun since
        List<String> lines = new OutcomeLog(handler.systemd().client()).lastLinesOfFailed(started.after());
        FailureEvidence evidence =
                FailureEvidence.read(handler.systemd().client(), last, lines, commandsThatMayHaveFailed(last));
        String why = FailureExplanation.ofState(last, evidence);
        String reason = "the unit did not stay up for " + TimeUnit.MILLISECONDS.convert(stableFor) + " ms: "
                + (why.isEmpty() ? "its state is " + last.state() + " (result " + last.result() + ")" : why);
        return new Outcome(Outcome.Kind.FAILED, started.before(), last, took, reason, lines);
    }

    private static List<String> commandsThatMayHaveFailed(ServiceStatus last) {
        return last.state() == ServiceState.ERROR && !VerbJudge.hasMainProcessFailed(last)
                ? FailureEvidence.commandsOfRun(last.unit().type())
                : List.of();
    }

    private static boolean isStillUp(ServiceStatus started, ServiceStatus now) {
        return now.state().isActive() && VerbJudge.sameRun(started, now);
    }

    /** Returns whether a oneshot service has run to its end, which completes its start. */
    private static boolean isDone(ServiceStatus status) {
        return status.properties().text("Type").equals("oneshot")
                && (status.state() == ServiceState.STOPPED || status.state() == ServiceState.COMPLETED);
    }

    /**
     * Returns the longest pause between two polls. Each poll spawns a process. About fifteen polls are as good as a
     * hundred, because a restart between two polls is still detected.
     */
    private Duration longestInterval() {
        Duration fraction = stableFor.dividedBy(8);
        Duration least = Duration.ofMillis(20);
        return fraction.compareTo(least) < 0 ? least : fraction;
    }
}

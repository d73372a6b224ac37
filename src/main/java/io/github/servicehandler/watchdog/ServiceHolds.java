package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceStatus;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The reasons that hold back all rules for one service. Not thread-safe. */
final class ServiceHolds {

    private boolean maintenance;
    private final Set<String> quarantinedBy = new TreeSet<>();
    private boolean stoppedByRule;
    private @Nullable String runStoppedByOther;
    private final ExpectedStops expectedStops = new ExpectedStops();
    private WatchdogEvent.@Nullable Fired busyWith;
    private Instant graceUntil = Instant.MIN;
    private @Nullable String claimedBy;

    boolean isInMaintenance() {
        return maintenance;
    }

    void setMaintenance(boolean on) {
        maintenance = on;
    }

    /** Returns whether the service is in maintenance or quarantine. */
    boolean isInMaintenanceOrQuarantine() {
        return maintenance || isQuarantined();
    }

    boolean isQuarantined() {
        return !quarantinedBy.isEmpty();
    }

    /** Returns the names of the rules that have put the service in quarantine, sorted. */
    List<String> quarantinedBy() {
        return List.copyOf(quarantinedBy);
    }

    /** Puts the service in quarantine. Returns whether the rule had not done so before. */
    boolean quarantine(String rule) {
        return quarantinedBy.add(rule);
    }

    /** Ends the quarantine by one rule. */
    void endQuarantineBy(String rule) {
        quarantinedBy.remove(rule);
    }

    void release() {
        quarantinedBy.clear();
    }

    /**
     * Returns the other watchdog that gives orders to the service, for people to read; {@code null} if there is none.
     */
    @Nullable
    String claimedBy() {
        return claimedBy;
    }

    void claimedBy(@Nullable String other) {
        claimedBy = other;
    }

    /** Returns whether the service is down because of a rule, and not because something else has stopped it. */
    boolean isStoppedByRule() {
        return stoppedByRule;
    }

    void stoppedByRule(boolean stopped) {
        stoppedByRule = stopped;
    }

    /** Returns whether something other than a rule has stopped the service, or has asked for that when it was down. */
    boolean isStoppedByOther() {
        return runStoppedByOther != null;
    }

    /** Returns the run before a stop by something other than a rule; empty if it is not known. */
    @Nullable
    String runStoppedByOther() {
        return runStoppedByOther;
    }

    /** @param run the last run of the service; empty if it is not known, {@code null} if there was no such stop */
    void stoppedByOther(@Nullable String run) {
        runStoppedByOther = run;
        stoppedByRule &= run == null;
    }

    /** Forgets a stop by something other than a rule, if a status shows that the service was started since. */
    void forgetStopBefore(ServiceStatus now) {
        boolean sameRun =
                now.invocationId().filter(run -> !run.equals(runStoppedByOther)).isEmpty();
        if (!now.state().isDown() || !sameRun) {
            runStoppedByOther = null;
        }
    }

    ExpectedStops expectedStops() {
        return expectedStops;
    }

    /** Returns the name of the rule that is working on the service, or {@code null} if there is none. */
    @Nullable
    String busyWith() {
        return busyWith == null ? null : busyWith.rule();
    }

    void markBusy(WatchdogEvent.Fired decision) {
        busyWith = decision;
    }

    /** Records that the step of a decision no longer works on the service. Another one may do so by now. */
    void markIdle(WatchdogEvent.Fired decision) {
        if (isBusyWith(decision)) {
            busyWith = null;
        }
    }

    boolean isBusyWith(WatchdogEvent.Fired decision) {
        return decision.equals(busyWith);
    }

    /** Extends the grace, unless it lasts longer already. */
    void extendGrace(Instant newGraceUntil) {
        graceUntil = Times.later(graceUntil, newGraceUntil);
    }

    /** Returns the end of the grace after the last step run; {@link Instant#MIN} if there was none. */
    Instant graceUntil() {
        return graceUntil;
    }
}

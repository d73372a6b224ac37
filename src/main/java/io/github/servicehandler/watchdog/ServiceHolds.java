package io.github.servicehandler.watchdog;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Knows what holds back all rules for one service. Not thread-safe. */
final class ServiceHolds {

    private boolean maintenance;
    private final Set<String> quarantinedBy = new TreeSet<>();
    private boolean stoppedByRule;
    private @Nullable String busyWith;
    private Instant graceUntil = Instant.MIN;

    boolean isInMaintenance() {
        return maintenance;
    }

    void setMaintenance(boolean on) {
        maintenance = on;
    }

    /** Tells whether no rule may touch it. */
    boolean isInMaintenanceOrQuarantine() {
        return maintenance || isQuarantined();
    }

    boolean isQuarantined() {
        return !quarantinedBy.isEmpty();
    }

    /** Returns the names of the rules that have put it in quarantine, sorted. */
    List<String> quarantinedBy() {
        return List.copyOf(quarantinedBy);
    }

    /** Returns whether the rule had not put it in quarantine before. */
    boolean quarantine(String rule) {
        return quarantinedBy.add(rule);
    }

    /** Undoes what one rule did. */
    void endQuarantineBy(String rule) {
        quarantinedBy.remove(rule);
    }

    void release() {
        quarantinedBy.clear();
    }

    /** Tells whether it is down because a rule stopped it, and not somebody who knows why. */
    boolean isStoppedByRule() {
        return stoppedByRule;
    }

    void stoppedByRule(boolean stopped) {
        stoppedByRule = stopped;
    }

    /** Returns the rule that is doing something about it, or {@code null} if none is. */
    @Nullable
    String busyWith() {
        return busyWith;
    }

    void markBusy(String rule) {
        busyWith = rule;
    }

    void markIdle(Instant newGraceUntil) {
        busyWith = null;
        graceUntil = Times.later(graceUntil, newGraceUntil);
    }

    /**
     * Returns until when what was done about it is left to show whether it helped; {@link Instant#MIN} if nothing was.
     */
    Instant graceUntil() {
        return graceUntil;
    }
}

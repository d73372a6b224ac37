package io.github.servicehandler.watchdog;

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
    private @Nullable String busyWith;
    private Instant graceUntil = Instant.MIN;

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

    /** Returns whether the service is down because of a rule, and not because a person has stopped it. */
    boolean isStoppedByRule() {
        return stoppedByRule;
    }

    void stoppedByRule(boolean stopped) {
        stoppedByRule = stopped;
    }

    /** Returns the name of the rule that is working on the service, or {@code null} if there is none. */
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

    /** Returns the end of the grace after the last step run; {@link Instant#MIN} if there was none. */
    Instant graceUntil() {
        return graceUntil;
    }
}

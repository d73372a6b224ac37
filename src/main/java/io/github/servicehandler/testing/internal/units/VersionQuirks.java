package io.github.servicehandler.testing.internal.units;

import io.github.servicehandler.testing.internal.files.ManagerScope;

/** The differences between versions of systemd in the handling of units and jobs. */
public record VersionQuirks(int version) {

    /** Returns whether a manual start ends the wait for an automatic restart; true from 254 on. */
    public boolean manualStartEndsRestartDelay() {
        return version >= 254;
    }

    /**
     * Returns whether an automatic restart uses a start job, with a separate sub state while the job is queued; true
     * from 257 on at the latest.
     */
    public boolean autoRestartIsStartJob() {
        return version >= 257;
    }

    /**
     * Returns whether reaching the start limit becomes the result even after an earlier failure; true from 262 on at
     * the latest.
     */
    public boolean startLimitOverridesResult() {
        return version >= 262;
    }

    /**
     * Returns whether a propagated restart also restarts units that are still activating; true from 252 on at the
     * latest.
     */
    boolean restartsActivatingUnits() {
        return version >= 252;
    }

    /**
     * Returns whether a start that has to wait until the service is down counts against the start limit; true in 252
     * and 257.
     */
    public boolean countsWaitingStarts() {
        return version >= 252 && version < 262;
    }

    /**
     * Returns whether a wanted unit whose own requirements cannot be met is not started; true from 257 on at the
     * latest.
     */
    public boolean dropsUnitsWithoutRequirements() {
        return version >= 257;
    }

    /** Returns whether the start limit keeps its count across a daemon-reload; true from 262 on at the latest. */
    boolean countsStartsAcrossReloads() {
        return version >= 262;
    }

    /**
     * Returns whether systemctl requests all jobs of a command in one transaction. The change came after 257; true here
     * from 262 on.
     */
    public boolean usesOneTransaction() {
        return version >= 262;
    }

    /**
     * Returns whether a service that will be restarted is failed or inactive for a moment, which triggers
     * {@code OnFailure=} and {@code OnSuccess=}; true from 254 on.
     */
    public boolean triggersUnitsBeforeRestart() {
        return version >= 254;
    }

    /** Returns whether the sub state shows how the service ended before its automatic restart; true from 254 on. */
    public boolean hasAutoRestartSubStates() {
        return version >= 254;
    }

    /**
     * Returns whether a command of {@code ExecCondition=} that skips the start counts as a condition; true after 247.
     * In 247 the journal reports that the command failed, {@code ConditionResult=} is {@code yes}, the start job ends
     * as skipped, and units that require the service fail.
     */
    public boolean execConditionCountsAsCondition() {
        return version > 247;
    }

    /** Returns whether a daemon-reload checks whether units are still needed; true after 247. */
    public boolean checksNeedsAfterReload() {
        return version > 247;
    }

    /** Returns whether a unit with markers stays loaded; true from 260 on at the earliest, and in 262. */
    public boolean keepsMarkedUnits() {
        return version >= 260;
    }

    /** Returns whether list-dependencies obeys --type and --state; true from 254 on. */
    public boolean filtersDependencies() {
        return version >= 254;
    }

    /** Returns whether list-dependencies puts the mark of a cycle one level deeper; true before 248. */
    public boolean indentsCycles() {
        return version < 248;
    }

    /** Returns whether list-dependencies marks a unit by its state; before 248 every unit had the same mark. */
    public boolean marksStates() {
        return version >= 248;
    }

    /** Returns whether the manager signals a change when a process has executed its program; true from 256 on. */
    public boolean signalsExec() {
        return version >= 256;
    }

    /** Returns whether {@code preset} ignores a missing unit beside others. */
    public boolean presetsIgnoreMissing() {
        return version >= 262;
    }

    /** Returns whether {@code preset} ignores a masked unit even if the preset files would enable it. */
    public boolean presetsIgnoreMasks() {
        return version >= 262;
    }

    /** Returns whether the drop-ins of a masked unit, and the links in its directories, still apply. */
    public boolean appliesDropInsOfMaskedUnits() {
        return version < 257;
    }

    /** Returns whether {@code disable --now} of a template stops its instances. */
    public boolean stopsInstances() {
        return version >= 257;
    }

    /**
     * Returns whether {@code set-property} adds its drop-in where it belongs among the others. Old versions add it at
     * the end, so that the unit can need a daemon-reload.
     */
    public boolean sortsNewDropIns() {
        return version >= 257;
    }

    /** Returns whether a drop-in in a new directory makes the unit need a daemon-reload; true from 257 on. */
    boolean noticesNewDirectories() {
        return version >= 257;
    }

    /**
     * Returns whether links that a command such as {@code enable} created or removed make all units need a
     * daemon-reload; true from 257 on at the latest.
     */
    boolean noticesChangedLinks() {
        return version >= 257;
    }

    /**
     * Returns whether messages show a unit's name and description; true from 250 on. Earlier messages show only the
     * description.
     */
    boolean namesUnitsInMessages() {
        return version >= 250;
    }

    /**
     * Returns whether the manager logs that a service has ended successfully; a user's manager does so only before 248.
     */
    public boolean logsDeactivation(ManagerScope scope) {
        return version < 248 || scope == ManagerScope.SYSTEM;
    }

    public String deactivatedText() {
        return version < 248 ? "Succeeded." : "Deactivated successfully.";
    }

    /**
     * Returns whether a service of {@code Type=notify-reload} fails to start if its process does not handle the signal
     * for reloads; true in 262, and false in 257.
     */
    public boolean requiresReloadHandler() {
        return version >= 262;
    }

    /** Returns whether messages quote the path of a {@code PIDFile=}. */
    public boolean quotesPidFiles() {
        return version >= 257;
    }

    /** Returns whether a socket that listens has a control group even without processes; false from 262 on. */
    public boolean socketsHaveControlGroups() {
        return version < 262;
    }

    /** Returns the error text of a signal for a unit of a type that has no processes. */
    public String refusalToKill() {
        return version >= 257 ? "Unit type does not support process killing." : "Operation not supported";
    }
}

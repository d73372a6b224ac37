package io.github.servicehandler.testing.internal.units;

import io.github.servicehandler.testing.internal.files.ManagerScope;

/** The differences between systemd's versions in what they do with units and jobs. */
public record VersionQuirks(int version) {

    /** From 254 on, a manual start does not wait for the automatic one. */
    public boolean startEndsHoldOff() {
        return version >= 254;
    }

    /**
     * From 257 on, at the latest, the automatic restart is a start, and a service that waits for it has a sub state of
     * its own.
     */
    public boolean startsInsteadOfRestarting() {
        return version >= 257;
    }

    /** From 262 on, at the latest, who hits the start limit has that for a result even after another failure. */
    public boolean startLimitIsTheResult() {
        return version >= 262;
    }

    /** From 252 on, at the latest, a restart that is passed on also reaches units that are only on their way up. */
    boolean restartsWhatIsComing() {
        return version >= 252;
    }

    /** In 252 and 257 a start counts against the limit also if it has to wait for the service to be down. */
    public boolean countsStartsThatWait() {
        return version >= 252 && version < 262;
    }

    /** From 257 on, at the latest, a unit that is only wanted does not start without what it requires itself. */
    public boolean leavesOutWhatLacksItsNeeds() {
        return version >= 257;
    }

    /** From 262 on, at the latest, a daemon-reload does not make the manager forget how often a unit was started. */
    boolean countsStartsAcrossReloads() {
        return version >= 262;
    }

    /** From 258 on at the earliest, systemctl asks for all jobs of a command in one transaction. */
    public boolean enqueuesAllOrNothing() {
        return version >= 262;
    }

    /** From 254 on, a service that will be restarted is shortly failed or inactive, and what hangs on that happens. */
    public boolean followsUpBeforeRestart() {
        return version >= 254;
    }

    /** From 254 on, a service that waits for its restart shows in its sub state how it got there and how far it is. */
    public boolean namesStepsOfRestart() {
        return version >= 254;
    }

    /** After 247, the condition of a service that its {@code ExecCondition=} skipped counts as not met. */
    public boolean skipsByCondition() {
        return version > 247;
    }

    /** After 247, a daemon-reload makes the manager look whether units are still needed. */
    public boolean looksForNeedsAfterReload() {
        return version > 247;
    }

    /** From 256 on, the manager notes when a process has become the program that it was started for. */
    public boolean notesExec() {
        return version >= 256;
    }

    /** Tells whether a drop-in in a directory that is new is noticed without a daemon-reload. */
    boolean noticesNewDirectories() {
        return version >= 257;
    }

    /**
     * From 257 on, at the latest, links that enable and its like made or removed ask for a daemon-reload of all units.
     */
    boolean noticesChangedLinks() {
        return version >= 257;
    }

    /** From 250 on, messages name a unit by its name and its description, before by its description alone. */
    boolean saysNames() {
        return version >= 250;
    }

    /** From 248 on, a user's manager no longer says that a service has ended well. */
    public boolean saysDeactivated(ManagerScope scope) {
        return version < 248 || scope == ManagerScope.SYSTEM;
    }

    public String deactivatedText() {
        return version < 248 ? "Succeeded." : "Deactivated successfully.";
    }
}

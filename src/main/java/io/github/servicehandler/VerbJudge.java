package io.github.servicehandler;

import java.util.Optional;

/**
 * The rules for the response to a verb that systemctl completed without an error, from the unit's statuses before and
 * after it. Pure.
 */
final class VerbJudge {

    private static final int SIGTERM = 15;
    private static final String CONDITION = "a condition of the unit was not met";
    private static final String EXEC_CONDITION = "ExecCondition= was not met";

    private VerbJudge() {}

    /**
     * Returns the response.
     *
     * @param linksChanged whether systemctl reported that it made or removed a link to the unit's file
     */
    static Outcome.Kind judge(Verb verb, ServiceStatus before, ServiceStatus after, boolean linksChanged) {
        return switch (verb.base()) {
            case START -> start(before, after);
            case RESTART, RELOAD_OR_RESTART -> started(before, after);
            case TRY_RESTART -> before.state().isDown() ? Outcome.Kind.SKIPPED : started(before, after);
            case STOP -> already(before.state().isDown());
            case ENABLE, REENABLE, DISABLE, MASK, UNMASK -> EnablementJudge.judge(verb, before, after, linksChanged);
            case RESET_FAILED -> already(before.state() != ServiceState.ERROR && before.restarts() == 0);
            case FREEZE -> already(before.isFrozen());
            case THAW -> already(!before.isFrozen());
            case KILL -> hasNoProcess(before) ? Outcome.Kind.FAILED : Outcome.Kind.OK;
            case RELOAD, CLEAN -> Outcome.Kind.OK;
        };
    }

    private static Outcome.Kind start(ServiceStatus before, ServiceStatus after) {
        if (before.state().isActive() && after.state().isActive() && sameRun(before, after)) {
            return Outcome.Kind.ALREADY;
        }
        return started(before, after);
    }

    private static Outcome.Kind started(ServiceStatus before, ServiceStatus after) {
        // systemd has started the unit; a failure that this status already shows depends on when it was read
        return unmetCondition(before, after).isPresent() ? Outcome.Kind.SKIPPED : Outcome.Kind.OK;
    }

    /**
     * Returns whether there is no process to send a signal to: for a loaded unit, systemctl does not report that as an
     * error.
     */
    static boolean hasNoProcess(ServiceStatus status) {
        boolean idle = status.state().isDown() || status.state() == ServiceState.RESTARTING;
        return idle && status.tasks().orElse(0) == 0;
    }

    private static Outcome.Kind already(boolean already) {
        return already ? Outcome.Kind.ALREADY : Outcome.Kind.OK;
    }

    static boolean isEnablementKnown(ServiceStatus status) {
        return status.enablement() != EnablementState.UNKNOWN;
    }

    static boolean sameRun(ServiceStatus before, ServiceStatus after) {
        return before.invocationId().equals(after.invocationId()) && before.restarts() == after.restarts();
    }

    /**
     * Returns the condition that systemd checked between the two statuses and found unmet, so that it did not start the
     * unit.
     */
    static Optional<String> unmetCondition(ServiceStatus before, ServiceStatus after) {
        if (!after.state().isDown()) {
            return Optional.empty();
        }
        if (after.result().equals("exec-condition")) {
            return Optional.of(EXEC_CONDITION);
        }
        boolean unmet = after.properties().text("ConditionResult").equals("no");
        return unmet && conditionCheckedAt(after) > conditionCheckedAt(before)
                ? Optional.of(CONDITION)
                : Optional.empty();
    }

    /** Returns the condition because of which systemd did not start a unit that has not run since then. */
    static Optional<String> unmetCondition(ServiceStatus status) {
        if (status.result().equals("exec-condition")) {
            return Optional.of(EXEC_CONDITION);
        }
        boolean unmet = status.properties().text("ConditionResult").equals("no");
        long down =
                status.properties().number("InactiveEnterTimestampMonotonic").orElse(0);
        return unmet && conditionCheckedAt(status) > down ? Optional.of(CONDITION) : Optional.empty();
    }

    private static long conditionCheckedAt(ServiceStatus status) {
        return status.properties().number("ConditionTimestampMonotonic").orElse(0);
    }

    /**
     * Returns whether the manager has forgotten what it did: it unloads a unit that is down, unreferenced and has not
     * failed.
     */
    static boolean isForgotten(ServiceStatus after) {
        return after.state() == ServiceState.STOPPED
                && after.invocationId().isEmpty()
                && conditionCheckedAt(after) == 0;
    }

    /**
     * Returns whether systemd refused to start a failed unit again, so that the unit still shows how its last run
     * ended.
     */
    static boolean wasStartRefused(Verb verb, ServiceStatus before, ServiceStatus after) {
        return verb.base().startsUnits()
                && before.state() == ServiceState.ERROR
                && after.startLimitHit()
                && changedAt(before) != changedAt(after)
                && sameRun(before, after);
    }

    /** Returns whether the unit failed between the two statuses, not before. */
    static boolean hasFailedNow(ServiceStatus before, ServiceStatus after) {
        boolean failed = after.state() == ServiceState.ERROR || after.state() == ServiceState.RESTARTING;
        return failed
                && after.loadState().equals("loaded")
                && (before.state() != after.state()
                        || !sameRun(before, after)
                        || changedAt(before) != changedAt(after));
    }

    /**
     * Returns whether the unit failed in between, and did not just end well to be started again by {@code Restart=}.
     */
    static boolean hasFailedSince(ServiceStatus before, ServiceStatus after) {
        return hasFailedNow(before, after) && !after.result().equals("success");
    }

    private static long changedAt(ServiceStatus status) {
        return status.properties().number("StateChangeTimestampMonotonic").orElse(0);
    }

    /**
     * Returns whether the end of the main process is the reason of the unit's result. If a command such as
     * {@code ExecStartPost=} fails, systemd ends the main process with {@code SIGTERM}.
     */
    static boolean hasMainProcessFailed(ServiceStatus status) {
        return status.exit()
                .filter(exit -> !exit.isClean())
                .filter(exit -> !exit.bySignal()
                        || (exit.code() != SIGTERM && status.result().equals("signal")))
                .isPresent();
    }

    /** Returns whether the unit is as requested although systemctl reported an error, perhaps about another unit. */
    static boolean isAsRequested(Verb verb, ServiceStatus after) {
        return switch (verb.base()) {
            case START, RESTART, RELOAD_OR_RESTART -> after.state().isActive();
            case STOP -> after.state().isDown() && after.state() != ServiceState.NOT_FOUND;
            case ENABLE, REENABLE -> after.enablement().isEnabled();
            case DISABLE -> after.enablement() == EnablementState.DISABLED;
            case MASK -> after.enablement().isMasked();
            case UNMASK -> isEnablementKnown(after) && !after.enablement().isMasked();
            case RESET_FAILED -> after.state() != ServiceState.ERROR && after.state() != ServiceState.NOT_FOUND;
            case FREEZE -> after.isFrozen();
            case THAW -> after.state().isActive() && !after.isFrozen();
            case TRY_RESTART, RELOAD, KILL, CLEAN -> false;
        };
    }
}

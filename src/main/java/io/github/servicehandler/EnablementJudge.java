package io.github.servicehandler;

import java.util.Optional;

/**
 * The rules for the response to a verb that changes links to unit files, if systemctl completed it without an error.
 * What changed is decided by the links, not by the unit's enablement: a unit can be enabled in several ways. Pure.
 */
final class EnablementJudge {

    private EnablementJudge() {}

    /**
     * Returns the response.
     *
     * @param linksChanged whether systemctl reported that it made or removed a link of the unit
     */
    static Outcome.Kind judge(Verb verb, ServiceStatus before, ServiceStatus after, boolean linksChanged) {
        boolean changed =
                linksChanged || before.enablement() != after.enablement() || !VerbJudge.isEnablementKnown(after);
        if (whyIneffective(verb, after, linksChanged).isPresent()) {
            return Outcome.Kind.FAILED;
        }
        return switch (verb.base()) {
            case ENABLE -> enable(verb, before, after, changed);
            case REENABLE -> Outcome.Kind.OK;
            default -> {
                boolean stopped = verb.isNow() && !before.state().isDown();
                yield changed || stopped ? Outcome.Kind.OK : Outcome.Kind.ALREADY;
            }
        };
    }

    private static Outcome.Kind enable(Verb verb, ServiceStatus before, ServiceStatus after, boolean changed) {
        boolean started = verb.isNow() && !(before.state().isActive() && VerbJudge.sameRun(before, after));
        if (after.enablement() == EnablementState.STATIC) {
            return Outcome.Kind.SKIPPED;
        }
        return started || changed ? Outcome.Kind.OK : Outcome.Kind.ALREADY;
    }

    /** Returns why the unit is not as requested although systemctl reported success; empty if it is. */
    static Optional<String> whyIneffective(Verb verb, ServiceStatus after, boolean linksChanged) {
        EnablementState now = after.enablement();
        boolean runtime = verb.isRuntime();
        String reason = switch (verb.base()) {
            case DISABLE ->
                after.state() == ServiceState.NOT_FOUND && !linksChanged
                        ? "there is no unit file with this name"
                        : !runtime && now.isEnabled() ? stillEnabled(now) : "";
            case MASK ->
                runtime && VerbJudge.isEnablementKnown(after) && !now.isMasked()
                        ? "the mask has no effect, because the unit's own file takes precedence over a mask in"
                                + " /run; mask the unit without --runtime, or move its file away"
                        : "";
            case UNMASK ->
                !runtime && now == EnablementState.MASKED_RUNTIME
                        ? "the unit is still masked until the next boot; use unmask with --runtime"
                        : "";
            default -> "";
        };
        return reason.isEmpty() ? Optional.empty() : Optional.of(reason);
    }

    private static String stillEnabled(EnablementState now) {
        return now == EnablementState.ENABLED_RUNTIME
                ? "the unit is still enabled until the next boot; use disable with --runtime"
                : "the unit is still enabled by a link in a directory that this manager does not change, for example"
                        + " for all users";
    }
}

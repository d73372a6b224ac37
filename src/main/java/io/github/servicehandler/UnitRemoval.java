package io.github.servicehandler;

import java.time.Duration;
import java.util.List;

/** The removal of a unit: it is stopped and disabled, and only then its file is removed. */
final class UnitRemoval {

    private final ServiceHandler handler;
    private final UnitFileInstaller installer;

    UnitRemoval(ServiceHandler handler) {
        this.handler = handler;
        this.installer = new UnitFileInstaller(handler.systemd().client());
    }

    /** Removes the unit if it exists, and what belongs to it. */
    Outcome run() {
        long begin = handler.systemd().time().nanos();
        ServiceStatus before = handler.status();
        boolean exists = before.state() != ServiceState.NOT_FOUND;
        if (exists) {
            installer.check(before);
            Outcome stopped = stopAndDisable();
            if (!isOutOfUse(stopped.after())) {
                return outcome(Outcome.Kind.FAILED, before, stopped.after(), begin, reason(stopped));
            }
        }
        installer.uninstall(handler.unitName(), List.of());
        handler.systemd().client().perform(Verb.RESET_FAILED.request(List.of(handler.unitName())));
        // also so that the handler does not take it for a unit that exists but is not loaded
        ServiceStatus after = handler.status();
        return outcome(exists ? Outcome.Kind.OK : Outcome.Kind.ALREADY, before, after, begin, "");
    }

    private Outcome stopAndDisable() {
        Outcome stopped = handler.perform(Verb.DISABLE.now());
        return stopped.after().enablement() == EnablementState.ENABLED_RUNTIME
                ? handler.perform(Verb.DISABLE.runtime())
                : stopped;
    }

    /**
     * Returns whether the file can be removed. This depends on what the unit is now, not on what systemctl reported: it
     * refuses to stop a unit with a bad setting, for example, which is down anyway.
     */
    private static boolean isOutOfUse(ServiceStatus status) {
        return status.state().isDown() && !status.enablement().isEnabled();
    }

    private static String reason(Outcome stopped) {
        ServiceStatus status = stopped.after();
        String use = status.state().isDown() ? "enabled" : status.state().toString();
        String why = stopped.reason().isEmpty() ? "" : ": " + stopped.reason();
        return "its file was not removed, because the unit is still " + use + why;
    }

    private Outcome outcome(Outcome.Kind kind, ServiceStatus before, ServiceStatus after, long begin, String reason) {
        Duration took = Duration.ofNanos(handler.systemd().time().nanos() - begin);
        return new Outcome(kind, before, after, took, reason, List.of());
    }
}

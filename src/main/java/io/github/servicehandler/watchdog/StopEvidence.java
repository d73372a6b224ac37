package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceStatus;
import java.util.Set;

/** The evidence in a status that a service is down because something has stopped it, even if it counts as failed. */
final class StopEvidence {

    /** The results of a main process that does not end with success when it is asked to. */
    private static final Set<String> ENDINGS = Set.of("exit-code", "signal", "core-dump");

    /**
     * The types of services that can announce that they stop by themselves, which the times do not tell from a stop.
     */
    private static final Set<String> SELF_STOPPING = Set.of("notify", "notify-reload", "dbus");

    private StopEvidence() {}

    /**
     * Returns whether a service is known to be down because it was stopped, ended with success or was never started.
     */
    static boolean isStopped(ServiceHistory history) {
        return history.status().filter(StopEvidence::isStopped).isPresent();
    }

    static boolean isStopped(ServiceStatus status) {
        return switch (status.state()) {
            // the result of a run that failed stays if the service was stopped while it waited for its restart
            case STOPPED, MASKED -> !status.result().equals("exec-condition");
            case ERROR -> wasAskedToEnd(status);
            default -> false;
        };
    }

    /**
     * Returns whether the manager had begun to stop the service before its main process ended. After a crash, the
     * process ends first.
     */
    private static boolean wasAskedToEnd(ServiceStatus status) {
        long runBegan = micros(status, "InactiveExitTimestampMonotonic");
        long stopBegan = micros(status, "ActiveExitTimestampMonotonic");
        long mainEnded = micros(status, "ExecMainExitTimestampMonotonic");
        return ENDINGS.contains(status.result())
                && !SELF_STOPPING.contains(status.properties().text("Type"))
                && runBegan < stopBegan
                && stopBegan < mainEnded;
    }

    private static long micros(ServiceStatus status, String property) {
        return status.properties().number(property).orElse(0);
    }
}

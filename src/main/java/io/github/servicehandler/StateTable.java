package io.github.servicehandler;

import java.util.Set;

/** Decides a {@link ServiceState} from systemd's words. This is the only place that does. */
final class StateTable {

    private static final Set<String> RESTARTING = Set.of("auto-restart", "auto-restart-queued");
    private static final Set<String> BETWEEN_RESTARTS =
            Set.of("dead-before-auto-restart", "failed-before-auto-restart");
    private static final Set<String> RUNNING = Set.of(
            "running",
            "running-revalidating",
            "active",
            "listening",
            "deferred",
            "waiting",
            "mounted",
            "mounting-done",
            "plugged",
            "abandoned",
            "elapsed");
    private static final Set<String> DEAD = Set.of("dead", "dead-resources-pinned");

    private StateTable() {}

    static ServiceState decide(String load, String active, String sub) {
        return switch (active) {
            case "active" -> whenActive(sub);
            case "reloading", "refreshing" -> ServiceState.RELOADING;
            case "activating" -> RESTARTING.contains(sub) ? ServiceState.RESTARTING : ServiceState.STARTING;
            case "deactivating" -> ServiceState.STOPPING;
            case "failed" -> BETWEEN_RESTARTS.contains(sub) ? ServiceState.RESTARTING : ServiceState.ERROR;
            // "systemctl clean" is at work on a unit that is down
            case "maintenance" -> ServiceState.STOPPED;
            case "inactive" -> whenInactive(load, sub);
            default -> ServiceState.UNKNOWN;
        };
    }

    private static ServiceState whenActive(String sub) {
        if (sub.equals("exited")) {
            return ServiceState.COMPLETED;
        }
        return RUNNING.contains(sub) ? ServiceState.RUNNING : ServiceState.UNKNOWN;
    }

    private static ServiceState whenInactive(String load, String sub) {
        if (BETWEEN_RESTARTS.contains(sub)) {
            return ServiceState.RESTARTING;
        }
        if (!DEAD.contains(sub)) {
            return ServiceState.UNKNOWN;
        }
        return switch (load) {
            case "loaded", "merged", "stub" -> ServiceState.STOPPED;
            case "masked" -> ServiceState.MASKED;
            case "not-found" -> ServiceState.NOT_FOUND;
            case "bad-setting", "error" -> ServiceState.ERROR;
            default -> ServiceState.UNKNOWN;
        };
    }
}

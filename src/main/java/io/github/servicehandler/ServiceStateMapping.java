package io.github.servicehandler;

import java.util.Set;

/**
 * The table that derives a {@link ServiceState} from systemd's words. No other class does that.
 *
 * <p>The words are those of systemd 247 to 262, as {@code systemctl --state=help} lists them. A word that is not in the
 * table, be it new or garbled, leads to an unknown state, which is better than a wrong one.
 */
final class ServiceStateMapping {

    private static final Set<String> RUNNING = Set.of(
            "running",
            "running-revalidating",
            "active",
            "activating-done",
            "listening",
            "deferred",
            "waiting",
            "mounted",
            "mounting-done",
            "plugged",
            "abandoned",
            "elapsed");
    private static final Set<String> STARTING_IDLE = Set.of("condition", "start-pre", "start", "start-post");
    private static final Set<String> STARTING = Set.of(
            "condition",
            "start-pre",
            "start",
            "start-open",
            "start-chown",
            "start-post",
            "activating",
            "mounting",
            "mounting-done",
            "tentative");
    private static final Set<String> RELOADING = Set.of(
            "reload",
            "reload-signal",
            "reload-notify",
            "reload-post",
            "refresh-extensions",
            "refresh-credentials",
            "mounting",
            "remounting",
            "remounting-sigterm",
            "remounting-sigkill");
    private static final Set<String> STOPPING = Set.of(
            "stop",
            "stop-pre",
            "stop-pre-sigterm",
            "stop-pre-sigkill",
            "stop-watchdog",
            "stop-sigterm",
            "stop-sigkill",
            "stop-post",
            "final-watchdog",
            "final-sigterm",
            "final-sigkill",
            "unmounting",
            "unmounting-sigterm",
            "unmounting-sigkill",
            "deactivating",
            "deactivating-sigterm",
            "deactivating-sigkill");
    private static final Set<String> RESTARTING = Set.of("auto-restart", "auto-restart-queued");
    private static final Set<String> BETWEEN_RESTARTS =
            Set.of("dead-before-auto-restart", "failed-before-auto-restart");
    private static final Set<String> DEAD = Set.of("dead", "dead-resources-pinned");

    private ServiceStateMapping() {}

    static ServiceState decide(String load, String active, String sub) {
        return switch (active) {
            case "active" -> whenActive(sub);
            case "reloading", "refreshing" -> when(RELOADING.contains(sub), ServiceState.RELOADING);
            case "activating" -> whenActivating(sub);
            case "deactivating" -> when(STOPPING.contains(sub), ServiceState.STOPPING);
            case "failed" -> whenFailed(sub);
            // "systemctl clean" is running on a unit that is down
            case "maintenance" -> when(sub.equals("cleaning"), ServiceState.STOPPED);
            case "inactive" -> whenInactive(load, sub);
            default -> ServiceState.UNKNOWN;
        };
    }

    private static ServiceState when(boolean known, ServiceState state) {
        return known ? state : ServiceState.UNKNOWN;
    }

    private static ServiceState whenActive(String sub) {
        if (sub.equals("exited")) {
            return ServiceState.COMPLETED;
        }
        if (RUNNING.contains(sub)) {
            return ServiceState.RUNNING;
        }
        // a service of Type=idle counts as active from the beginning
        return when(STARTING_IDLE.contains(sub), ServiceState.STARTING);
    }

    private static ServiceState whenActivating(String sub) {
        return RESTARTING.contains(sub) ? ServiceState.RESTARTING : when(STARTING.contains(sub), ServiceState.STARTING);
    }

    private static ServiceState whenFailed(String sub) {
        return BETWEEN_RESTARTS.contains(sub)
                ? ServiceState.RESTARTING
                : when(sub.equals("failed"), ServiceState.ERROR);
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

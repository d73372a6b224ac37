package io.github.servicehandler.testing.internal.manager;

import io.github.servicehandler.testing.internal.services.ServiceUnit;
import io.github.servicehandler.testing.internal.units.Unit;

/** The beginnings of the messages about finished jobs, which depend on the type of the unit. */
final class JobWording {

    private JobWording() {}

    static String started(Unit unit) {
        return switch (type(unit)) {
            case "target" -> "Reached target ";
            case "slice" -> "Created slice ";
            case "socket" -> "Listening on ";
            case "mount" -> "Mounted ";
            case "swap" -> "Activated swap ";
            case "automount" -> "Set up automount ";
            default -> isOneshot(unit) ? "Finished " : "Started ";
        };
    }

    static String startFailed(Unit unit) {
        return switch (type(unit)) {
            case "socket" -> "Failed to listen on ";
            case "mount" -> "Failed to mount ";
            case "swap" -> "Failed to activate swap ";
            case "automount" -> "Failed to set up automount ";
            default -> "Failed to start ";
        };
    }

    static String stopped(Unit unit) {
        return switch (type(unit)) {
            case "target" -> "Stopped target ";
            case "slice" -> "Removed slice ";
            case "socket" -> "Closed ";
            case "mount" -> "Unmounted ";
            case "swap" -> "Deactivated swap ";
            case "automount" -> "Unset automount ";
            default -> "Stopped ";
        };
    }

    private static String type(Unit unit) {
        return unit.id.substring(unit.id.lastIndexOf('.') + 1);
    }

    private static boolean isOneshot(Unit unit) {
        return unit instanceof ServiceUnit service && service.config().isType("oneshot");
    }
}

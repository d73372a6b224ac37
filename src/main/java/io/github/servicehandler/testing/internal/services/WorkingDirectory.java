package io.github.servicehandler.testing.internal.services;

import io.github.servicehandler.internal.settings.SettingValues;
import io.github.servicehandler.testing.internal.files.ManagerScope;
import io.github.servicehandler.testing.internal.files.UnitSettings;
import io.github.servicehandler.testing.internal.process.MachineInfo;

/**
 * The directory in which a service runs; see {@code WorkingDirectory=} in systemd.exec(5).
 *
 * @param path an absolute path, {@code ~} for the home directory of the service's user, or empty if none is set
 * @param mayBeMissing whether the service runs even without the directory
 */
public record WorkingDirectory(String path, boolean mayBeMissing) {

    private static final int FIRST_REQUIRING_HOME = 257;

    /**
     * Returns the directory that the last valid assignment sets. Without one, or after an empty assignment, a service
     * of a user runs in the user's home directory.
     */
    static WorkingDirectory of(UnitSettings settings) {
        WorkingDirectory none = settings.scope() == ManagerScope.USER
                ? new WorkingDirectory(settings.resolve("%h").orElse(""), true)
                : new WorkingDirectory("", false);
        WorkingDirectory directory = none;
        for (String value : settings.everyAssignment("Service", "WorkingDirectory")) {
            if (value.isEmpty()) {
                directory = none;
            } else if (complaint(value, settings).isEmpty()) {
                directory = new WorkingDirectory(
                        settings.resolve(rest(value))
                                .map(SettingValues::simplifiedPath)
                                .orElse(""),
                        mayBeMissing(value) || isOptionalHome(rest(value), settings));
            }
        }
        return directory;
    }

    /**
     * Returns whether a directory is the home directory of a user's manager, which had not to exist in old versions.
     */
    private static boolean isOptionalHome(String path, UnitSettings settings) {
        return path.equals("~") && settings.scope() == ManagerScope.USER && settings.version() < FIRST_REQUIRING_HOME;
    }

    /** Returns whether mistakes in a value, and a missing directory, do not matter. */
    public static boolean mayBeMissing(String value) {
        return value.startsWith("-");
    }

    /** Returns what is wrong with a value in systemd's words, or an empty string. */
    public static String complaint(String value, UnitSettings settings) {
        String rest = rest(value);
        return rest.equals("~")
                ? ""
                : settings.resolve(rest)
                        .map(path -> SettingValues.complaintAboutPath("WorkingDirectory", path))
                        .orElse("Failed to resolve unit specifiers in '" + rest + "', ignoring: Invalid slot");
    }

    private static String rest(String value) {
        return mayBeMissing(value) ? value.substring(1) : value;
    }

    /** Returns whether the service cannot run because the directory is missing. */
    boolean isMissing() {
        return !mayBeMissing && MachineInfo.isMissing(path);
    }

    /** Returns the directory as {@code systemctl show} prints it. */
    public String shown() {
        return (mayBeMissing ? "!" : "") + path;
    }
}

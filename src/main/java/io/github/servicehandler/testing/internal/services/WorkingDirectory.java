package io.github.servicehandler.testing.internal.services;

import io.github.servicehandler.testing.internal.files.SettingValues;
import io.github.servicehandler.testing.internal.files.UnitSettings;
import io.github.servicehandler.testing.internal.process.MachineInfo;

/**
 * The directory in which a service runs; see {@code WorkingDirectory=} in systemd.exec(5).
 *
 * @param path an absolute path, {@code ~} for the home directory of the service's user, or empty if none is set
 * @param mayBeMissing whether the service runs even without the directory
 */
public record WorkingDirectory(String path, boolean mayBeMissing) {

    private static final WorkingDirectory NONE = new WorkingDirectory("", false);

    /** Returns the directory that the last valid assignment sets; an empty assignment sets none. */
    static WorkingDirectory of(UnitSettings settings) {
        WorkingDirectory directory = NONE;
        for (String value : settings.everyAssignment("Service", "WorkingDirectory")) {
            if (value.isEmpty()) {
                directory = NONE;
            } else if (complaint(value, settings).isEmpty()) {
                directory = new WorkingDirectory(
                        settings.resolve(rest(value))
                                .map(SettingValues::simplifiedPath)
                                .orElse(""),
                        mayBeMissing(value));
            }
        }
        return directory;
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

package io.github.servicehandler.testing.internal.files;

import java.util.List;

/**
 * The kind of a manager, a user's or the system's, with its directories, its slice and its environment; or all users'
 * managers, for which systemctl can change unit files with {@code --global}.
 */
public enum ManagerScope {
    USER(
            "/home/user/.config/systemd/user",
            "/run/user/1000/systemd/user",
            "/run/user/1000/systemd/transient",
            "/usr/lib/systemd/user",
            "app.slice",
            "/user.slice/user-1000.slice/user@1000.service/app.slice/"),
    SYSTEM(
            "/etc/systemd/system",
            "/run/systemd/system",
            "/run/systemd/transient",
            "/usr/lib/systemd/system",
            "system.slice",
            "/system.slice/"),
    GLOBAL("/etc/systemd/user", "/run/systemd/user", "/run/systemd/transient", "/usr/lib/systemd/user", "", "");

    public final String configDirectory;
    public final String runtimeDirectory;
    public final String transientDirectory;
    public final String vendorDirectory;
    public final String slice;
    public final String cgroup;

    ManagerScope(
            String configDirectory,
            String runtimeDirectory,
            String transientDirectory,
            String vendorDirectory,
            String slice,
            String cgroup) {
        this.configDirectory = configDirectory;
        this.runtimeDirectory = runtimeDirectory;
        this.transientDirectory = transientDirectory;
        this.vendorDirectory = vendorDirectory;
        this.slice = slice;
        this.cgroup = cgroup;
    }

    /**
     * Returns the directory of the drop-ins that {@code set-property} writes.
     *
     * @param runtime whether they last only until the next boot
     */
    public String controlDirectory(boolean runtime) {
        return (runtime ? runtimeDirectory : configDirectory) + ".control";
    }

    /** Returns the directories of unit files in the order of precedence. */
    public List<String> searchPath() {
        return switch (this) {
            case GLOBAL -> List.of(configDirectory, runtimeDirectory, vendorDirectory);
            case USER ->
                List.of(
                        controlDirectory(false),
                        controlDirectory(true),
                        transientDirectory,
                        configDirectory,
                        GLOBAL.configDirectory,
                        runtimeDirectory,
                        GLOBAL.runtimeDirectory,
                        vendorDirectory);
            case SYSTEM ->
                List.of(
                        controlDirectory(false),
                        controlDirectory(true),
                        transientDirectory,
                        configDirectory,
                        runtimeDirectory,
                        vendorDirectory);
        };
    }

    /** Returns the directories whose links enable units for good: a user's own, and the one of all users. */
    List<String> configDirectories() {
        return this == USER ? List.of(configDirectory, GLOBAL.configDirectory) : List.of(configDirectory);
    }

    /** Returns the manager's environment as assignments of the form {@code NAME=value}. */
    public List<String> environment() {
        return this == USER
                ? List.of("HOME=/home/user", "USER=user", "XDG_RUNTIME_DIR=/run/user/1000")
                : List.of("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin");
    }

    /**
     * Returns the option that systemctl puts into its hints: {@code " --user"}, or an empty string for the system's
     * manager.
     */
    public String systemctlOption() {
        return switch (this) {
            case USER -> " --user";
            case GLOBAL -> " --global";
            case SYSTEM -> "";
        };
    }
}

package io.github.servicehandler.testing.internal.files;

import java.util.List;

/** Tells a user's manager from the system's: where their files are and what they say. */
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
            "/system.slice/");

    public final String config;
    public final String runtime;
    public final String transients;
    public final String vendor;
    public final String slice;
    public final String cgroup;

    ManagerScope(String config, String runtime, String transients, String vendor, String slice, String cgroup) {
        this.config = config;
        this.runtime = runtime;
        this.transients = transients;
        this.vendor = vendor;
        this.slice = slice;
        this.cgroup = cgroup;
    }

    /** Returns the directories in which units are looked up, the first one first. */
    public List<String> path() {
        return List.of(transients, config, runtime, vendor);
    }

    /** Returns what the manager's own environment says, as variables and values. */
    public List<String> environment() {
        return this == USER
                ? List.of("HOME=/home/user", "USER=user", "XDG_RUNTIME_DIR=/run/user/1000")
                : List.of("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin");
    }

    /** Returns {@code " --user"} or nothing: what systemctl puts into its hints. */
    public String option() {
        return this == USER ? " --user" : "";
    }
}

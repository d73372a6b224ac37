package io.github.servicehandler.unit;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The types of units. The part of a unit's name after its last dot is its type; see systemd(1), "CONCEPTS". */
public enum UnitType {
    /** One or more processes under systemd's control. See systemd.service(5). */
    SERVICE,
    /** A socket whose traffic starts a service. See systemd.socket(5). */
    SOCKET,
    /** A name for a group of units, such as {@code default.target}. See systemd.target(5). */
    TARGET,
    /** A device that the kernel reports. See systemd.device(5). */
    DEVICE,
    /** A mount point. See systemd.mount(5). */
    MOUNT,
    /** A mount point that is mounted when it is first used. See systemd.automount(5). */
    AUTOMOUNT,
    /** A swap device or file. See systemd.swap(5). */
    SWAP,
    /** A timer that starts another unit. See systemd.timer(5). */
    TIMER,
    /** A file or directory whose changes start another unit. See systemd.path(5). */
    PATH,
    /** A node in the tree of resource limits. See systemd.slice(5). */
    SLICE,
    /** Processes that systemd manages but did not start itself. See systemd.scope(5). */
    SCOPE;

    /**
     * Returns the ending of the names of such units, with its dot.
     *
     * @return the ending, such as {@code ".service"}
     */
    public String suffix() {
        return "." + word();
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the name of the section that only units of this type have.
     *
     * @return the name without brackets, such as {@code Service}
     */
    public String section() {
        return name().charAt(0) + word().substring(1);
    }

    /**
     * Returns the type whose names have a given ending.
     *
     * @param suffix the ending with its dot, in lower case, such as {@code ".service"}
     * @return the type, or empty if there is none
     */
    public static Optional<UnitType> ofSuffix(String suffix) {
        return Arrays.stream(values())
                .filter(type -> type.suffix().equals(suffix))
                .findFirst();
    }
}

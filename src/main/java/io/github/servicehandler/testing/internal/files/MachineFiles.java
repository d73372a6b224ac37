package io.github.servicehandler.testing.internal.files;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The files that contain the names and numbers of the machine, which specifiers stand for. */
public final class MachineFiles {

    static final String HOST_NAME = "fake";
    static final String MACHINE_ID = "00000000000000000000000000000001";
    static final String BOOT_ID = "00000000000000000000000000000002";
    static final String KERNEL_RELEASE = "6.1.0";

    private static final Map<String, String> CONTENTS = Map.of(
            "/etc/machine-id", MACHINE_ID,
            "/proc/sys/kernel/hostname", HOST_NAME,
            "/proc/sys/kernel/random/boot_id", "00000000-0000-0000-0000-000000000002",
            "/proc/sys/kernel/osrelease", KERNEL_RELEASE);

    private MachineFiles() {}

    /** Returns the only line of a file, without its line feed; {@code null} if it is not one of these files. */
    public static @Nullable String lineOf(String path) {
        return CONTENTS.get(path);
    }
}

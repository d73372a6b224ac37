package io.github.servicehandler.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The paths of the sockets on which the managers and buses of this machine listen. */
final class Sockets {

    private Sockets() {}

    /** Returns the manager's own socket. Only root may use that of the system manager. */
    static Path ofManager(boolean isUser) {
        return (isUser ? runtimeDirectory() : Path.of("/run")).resolve("systemd/private");
    }

    /** Returns the socket of the bus that the manager is on. */
    static Path ofBus(boolean isUser) {
        return isUser ? runtimeDirectory().resolve("bus") : Path.of("/run/dbus/system_bus_socket");
    }

    /**
     * Returns the user's runtime directory. {@code XDG_RUNTIME_DIR} may be unset: by su, sudo, cron, and in services of
     * the system manager.
     */
    private static Path runtimeDirectory() {
        String set = System.getenv("XDG_RUNTIME_DIR");
        return set == null || set.isEmpty() ? Path.of("/run/user", uid()) : Path.of(set);
    }

    private static String uid() {
        try {
            return String.valueOf(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException e) {
            return "unknown";
        }
    }
}

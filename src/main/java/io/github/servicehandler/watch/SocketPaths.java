package io.github.servicehandler.watch;

import io.github.servicehandler.command.ManagerAddress;
import java.nio.file.Path;

/** The paths of the sockets on which the managers and buses of this machine listen. */
final class SocketPaths {

    private SocketPaths() {}

    /** Returns the manager's own socket; that of the system's is root's only. */
    static Path ofManager(ManagerAddress address) {
        return address.runtimeDirectory().resolve("systemd/private");
    }

    /** Returns the bus on which the manager is. */
    static Path ofBus(ManagerAddress address) {
        return address.runtimeDirectory().resolve(address.isUser() ? "bus" : "dbus/system_bus_socket");
    }
}

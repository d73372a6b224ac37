package io.github.servicehandler.internal.systemdbus;

import io.github.servicehandler.command.ManagerAddress;
import java.nio.file.Path;

/** The paths of the sockets on which the managers and buses of this machine listen. */
final class SocketPaths {

    private SocketPaths() {}

    /** Returns the manager's own socket. Only root may use that of the system manager. */
    static Path ofManager(ManagerAddress address) {
        return address.runtimeDirectory().resolve("systemd/private");
    }

    /** Returns the socket of the bus that the manager is on. */
    static Path ofBus(ManagerAddress address) {
        return address.runtimeDirectory().resolve(address.isUser() ? "bus" : "dbus/system_bus_socket");
    }
}

package io.github.servicehandler.internal.dbus;

import io.github.servicehandler.RequiresSystemManager;
import java.nio.file.Path;

/** Test cases with the system manager, as root. */
@RequiresSystemManager
class SystemBusIT extends BusCases {

    SystemBusIT() {
        super(Path.of("/run/systemd/private"), Path.of("/run/dbus/system_bus_socket"));
    }
}

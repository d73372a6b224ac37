package io.github.servicehandler;

import io.github.servicehandler.internal.dbus.SystemdBusNames;
import io.github.servicehandler.internal.systemctl.ManagerClient;
import java.io.IOException;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.freedesktop.dbus.interfaces.Properties.PropertiesChanged;
import org.freedesktop.dbus.types.Variant;

/** Client that uses dbus-java on the user's bus. */
record DbusJavaClient(DBusConnection connection) implements FailureClient {

    /** The part of the manager's interface that is needed. */
    @DBusInterfaceName(SystemdBusNames.MANAGER)
    public interface ManagerClient extends DBusInterface {

        void Subscribe();
    }

    static FailureClient open(KillLatencies kills) throws DBusException {
        DBusConnection connection =
                DBusConnectionBuilder.forSessionBus().withShared(false).build();
        var unused = connection.addSigHandler(PropertiesChanged.class, signal -> {
            long now = System.nanoTime();
            Variant<?> state = signal.getPropertiesChanged().get("ActiveState");
            if (state != null && "failed".equals(state.getValue())) {
                kills.report(SystemdBusNames.unitName(signal.getPath()), now);
            }
        });
        connection
                .getRemoteObject(SystemdBusNames.NAME, SystemdBusNames.MANAGER_PATH, ManagerClient.class)
                .Subscribe();
        return new DbusJavaClient(connection);
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}

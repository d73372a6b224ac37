package io.github.servicehandler.internal.systemdbus;

import io.github.servicehandler.command.ManagerRoute;
import io.github.servicehandler.internal.concurrent.Deadline;
import io.github.servicehandler.internal.dbus.BusConnection;
import io.github.servicehandler.internal.dbus.BusException;
import io.github.servicehandler.internal.dbus.DBusErrorNames;
import io.github.servicehandler.internal.dbus.Message;
import io.github.servicehandler.internal.dbus.TestPeer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;

/** A manager, listening on a socket of its own, that accepts subscriptions and answers all else as a test wants. */
final class TestManager implements AutoCloseable {

    /** There is no other connection. */
    static final RequestCalls.Connector NO_OTHER = new RequestCalls.Connector() {
        @Override
        public <T> T use(Function<OpenBus, T> function) {
            throw new BusException(DBusErrorNames.DISCONNECTED, "there is no other connection");
        }
    };

    private final TestPeer peer;

    TestManager(Path directory, TestPeer.Handler handler) throws IOException {
        peer = TestPeer.answering(directory, (guest, call) -> {
            if (call.member().equals("Subscribe")) {
                guest.send(Message.returnOf(call));
            } else {
                handler.handle(guest, call);
            }
        });
    }

    OpenBus connect() {
        return OpenBus.open(
                (signals, closed, deadline) ->
                        BusConnection.toPrivateSocket(peer.socket(), signals, closed, deadline.remaining()),
                new ManagerRoute(ManagerRoute.Kind.MANAGER_SOCKET, ""),
                Deadline.after(Duration.ofSeconds(10)));
    }

    @Override
    public void close() throws IOException {
        peer.close();
    }
}

package io.github.servicehandler.internal.dbus;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Registration of a connection on a bus: gets a name, subscribes to systemd's signals, and queries which connection is
 * systemd's.
 */
final class BusRegistration {

    private static final String PATH = "/org/freedesktop/DBus";
    private static final String SIGNALS_RULE = "type='signal',sender='" + SystemdBusNames.NAME + "'";
    private static final String OWNER_RULE = "type='signal',sender='" + OwnerFilter.BUS + "',interface='"
            + OwnerFilter.BUS + "',member='NameOwnerChanged',arg0='" + SystemdBusNames.NAME + "'";

    private BusRegistration() {}

    /**
     * Sends all calls at once. Returns the replies that must arrive without an error before the connection can be used.
     */
    static List<CompletableFuture<Message>> perform(BusConnection connection, OwnerFilter filter) {
        CompletableFuture<Message> hello = connection.send(call("Hello"));
        CompletableFuture<Message> signals = connection.send(call("AddMatch").withBody("s", SIGNALS_RULE));
        CompletableFuture<Message> changes = connection.send(call("AddMatch").withBody("s", OWNER_RULE));
        return List.of(hello, signals, changes, queryOwner(connection, filter));
    }

    /**
     * Queries which connection is systemd's. An error is ignored: if systemd is not on the bus yet, the bus sends a
     * signal as soon as it is.
     */
    private static CompletableFuture<Message> queryOwner(BusConnection connection, OwnerFilter filter) {
        Message call = call("GetNameOwner").withBody("s", SystemdBusNames.NAME);
        CompletableFuture<Message> owner = new CompletableFuture<>();
        CompletableFuture<Message> handled = owner.whenComplete((reply, error) -> {
            if (reply != null) {
                filter.setOwner(reply.value(0, String.class));
            }
        });
        connection.send(call, owner);
        return handled.exceptionally(error -> call);
    }

    private static Message call(String method) {
        return Message.call(OwnerFilter.BUS, PATH, OwnerFilter.BUS, method);
    }
}

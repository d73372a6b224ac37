package io.github.servicehandler.testing.internal.bus;

import io.github.servicehandler.internal.dbus.DBusErrorNames;
import io.github.servicehandler.internal.dbus.Message;
import io.github.servicehandler.internal.dbus.MessageEncoder;
import io.github.servicehandler.internal.dbus.MessageType;
import io.github.servicehandler.testing.internal.manager.Manager;
import java.util.ArrayList;
import java.util.List;

/**
 * Is the bus that a manager and its clients are on: a message goes to whom it is for, a signal to all who want to hear.
 */
final class FakeBus {

    /** What systemd is called besides its well-known name. */
    static final String MANAGER = ":1.0";

    static final String SYSTEMD = "org.freedesktop.systemd1";

    private final BusDaemon daemon = new BusDaemon(this);
    private final BusObjectRouter objects;
    private final List<BusConversation> clients = new ArrayList<>();
    private int lastSerial;
    private int lastName;
    private Runnable onSignal = () -> {};

    FakeBus(Manager manager) {
        this.objects = new BusObjectRouter(manager, this);
    }

    /** Calls something whenever a signal was sent to anybody. */
    void onSignal(Runnable what) {
        onSignal = what;
    }

    void add(BusConversation client) {
        clients.add(client);
    }

    void remove(BusConversation client) {
        clients.remove(client);
    }

    List<BusConversation> clients() {
        return List.copyOf(clients);
    }

    String nextName() {
        return ":1." + ++lastName;
    }

    /** Tells whether anybody asked for systemd's signals: without that there are none. */
    boolean hasSubscribers() {
        return clients.stream().anyMatch(BusConversation::isSubscribed);
    }

    /**
     * Sends one of systemd's signals to all who want to hear any: the daemon does not care who of them asked systemd
     * for it.
     */
    void emit(Message signal) {
        byte[] bytes = MessageEncoder.encode(signal.withSender(MANAGER).withSerial(++lastSerial));
        for (BusConversation client : clients()) {
            if (!client.matches().isEmpty()) {
                client.send(bytes);
                onSignal.run();
            }
        }
    }

    void handle(BusConversation client, Message message) {
        if (message.type() != MessageType.METHOD_CALL) {
            return;
        }
        if (client.name().isEmpty() && !message.member().equals("Hello")) {
            client.end(1, "Failed to process bus: Connection reset by peer");
            return;
        }
        switch (message.destination()) {
            case "org.freedesktop.DBus", "" -> daemon.handle(client, message);
            case SYSTEMD, MANAGER -> objects.handle(client, message);
            default ->
                refuse(
                        client,
                        message,
                        "org.freedesktop.DBus.Error.ServiceUnknown",
                        "The name " + message.destination() + " was not provided by any .service files");
        }
    }

    /** Answers a call, if an answer is wanted. */
    void answer(BusConversation client, Message call, String types, Object... values) {
        send(client, call, Message.returnOf(call).withBody(types, values));
    }

    void refuse(BusConversation client, Message call, String error, String text) {
        send(client, call, Message.errorOf(call, error, text));
    }

    void refuseUnknown(BusConversation client, Message call) {
        refuse(
                client,
                call,
                DBusErrorNames.UNKNOWN_METHOD,
                "Unknown method " + call.member() + " or interface " + call.interfaceName() + ".");
    }

    private void send(BusConversation client, Message call, Message answer) {
        if (call.expectsReply()) {
            boolean ours =
                    call.destination().equals(SYSTEMD) || call.destination().equals(MANAGER);
            send(client, answer.withSender(ours ? MANAGER : "org.freedesktop.DBus"));
        }
    }

    void send(BusConversation client, Message message) {
        client.send(MessageEncoder.encode(message.withDestination(client.name()).withSerial(++lastSerial)));
    }
}

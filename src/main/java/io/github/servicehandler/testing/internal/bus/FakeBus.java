package io.github.servicehandler.testing.internal.bus;

import io.github.servicehandler.internal.dbus.DBusErrorNames;
import io.github.servicehandler.internal.dbus.Message;
import io.github.servicehandler.internal.dbus.MessageEncoder;
import io.github.servicehandler.internal.dbus.MessageType;
import io.github.servicehandler.testing.internal.manager.Manager;
import io.github.servicehandler.testing.internal.time.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The bus that connects a manager with its clients. It delivers each call to its destination, and each signal to every
 * client with a match rule.
 */
final class FakeBus {

    /** The unique name of systemd's connection. */
    static final String MANAGER = ":1.0";

    static final String SYSTEMD = "org.freedesktop.systemd1";

    private final BusDaemon daemon = new BusDaemon(this);
    private final BusObjectRouter router;
    private final VirtualTime time;
    private final List<BusConversation> clients = new ArrayList<>();
    private long signalDelay;
    private int lastSerial;
    private int lastClientNumber;
    private Runnable onSignal = () -> {};

    /** @param isPermitted records a call that asks for a change, and returns whether it is permitted */
    FakeBus(Manager manager, Predicate<Message> isPermitted) {
        this.router = new BusObjectRouter(manager, this, isPermitted);
        this.time = manager.time();
    }

    /** Sets the callback that runs after a signal was sent to a client. */
    void onSignal(Runnable callback) {
        onSignal = callback;
    }

    void delaySignals(long micros) {
        signalDelay = micros;
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
        return ":1." + ++lastClientNumber;
    }

    /** Returns whether any client has called Subscribe; otherwise systemd sends no signals. */
    boolean hasSubscribers() {
        return clients.stream().anyMatch(BusConversation::isSubscribed);
    }

    /**
     * Sends a signal from systemd to every client with a match rule. Like the real bus daemon, it does not check which
     * of them has called Subscribe.
     */
    void emit(Message signal) {
        byte[] bytes = MessageEncoder.encode(signal.withSender(MANAGER).withSerial(++lastSerial));
        for (BusConversation client : clients()) {
            if (!client.matches().isEmpty()) {
                if (signalDelay > 0 || client.hasSignalsOnTheirWay()) {
                    client.sendLater(bytes);
                    var unused = time.plan(signalDelay, () -> deliverNext(client));
                } else {
                    client.send(bytes);
                    onSignal.run();
                }
            }
        }
    }

    private void deliverNext(BusConversation client) {
        if (client.sendNextSignal()) {
            onSignal.run();
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
            case SYSTEMD, MANAGER -> router.handle(client, message);
            default ->
                refuse(
                        client,
                        message,
                        "org.freedesktop.DBus.Error.ServiceUnknown",
                        "The name " + message.destination() + " was not provided by any .service files");
        }
    }

    /** Answers a call, unless the client does not expect a reply. */
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
            boolean isForSystemd =
                    call.destination().equals(SYSTEMD) || call.destination().equals(MANAGER);
            send(client, answer.withSender(isForSystemd ? MANAGER : "org.freedesktop.DBus"));
        }
    }

    void send(BusConversation client, Message message) {
        // the bus keeps the order of what it sends to a client
        while (client.hasSignalsOnTheirWay()) {
            deliverNext(client);
        }
        client.send(MessageEncoder.encode(message.withDestination(client.name()).withSerial(++lastSerial)));
    }
}

package io.github.servicehandler.testing.internal.bus;

import io.github.servicehandler.internal.dbus.Message;
import java.util.Set;

/** The bus itself, which answers calls to org.freedesktop.DBus as dbus-daemon does. */
final class BusDaemon {

    private static final String NAME = "org.freedesktop.DBus";
    private static final String ERROR = NAME + ".Error.";

    private final FakeBus bus;

    BusDaemon(FakeBus bus) {
        this.bus = bus;
    }

    void handle(BusConversation client, Message call) {
        switch (call.member()) {
            case "Hello" -> hello(client, call);
            case "AddMatch" -> addMatch(client, call);
            case "RemoveMatch" -> removeMatch(client, call);
            case "GetNameOwner" -> nameOwner(client, call);
            case "NameHasOwner" ->
                bus.answer(
                        client, call, "b", !owner(call.value(0, String.class)).isEmpty());
            case "Ping" -> bus.answer(client, call, "");
            default ->
                bus.refuse(
                        client, call, ERROR + "UnknownMethod", NAME + " does not understand message " + call.member());
        }
    }

    private void hello(BusConversation client, Message call) {
        if (!client.name().isEmpty()) {
            bus.refuse(client, call, ERROR + "Failed", "Already handled an Hello message");
            return;
        }
        String name = bus.nextName();
        client.assignName(name);
        bus.answer(client, call, "s", name);
        bus.send(
                client,
                Message.signal("/org/freedesktop/DBus", NAME, "NameAcquired")
                        .withSender(NAME)
                        .withBody("s", name));
    }

    private void addMatch(BusConversation client, Message call) {
        String rule = call.value(0, String.class);
        if (!rule.isEmpty() && rule.indexOf('=') < 0) {
            bus.refuse(
                    client, call, ERROR + "MatchRuleInvalid", "Match rule has a key with no subsequent '=' character");
            return;
        }
        client.matches().add(rule);
        bus.answer(client, call, "");
    }

    private void removeMatch(BusConversation client, Message call) {
        if (client.matches().remove(call.value(0, String.class))) {
            bus.answer(client, call, "");
        } else {
            bus.refuse(
                    client,
                    call,
                    ERROR + "MatchRuleNotFound",
                    "The given match rule wasn't found and can't be removed");
        }
    }

    private void nameOwner(BusConversation client, Message call) {
        String name = call.value(0, String.class);
        String owner = owner(name);
        if (owner.isEmpty()) {
            bus.refuse(
                    client, call, ERROR + "NameHasNoOwner", "Could not get owner of name '" + name + "': no such name");
        } else {
            bus.answer(client, call, "s", owner);
        }
    }

    /** Returns the unique name of the connection that owns a name, or an empty string if there is none. */
    private String owner(String name) {
        if (Set.of(FakeBus.SYSTEMD, FakeBus.MANAGER).contains(name)) {
            return FakeBus.MANAGER;
        }
        boolean known = name.equals(NAME)
                || bus.clients().stream().anyMatch(client -> client.name().equals(name));
        return known ? name : "";
    }
}

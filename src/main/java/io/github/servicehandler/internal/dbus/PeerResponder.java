package io.github.servicehandler.internal.dbus;

/** Replies to incoming calls: a ping succeeds, any other method is unknown. */
final class PeerResponder {

    private static final String INTERFACE = "org.freedesktop.DBus.Peer";

    private PeerResponder() {}

    static Message answer(Message call) {
        boolean ping = call.member().equals("Ping")
                && (call.interfaceName().isEmpty() || call.interfaceName().equals(INTERFACE));
        return ping
                ? Message.returnOf(call)
                : Message.errorOf(call, DBusErrorNames.UNKNOWN_METHOD, "unknown method: " + call.member());
    }
}

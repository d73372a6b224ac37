package io.github.servicehandler.internal.dbus;

/** Responder to calls from the peer: a ping succeeds, any other method is unknown. */
final class PeerResponder {

    private static final String INTERFACE = "org.freedesktop.DBus.Peer";

    private PeerResponder() {}

    static Message reply(Message call) {
        boolean ping = call.member().equals("Ping")
                && (call.interfaceName().isEmpty() || call.interfaceName().equals(INTERFACE));
        return ping
                ? Message.returnOf(call)
                : Message.errorOf(call, DBusErrorNames.UNKNOWN_METHOD, "unknown method: " + call.member());
    }
}

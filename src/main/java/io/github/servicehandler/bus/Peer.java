package io.github.servicehandler.bus;

/** Replies to incoming calls: a ping succeeds, any other method is unknown. */
final class Peer {

    private static final String INTERFACE = "org.freedesktop.DBus.Peer";

    private Peer() {}

    static Message answer(Message call) {
        boolean ping = call.member().equals("Ping")
                && (call.interfaceName().isEmpty() || call.interfaceName().equals(INTERFACE));
        return ping
                ? Message.returnOf(call)
                : Message.errorOf(call, ErrorNames.UNKNOWN_METHOD, "unknown method: " + call.member());
    }
}

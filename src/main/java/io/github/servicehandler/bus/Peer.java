package io.github.servicehandler.bus;

/** Answers those who call us: we are there, and that is all we can do. */
final class Peer {

    private static final String INTERFACE = "org.freedesktop.DBus.Peer";

    private Peer() {}

    static Message answer(Message call) {
        boolean ping = call.member().equals("Ping")
                && (call.interfaceName().isEmpty() || call.interfaceName().equals(INTERFACE));
        return ping
                ? Message.returnOf(call)
                : Message.errorOf(call, ErrorNames.UNKNOWN_METHOD, "There is no method " + call.member() + " here");
    }
}

package io.github.servicehandler.internal.dbus;

/**
 * Filter that passes on only the signals of systemd and the bus's reports on which connection is systemd's. Any program
 * on a bus can send this connection a signal that claims to come from systemd, regardless of its subscriptions.
 */
final class OwnerFilter implements SignalListener {

    static final String BUS = "org.freedesktop.DBus";

    private final SignalListener next;
    private volatile String owner = "";

    OwnerFilter(SignalListener next) {
        this.next = next;
    }

    /** Sets the unique name of systemd's connection; empty if systemd has none. */
    void setOwner(String uniqueName) {
        owner = uniqueName;
    }

    @Override
    public void onSignal(Message signal) {
        boolean newOwner = isNewOwner(signal);
        if (newOwner) {
            setOwner(signal.value(2, String.class));
        }
        if (newOwner || (!owner.isEmpty() && signal.sender().equals(owner))) {
            next.onSignal(signal);
        }
    }

    private static boolean isNewOwner(Message signal) {
        return signal.sender().equals(BUS)
                && signal.member().equals("NameOwnerChanged")
                && signal.signature().toString().equals("sss")
                && signal.body().get(0).equals(SystemdBusNames.NAME);
    }
}

package io.github.servicehandler.bus;

/**
 * Passes signals on only if systemd sent them, or the bus itself. Everybody on a bus may send a signal to us alone, whatever we have
 * subscribed to, and call it systemd's.
 */
final class OwnerFilter implements SignalListener {

    static final String BUS = "org.freedesktop.DBus";

    private final SignalListener next;
    private volatile String owner = "";

    OwnerFilter(SignalListener next) {
        this.next = next;
    }

    /** Says which connection is systemd's; empty for none. */
    void ownerIs(String uniqueName) {
        owner = uniqueName;
    }

    @Override
    public void onSignal(Message signal) {
        boolean fromBus = signal.sender().equals(BUS);
        if (fromBus && isNewOwner(signal)) {
            ownerIs(signal.value(2, String.class));
        }
        if (fromBus || (!owner.isEmpty() && signal.sender().equals(owner))) {
            next.onSignal(signal);
        }
    }

    private static boolean isNewOwner(Message signal) {
        return signal.member().equals("NameOwnerChanged")
                && signal.signature().toString().equals("sss")
                && signal.body().get(0).equals(SystemdBus.NAME);
    }
}

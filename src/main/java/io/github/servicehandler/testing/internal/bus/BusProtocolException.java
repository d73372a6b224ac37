package io.github.servicehandler.testing.internal.bus;

/** Says that a client of a bridge does not speak D-Bus, in the words in which the bridge says so. */
final class BusProtocolException extends Exception {

    private static final long serialVersionUID = 1L;

    BusProtocolException(String complaint) {
        super(complaint, null, false, false);
    }

    String complaint() {
        return String.valueOf(getMessage());
    }
}

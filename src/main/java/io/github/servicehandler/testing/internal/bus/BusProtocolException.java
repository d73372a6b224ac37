package io.github.servicehandler.testing.internal.bus;

/** An exception for a client that violates the D-Bus protocol, with the error message of the bridge. */
final class BusProtocolException extends Exception {

    private static final long serialVersionUID = 1L;

    BusProtocolException(String complaint) {
        super(complaint, null, false, false);
    }

    String complaint() {
        return String.valueOf(getMessage());
    }
}

package io.github.servicehandler.bus;

/** Says what is wrong with bytes that were to be a message. Nothing that follows them on the same connection can be understood. */
public final class MalformedMessageException extends BusException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what is wrong
     */
    public MalformedMessageException(String message) {
        super(ErrorNames.INCONSISTENT_MESSAGE, message);
    }
}

package io.github.servicehandler.testing;

/**
 * A mistake in a test, or a command that the fake does not know, found somewhere inside the fake. The public classes turn it into
 * the exception of the same message that tests know, so that nothing inside the fake depends on the public classes.
 */
final class MistakeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message what is wrong, and what to write instead */
    MistakeException(String message) {
        super(message);
    }
}

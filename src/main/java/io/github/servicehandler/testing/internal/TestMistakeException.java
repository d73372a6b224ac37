package io.github.servicehandler.testing.internal;

/**
 * A mistake in a test, or a command that the fake does not know, found somewhere inside the fake. The public classes
 * turn it into the exception of the same message that tests know, so that nothing inside the fake depends on the public
 * classes.
 */
public final class TestMistakeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message what is wrong, and what to write instead */
    public TestMistakeException(String message) {
        super(message);
    }
}

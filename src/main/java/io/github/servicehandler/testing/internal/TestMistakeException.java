package io.github.servicehandler.testing.internal;

/**
 * An exception for a mistake in a test, or for a command that the fake does not support. The internal classes throw it
 * so that they need not depend on the public ones, which turn it into a {@code FakeSystemdException} with the same
 * message.
 */
public final class TestMistakeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message what is wrong and what to write instead */
    public TestMistakeException(String message) {
        super(message);
    }
}

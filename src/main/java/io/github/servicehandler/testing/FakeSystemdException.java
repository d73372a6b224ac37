package io.github.servicehandler.testing;

/**
 * Reports a mistake in a test that uses the fake, or a command that the fake does not know. It says what to write instead. The
 * real systemd would not answer so: it is never the answer to a command that the fake understands.
 */
public final class FakeSystemdException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FakeSystemdException(String message) {
        super(message);
    }
}

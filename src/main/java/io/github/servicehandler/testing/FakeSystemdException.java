package io.github.servicehandler.testing;

import io.github.servicehandler.testing.internal.TestMistakeException;
import java.util.function.Supplier;

/**
 * Reports a mistake in a test that uses the fake, or a command that the fake does not know. It says what to write
 * instead. The real systemd would not answer so: it is never the answer to a command that the fake understands.
 */
public final class FakeSystemdException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FakeSystemdException(String message) {
        super(message);
    }

    private FakeSystemdException(TestMistakeException mistake) {
        super(mistake.getMessage(), mistake);
    }

    /** Does something inside the fake, and reports a mistake that is found there. */
    static <T> T reporting(Supplier<T> inside) {
        try {
            return inside.get();
        } catch (TestMistakeException e) {
            throw new FakeSystemdException(e);
        }
    }

    /** Does something inside the fake, and reports a mistake that is found there. */
    static void reporting(Runnable inside) {
        try {
            inside.run();
        } catch (TestMistakeException e) {
            throw new FakeSystemdException(e);
        }
    }
}

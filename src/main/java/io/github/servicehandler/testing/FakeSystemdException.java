package io.github.servicehandler.testing;

import io.github.servicehandler.testing.internal.TestMistakeException;
import java.util.function.Supplier;

/**
 * An exception for a mistake in a test that uses the fake, or for a command that the fake does not support. Its message
 * says what to write instead. It never stands for a failure that a real systemd would report: the fake returns such a
 * failure as the result of the command.
 */
public final class FakeSystemdException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FakeSystemdException(String message) {
        super(message);
    }

    private FakeSystemdException(TestMistakeException mistake) {
        super(mistake.getMessage(), mistake);
    }

    /** Calls code inside the fake and turns a {@link TestMistakeException} into this exception. */
    static <T> T reporting(Supplier<T> call) {
        try {
            return call.get();
        } catch (TestMistakeException e) {
            throw new FakeSystemdException(e);
        }
    }

    /** Calls code inside the fake and turns a {@link TestMistakeException} into this exception. */
    static void reporting(Runnable call) {
        try {
            call.run();
        } catch (TestMistakeException e) {
            throw new FakeSystemdException(e);
        }
    }
}

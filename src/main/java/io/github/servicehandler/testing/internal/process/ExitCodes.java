package io.github.servicehandler.testing.internal.process;

import io.github.servicehandler.unit.ExitStatus;
import java.util.OptionalInt;

/** The names of exit statuses; see systemd.exec(5), "PROCESS EXIT CODES". */
final class ExitCodes {

    static final int CHDIR = 200;
    static final int EXEC = 203;
    static final int STDOUT = 209;
    static final int USER = 217;

    private static final int LAST_OF_LIBC = 1;

    private static final int FIRST_SYSTEMD = 200;

    private ExitCodes() {}

    /** Returns the name of a status, or {@code n/a} if it has none. */
    static String name(int status) {
        return new ExitStatus(status, false).name().orElse("n/a");
    }

    /** Returns the name of a status that the C library or systemd defines, or {@code n/a} for any other. */
    static String shortName(int status) {
        return status <= LAST_OF_LIBC || status >= FIRST_SYSTEMD ? name(status) : "n/a";
    }

    /**
     * Parses a number from 0 to 255 or a name, as {@code SuccessExitStatus=} accepts them; returns empty if it is
     * neither.
     */
    static OptionalInt parse(String text) {
        try {
            ExitStatus status = ExitStatus.parse(text);
            return status.isSignal() || text.indexOf('/') >= 0 ? OptionalInt.empty() : OptionalInt.of(status.number());
        } catch (IllegalArgumentException e) {
            return OptionalInt.empty();
        }
    }
}

package io.github.servicehandler.testing.internal.process;

import java.util.List;
import java.util.OptionalInt;

/** The names of exit statuses; see systemd.exec(5), "PROCESS EXIT CODES". */
final class ExitStatus {

    static final int CHDIR = 200;
    static final int EXEC = 203;
    static final int STDOUT = 209;
    static final int USER = 217;

    private static final int LAST_OF_LIBC = 1;

    private static final List<String> LSB = List.of(
            "SUCCESS",
            "FAILURE",
            "INVALIDARGUMENT",
            "NOTIMPLEMENTED",
            "NOPERMISSION",
            "NOTINSTALLED",
            "NOTCONFIGURED",
            "NOTRUNNING");

    private static final int FIRST_BSD = 64;
    private static final List<String> BSD = List.of(
            "USAGE",
            "DATAERR",
            "NOINPUT",
            "NOUSER",
            "NOHOST",
            "UNAVAILABLE",
            "SOFTWARE",
            "OSERR",
            "OSFILE",
            "CANTCREAT",
            "IOERR",
            "TEMPFAIL",
            "PROTOCOL",
            "NOPERM",
            "CONFIG");

    private static final int FIRST_SYSTEMD = 200;
    private static final List<String> SYSTEMD = List.of(
            "CHDIR",
            "NICE",
            "FDS",
            "EXEC",
            "MEMORY",
            "LIMITS",
            "OOM_ADJUST",
            "SIGNAL_MASK",
            "STDIN",
            "STDOUT",
            "CHROOT",
            "IOPRIO",
            "TIMERSLACK",
            "SECUREBITS",
            "SETSCHEDULER",
            "CPUAFFINITY",
            "GROUP",
            "USER",
            "CAPABILITIES",
            "CGROUP",
            "SETSID",
            "CONFIRM",
            "STDERR");

    private ExitStatus() {}

    /** Returns the name of a status, or {@code n/a} if it has none. */
    static String name(int status) {
        return status < LSB.size()
                ? LSB.get(status)
                : status >= FIRST_SYSTEMD
                        ? nameAt(SYSTEMD, status - FIRST_SYSTEMD)
                        : status >= FIRST_BSD ? nameAt(BSD, status - FIRST_BSD) : "n/a";
    }

    /** Returns the name of a status that the C library or systemd defines, or {@code n/a} for any other. */
    static String shortName(int status) {
        return status <= LAST_OF_LIBC || status >= FIRST_SYSTEMD ? name(status) : "n/a";
    }

    private static String nameAt(List<String> names, int index) {
        return index < names.size() ? names.get(index) : "n/a";
    }

    /**
     * Parses a number from 0 to 255 or a name, as {@code SuccessExitStatus=} accepts them; returns empty if it is
     * neither.
     */
    static OptionalInt parse(String text) {
        for (int status = 0; status < 256; status++) {
            if (text.equals("" + status) || (text.equals(name(status)) && !text.equals("n/a"))) {
                return OptionalInt.of(status);
            }
        }
        return OptionalInt.empty();
    }
}

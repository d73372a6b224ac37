package io.github.servicehandler.testing.internal.process;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;

/** The names, numbers and default actions of Linux' signals; see signal(7). */
public final class LinuxSignals {

    static final int INT = 2;
    static final int QUIT = 3;
    public static final int KILL = 9;
    public static final int TERM = 15;
    public static final int MAX = 64;

    private static final String[] NAMES = {
        "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM",
        "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF",
        "WINCH", "IO", "PWR", "SYS"
    };

    private static final Set<String> NOT_FATAL = Set.of("CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "WINCH");

    private LinuxSignals() {}

    /** Parses {@code TERM}, {@code SIGTERM} or {@code 15}; returns empty if there is no such signal. */
    public static OptionalInt parse(String text) {
        String name = text.toUpperCase(Locale.ROOT);
        for (int number = 1; number < NAMES.length; number++) {
            if (name.equals(NAMES[number]) || name.equals("SIG" + NAMES[number]) || name.equals("" + number)) {
                return OptionalInt.of(number);
            }
        }
        return OptionalInt.empty();
    }

    public static int require(String text) {
        return parse(text)
                .orElseThrow(() -> new IllegalArgumentException("no such signal: \"" + text
                        + "\"; write a name such as \"KILL\", \"SIGSEGV\" or a number from 1 to 31"));
    }

    /** Returns a signal's name without {@code SIG}. */
    public static String name(int number) {
        return NAMES[number];
    }

    static boolean isFatal(int number) {
        return !NOT_FATAL.contains(NAMES[number]);
    }
}

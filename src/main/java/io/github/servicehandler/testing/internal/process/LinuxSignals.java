package io.github.servicehandler.testing.internal.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names, numbers and default actions of Linux' signals; see signal(7). */
public final class LinuxSignals {

    public static final int HUP = 1;
    static final int INT = 2;
    static final int QUIT = 3;
    public static final int KILL = 9;
    public static final int TERM = 15;
    public static final int MAX = 64;
    private static final int RTMIN = 34;
    private static final Pattern REAL_TIME =
            Pattern.compile("(?:SIG)?(?:RTMIN(?:\\+([0-9]{1,2}))?|RTMAX(?:-([0-9]{1,2}))?)");

    private static final int FIRST_REAL_TIME = 34;

    private static final String[] NAMES = {
        "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM",
        "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF",
        "WINCH", "IO", "PWR", "SYS"
    };

    private static final Set<String> NOT_FATAL = Set.of("CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "WINCH");

    private LinuxSignals() {}

    /**
     * Parses {@code TERM}, {@code SIGTERM}, {@code RTMIN+3} or {@code 15}; returns empty if there is no such signal.
     */
    public static OptionalInt parse(String text) {
        for (int number = 1; number <= MAX; number++) {
            boolean isNamed =
                    number < NAMES.length && (text.equals(NAMES[number]) || text.equals("SIG" + NAMES[number]));
            if (isNamed || text.equals("" + number)) {
                return OptionalInt.of(number);
            }
        }
        Matcher realTime = REAL_TIME.matcher(text);
        return realTime.matches() ? realTime(realTime) : OptionalInt.empty();
    }

    private static OptionalInt realTime(Matcher name) {
        boolean fromMax = name.group().contains("RTMAX");
        String offset = name.group(fromMax ? 2 : 1);
        int distance = offset == null ? 0 : Integer.parseInt(offset);
        int number = fromMax ? MAX - distance : RTMIN + distance;
        return number < RTMIN || number > MAX ? OptionalInt.empty() : OptionalInt.of(number);
    }

    /**
     * Returns the names of all signals in the order of their numbers, as {@code systemctl --signal=help} lists them.
     */
    public static List<String> listed() {
        List<String> names = new ArrayList<>(List.of(NAMES));
        names.set(0, "0");
        for (int number = NAMES.length; number < FIRST_REAL_TIME; number++) {
            names.add("" + number);
        }
        for (int number = FIRST_REAL_TIME; number <= MAX; number++) {
            names.add("RTMIN+" + (number - FIRST_REAL_TIME));
        }
        return names;
    }

    public static int require(String text) {
        return parse(text.toUpperCase(Locale.ROOT))
                .orElseThrow(() -> new IllegalArgumentException("no such signal: \"" + text
                        + "\"; write a name such as \"KILL\", \"SIGSEGV\" or a number from 1 to 64"));
    }

    /** Returns a signal's name without {@code SIG}. */
    public static String name(int number) {
        if (number < NAMES.length) {
            return NAMES[number];
        }
        return number < RTMIN ? "" + number : "RTMIN+" + (number - RTMIN);
    }

    static boolean isFatal(int number) {
        return !NOT_FATAL.contains(name(number));
    }
}

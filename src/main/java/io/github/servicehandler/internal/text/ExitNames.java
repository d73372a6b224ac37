package io.github.servicehandler.internal.text;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** systemd's names for exit codes, as {@code systemd-analyze exit-status} lists them, and Linux's names for signals. */
public final class ExitNames {

    private static final Map<Integer, String> EXIT_CODES = Map.ofEntries(
            Map.entry(0, "SUCCESS"),
            Map.entry(1, "FAILURE"),
            Map.entry(2, "INVALIDARGUMENT"),
            Map.entry(3, "NOTIMPLEMENTED"),
            Map.entry(4, "NOPERMISSION"),
            Map.entry(5, "NOTINSTALLED"),
            Map.entry(6, "NOTCONFIGURED"),
            Map.entry(7, "NOTRUNNING"),
            Map.entry(64, "USAGE"),
            Map.entry(65, "DATAERR"),
            Map.entry(66, "NOINPUT"),
            Map.entry(67, "NOUSER"),
            Map.entry(68, "NOHOST"),
            Map.entry(69, "UNAVAILABLE"),
            Map.entry(70, "SOFTWARE"),
            Map.entry(71, "OSERR"),
            Map.entry(72, "OSFILE"),
            Map.entry(73, "CANTCREAT"),
            Map.entry(74, "IOERR"),
            Map.entry(75, "TEMPFAIL"),
            Map.entry(76, "PROTOCOL"),
            Map.entry(77, "NOPERM"),
            Map.entry(78, "CONFIG"),
            Map.entry(200, "CHDIR"),
            Map.entry(201, "NICE"),
            Map.entry(202, "FDS"),
            Map.entry(203, "EXEC"),
            Map.entry(204, "MEMORY"),
            Map.entry(205, "LIMITS"),
            Map.entry(206, "OOM_ADJUST"),
            Map.entry(207, "SIGNAL_MASK"),
            Map.entry(208, "STDIN"),
            Map.entry(209, "STDOUT"),
            Map.entry(210, "CHROOT"),
            Map.entry(211, "IOPRIO"),
            Map.entry(212, "TIMERSLACK"),
            Map.entry(213, "SECUREBITS"),
            Map.entry(214, "SETSCHEDULER"),
            Map.entry(215, "CPUAFFINITY"),
            Map.entry(216, "GROUP"),
            Map.entry(217, "USER"),
            Map.entry(218, "CAPABILITIES"),
            Map.entry(219, "CGROUP"),
            Map.entry(220, "SETSID"),
            Map.entry(221, "CONFIRM"),
            Map.entry(222, "STDERR"),
            Map.entry(224, "PAM"),
            Map.entry(225, "NETWORK"),
            Map.entry(226, "NAMESPACE"),
            Map.entry(227, "NO_NEW_PRIVILEGES"),
            Map.entry(228, "SECCOMP"),
            Map.entry(229, "SELINUX_CONTEXT"),
            Map.entry(230, "PERSONALITY"),
            Map.entry(231, "APPARMOR"),
            Map.entry(232, "ADDRESS_FAMILIES"),
            Map.entry(233, "RUNTIME_DIRECTORY"),
            Map.entry(235, "CHOWN"),
            Map.entry(236, "SMACK_PROCESS_LABEL"),
            Map.entry(237, "KEYRING"),
            Map.entry(238, "STATE_DIRECTORY"),
            Map.entry(239, "CACHE_DIRECTORY"),
            Map.entry(240, "LOGS_DIRECTORY"),
            Map.entry(241, "CONFIGURATION_DIRECTORY"),
            Map.entry(242, "NUMA_POLICY"),
            Map.entry(243, "CREDENTIALS"),
            Map.entry(244, "BPF"),
            Map.entry(245, "KSM"),
            Map.entry(246, "MEMORY_THP"),
            Map.entry(255, "EXCEPTION"));

    private static final String[] SIGNALS = {
        "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM",
                "TERM",
        "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH",
                "IO", "PWR", "SYS"
    };

    private static final String REAL_TIME = "RTMIN+";

    /** The lowest real-time signal that glibc leaves to programs. */
    private static final int FIRST_REAL_TIME = 34;

    /** The number that a shell adds to that of a signal. */
    private static final int SIGNALED = 128;

    private ExitNames() {}

    /** Returns the name, or an empty text if the code has none. */
    public static String ofExitCode(int code) {
        return EXIT_CODES.getOrDefault(code, "");
    }

    /** Returns the code of a name. */
    public static OptionalInt exitCode(String name) {
        return EXIT_CODES.entrySet().stream()
                .filter(entry -> entry.getValue().equals(name))
                .mapToInt(Map.Entry::getKey)
                .findAny();
    }

    /**
     * Returns the code. If it is that of a program that a signal ended, as shells and runners report it, the signal
     * follows: {@code 137 (128 + 9/KILL)}.
     */
    public static String describe(int code) {
        String signal = ofSignal(code - SIGNALED);
        return signal.isEmpty() ? String.valueOf(code) : code + " (128 + " + (code - SIGNALED) + "/" + signal + ")";
    }

    /** Returns the name without its prefix, or an empty text if the signal has none. */
    public static String ofSignal(int number) {
        return number > 0 && number < SIGNALS.length ? SIGNALS[number] : "";
    }

    /** Returns the number of a signal, given its name without prefix, such as {@code TERM} or {@code RTMIN+3}. */
    public static OptionalInt signalNumber(String name) {
        if (name.startsWith(REAL_TIME)) {
            return OptionalInt.of(FIRST_REAL_TIME + Integer.parseInt(name.substring(REAL_TIME.length())));
        }
        int number = List.of(SIGNALS).indexOf(name);
        return number > 0 ? OptionalInt.of(number) : OptionalInt.empty();
    }
}

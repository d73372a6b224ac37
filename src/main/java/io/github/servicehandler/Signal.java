package io.github.servicehandler;

import java.util.Objects;

/** The name of a signal, as in signal(7). Immutable; two signals are equal if they have the same name. */
public final class Signal {

    /** Requests a reload, or reports that the terminal was closed. */
    public static final Signal HUP = new Signal("HUP");
    /** Interrupts the process, as Ctrl-C does. */
    public static final Signal INT = new Signal("INT");
    /** Asks the process to quit and dump core. */
    public static final Signal QUIT = new Signal("QUIT");
    /** Reports an illegal instruction. */
    public static final Signal ILL = new Signal("ILL");
    /** Reports a trap. */
    public static final Signal TRAP = new Signal("TRAP");
    /** Asks the process to abort and dump core. */
    public static final Signal ABRT = new Signal("ABRT");
    /** Reports a bus error. */
    public static final Signal BUS = new Signal("BUS");
    /** Reports an arithmetic error. */
    public static final Signal FPE = new Signal("FPE");
    /** Ends a process at once; cannot be caught. */
    public static final Signal KILL = new Signal("KILL");
    /** Has a meaning that the service defines. */
    public static final Signal USR1 = new Signal("USR1");
    /** Reports an invalid memory access. */
    public static final Signal SEGV = new Signal("SEGV");
    /** Has a meaning that the service defines. */
    public static final Signal USR2 = new Signal("USR2");
    /** Reports a write to a pipe that has no reader. */
    public static final Signal PIPE = new Signal("PIPE");
    /** Reports that a timer expired. */
    public static final Signal ALRM = new Signal("ALRM");
    /** Asks the process to end; the default of {@code systemctl kill}. */
    public static final Signal TERM = new Signal("TERM");
    /** Reports that a child has ended. */
    public static final Signal CHLD = new Signal("CHLD");
    /** Continues a stopped process. */
    public static final Signal CONT = new Signal("CONT");
    /** Stops a process; cannot be caught. */
    public static final Signal STOP = new Signal("STOP");
    /** Stops a process, as Ctrl-Z does. */
    public static final Signal TSTP = new Signal("TSTP");
    /** Reports that a background process tried to read from the terminal. */
    public static final Signal TTIN = new Signal("TTIN");
    /** Reports that a background process tried to write to the terminal. */
    public static final Signal TTOU = new Signal("TTOU");
    /** Reports urgent data on a socket. */
    public static final Signal URG = new Signal("URG");
    /** Reports that the limit on CPU time was reached. */
    public static final Signal XCPU = new Signal("XCPU");
    /** Reports that the limit on file size was reached. */
    public static final Signal XFSZ = new Signal("XFSZ");
    /** Reports that a virtual timer expired. */
    public static final Signal VTALRM = new Signal("VTALRM");
    /** Reports that a profiling timer expired. */
    public static final Signal PROF = new Signal("PROF");
    /** Reports that the size of the window changed. */
    public static final Signal WINCH = new Signal("WINCH");
    /** Reports that input or output is possible. */
    public static final Signal IO = new Signal("IO");
    /** Reports that power is failing. */
    public static final Signal PWR = new Signal("PWR");
    /** Reports a bad system call. */
    public static final Signal SYS = new Signal("SYS");

    /** The highest real-time signal, counted from the lowest: glibc reserves two of the kernel's 32. */
    private static final int MAX_REAL_TIME = 30;

    private final String name;

    private Signal(String name) {
        this.name = name;
    }

    /**
     * Returns a real-time signal, whose meaning the service defines.
     *
     * @param number the signal's number, counted from {@code SIGRTMIN}: 0 to 30
     * @return the signal
     * @throws IllegalArgumentException if the number is less than 0 or greater than 30
     */
    public static Signal realTime(int number) {
        if (number < 0 || number > MAX_REAL_TIME) {
            throw new IllegalArgumentException(
                    "the number of a real-time signal must be from 0 to 30, but was " + number);
        }
        return new Signal("RTMIN+" + number);
    }

    /**
     * Returns the name without its prefix, such as {@code TERM}.
     *
     * @return the short name
     */
    public String name() {
        return name;
    }

    /**
     * Returns the name with its prefix, such as {@code SIGTERM}.
     *
     * @return the long name, which systemctl uses
     */
    public String longName() {
        return "SIG" + name;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Signal that && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name);
    }

    /** Returns the {@linkplain #longName() long name}. */
    @Override
    public String toString() {
        return longName();
    }
}

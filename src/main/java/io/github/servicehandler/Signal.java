package io.github.servicehandler;

/**
 * Names a signal, as signal(7) does. Real-time signals are left out: systemd gives them no meaning for services.
 */
public enum Signal {
    /** Asks to reload, or tells that the terminal is gone. */
    HUP,
    /** Interrupts, as Ctrl-C does. */
    INT,
    /** Asks to quit and dump core. */
    QUIT,
    /** Reports an illegal instruction. */
    ILL,
    /** Reports a trap. */
    TRAP,
    /** Asks to abort and dump core. */
    ABRT,
    /** Reports a bus error. */
    BUS,
    /** Reports an arithmetic error. */
    FPE,
    /** Ends a process at once; it cannot be caught. */
    KILL,
    /** Means what the service says it means. */
    USR1,
    /** Reports an invalid memory access. */
    SEGV,
    /** Means what the service says it means. */
    USR2,
    /** Reports a pipe without a reader. */
    PIPE,
    /** Reports that a timer expired. */
    ALRM,
    /** Asks to end; the default of {@code systemctl kill}. */
    TERM,
    /** Reports that a child has ended. */
    CHLD,
    /** Continues a stopped process. */
    CONT,
    /** Stops a process; it cannot be caught. */
    STOP,
    /** Stops a process, as Ctrl-Z does. */
    TSTP,
    /** Reports a read from the terminal in the background. */
    TTIN,
    /** Reports a write to the terminal in the background. */
    TTOU,
    /** Reports urgent data on a socket. */
    URG,
    /** Reports that the limit on CPU time was reached. */
    XCPU,
    /** Reports that the limit on file size was reached. */
    XFSZ,
    /** Reports that a virtual timer expired. */
    VTALRM,
    /** Reports that a profiling timer expired. */
    PROF,
    /** Reports that the window changed its size. */
    WINCH,
    /** Reports that input or output is possible. */
    IO,
    /** Reports that power is failing. */
    PWR,
    /** Reports a bad system call. */
    SYS;

    /**
     * Returns the name with its prefix, such as {@code SIGTERM}.
     *
     * @return the name as systemctl takes it
     */
    public String longName() {
        return "SIG" + name();
    }
}

package io.github.servicehandler.testing.internal.process;

/**
 * The way a process ended, as in waitid(2).
 *
 * @param code 1 if the process exited, 2 if a signal killed it
 * @param status the exit status, or the number of the signal
 */
public record WaitStatus(int code, int status) {

    private static final int EXITED = 1;
    private static final int KILLED = 2;

    public static WaitStatus exit(int status) {
        return new WaitStatus(EXITED, status);
    }

    public static WaitStatus signal(int number) {
        return new WaitStatus(KILLED, number);
    }

    public boolean exited() {
        return code == EXITED;
    }

    public boolean isSuccess() {
        return exited() && status == 0;
    }

    /** Returns whether systemd failed before it executed the program, as for 203/EXEC. */
    public boolean isBeforeExec() {
        return exited() && status >= ExitCodes.CHDIR && !statusName().equals("n/a");
    }

    /** Returns the value of {@code Result=} for a failure of this kind. */
    public String failureResult() {
        return exited() ? "exit-code" : "signal";
    }

    public String codeName() {
        return exited() ? "exited" : "killed";
    }

    public String statusName() {
        return exited() ? ExitCodes.name(status) : LinuxSignals.name(status);
    }

    /** Returns the text that {@code systemctl status} shows, which names fewer exit statuses than the journal. */
    public String shortText() {
        if (!exited()) {
            return "code=" + codeName() + ", signal=" + statusName();
        }
        String name = ExitCodes.shortName(status);
        return "code=" + codeName() + ", status=" + status + (name.equals("n/a") ? "" : "/" + name);
    }

    /** Returns the text that the journal shows, such as {@code code=exited, status=1/FAILURE}. */
    @Override
    public String toString() {
        return "code=" + codeName() + ", status=" + status + "/" + statusName();
    }
}

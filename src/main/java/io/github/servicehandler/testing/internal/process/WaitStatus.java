package io.github.servicehandler.testing.internal.process;

/**
 * Tells how a process ended, in waitid(2)'s words: a code of 1 (exited) or 2 (killed), and an exit status or a signal's
 * number.
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

    /** Tells whether systemd gave up before the program ran, as for 203/EXEC. */
    public boolean isBeforeExec() {
        return exited() && status >= ExitStatus.CHDIR && !statusName().equals("n/a");
    }

    /** Returns the word for {@code Result=} when this ending is a failure. */
    public String failure() {
        return exited() ? "exit-code" : "signal";
    }

    public String codeName() {
        return exited() ? "exited" : "killed";
    }

    public String statusName() {
        return exited() ? ExitStatus.name(status) : LinuxSignals.name(status);
    }

    /** Returns {@code exited, status=1/FAILURE}, as the journal says it. */
    @Override
    public String toString() {
        return "code=" + codeName() + ", status=" + status + "/" + statusName();
    }
}

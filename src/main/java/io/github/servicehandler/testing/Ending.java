package io.github.servicehandler.testing;

/**
 * Tells how a process ended, in waitid(2)'s words: a code of 1 (exited) or 2 (killed), and an exit status or a
 * signal's number.
 */
record Ending(int code, int status) {

    private static final int EXITED = 1;
    private static final int KILLED = 2;

    static Ending exit(int status) {
        return new Ending(EXITED, status);
    }

    static Ending signal(int number) {
        return new Ending(KILLED, number);
    }

    boolean exited() {
        return code == EXITED;
    }

    boolean isSuccess() {
        return exited() && status == 0;
    }

    /** Tells whether systemd gave up before the program ran, as for 203/EXEC. */
    boolean isBeforeExec() {
        return exited() && status >= ExitStatus.CHDIR && !statusName().equals("n/a");
    }

    /** Returns the word for {@code Result=} when this ending is a failure. */
    String failure() {
        return exited() ? "exit-code" : "signal";
    }

    String codeName() {
        return exited() ? "exited" : "killed";
    }

    String statusName() {
        return exited() ? ExitStatus.name(status) : Signals.name(status);
    }

    /** Returns {@code exited, status=1/FAILURE}, as the journal says it. */
    @Override
    public String toString() {
        return "code=" + codeName() + ", status=" + status + "/" + statusName();
    }
}

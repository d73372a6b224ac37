package io.github.servicehandler.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Services whose first process forks the main process: Type=forking. */
class ForkingContract extends Contract {

    private static final String DAEMON = "ExecStart=/bin/sh -c 'sleep 1000 & exit 0'";

    private void installForking(String... lines) {
        String[] all = new String[lines.length + 1];
        all[0] = "Type=forking";
        System.arraycopy(lines, 0, all, 1, lines.length);
        service("case", all);
        pin("case");
    }

    @Test
    void upWhenTheFirstProcessHasEnded() {
        installForking(DAEMON);

        start("case").exits(0);

        expect("case", "ActiveState=active", "SubState=running");
        assertThat(show("case", "MainPID")).matches("[1-9]\\d*");
    }

    @Test
    void theFirstProcessIsNotTheMainOne() {
        installForking("ExecStart=/bin/sh -c 'exit 4'");

        start("case").exits(1).printsErrors("because the control process exited with error code");

        expect("case", "ActiveState=failed", "Result=exit-code", "ExecMainCode=0", "ExecMainStatus=0");
    }

    @Test
    void theFirstProcessIsAControlProcess() {
        installForking("ExecStart=/bin/sleep 1000");

        systemctl("start", "--no-block", "case").exits(0);

        await("case", "SubState=start", "MainPID=0");
        assertThat(show("case", "ControlPID")).matches("[1-9]\\d*");
    }

    @Test
    void aSignalThatEndsDaemonsCleanlyEndsTheFirstProcessCleanlyToo() {
        installForking("ExecStart=/bin/sh -c 'kill -TERM $$$$'");

        start("case");

        await("case", "ActiveState=inactive", "Result=success", "ExecMainCode=0");
    }

    @Test
    void thatWhichDoesNotComeBackTimesOut() {
        installForking("TimeoutStartSec=100ms", "ExecStart=/bin/sleep 1000");

        start("case").exits(1).printsErrors("because a timeout was exceeded");

        expect("case", "ActiveState=failed", "Result=timeout");
    }

    @Test
    void overWhenItsDaemonEnds() {
        installForking(DAEMON);
        up("case");

        systemctl("kill", "--signal=KILL", "case").exits(0);

        await("case", "ActiveState=failed", "Result=signal", "ExecMainCode=2", "ExecMainStatus=9");
    }

    @Test
    void withoutAGuessTheMainProcessIsUnknown() {
        installForking("GuessMainPID=no", DAEMON);
        up("case");
        expect("case", "ActiveState=active", "SubState=running", "MainPID=0");

        systemctl("kill", "--signal=KILL", "case").exits(0);

        await("case", "ActiveState=inactive", "Result=success", "ExecMainCode=0", "ExecMainStatus=0");
    }

    @Test
    void aShellsBackgroundProcessesIgnoreSigint() {
        installForking(DAEMON);
        up("case");

        systemctl("kill", "--signal=INT", "case").exits(0);
        stop("case").exits(0);

        expect("case", "ActiveState=inactive", "ExecMainCode=2", "ExecMainStatus=15");
    }

    @Test
    void canBeStopped() {
        installForking(DAEMON);
        up("case");

        stop("case").exits(0);

        expect("case", "ActiveState=inactive", "Result=success");
    }

    @Test
    void thatWhichLeavesNothingBehindIsOver() {
        installForking("ExecStart=/bin/true");

        start("case");

        await("case", "ActiveState=inactive", "Result=success");
    }

    @Test
    void aPidFileThatIsNeverWrittenFailsTheStart() {
        service("case-a", "Type=forking", "PIDFile=/nonexistent/case.pid", "TimeoutStartSec=300ms", DAEMON);
        service("case-b", "Type=forking", "PIDFile=/nonexistent/case.pid", "ExecStart=/bin/true");

        start("case-a").exits(1).printsErrors("because a timeout was exceeded");
        start("case-b").exits(1).printsErrors("did not take the steps required");

        expect("case-a", "ActiveState=failed", "Result=timeout", "MainPID=0");
        expect("case-b", "ActiveState=failed", "Result=protocol");
    }
}

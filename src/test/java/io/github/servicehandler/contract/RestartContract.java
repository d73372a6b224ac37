package io.github.servicehandler.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Automatic restarts of services: Restart= and related settings. */
class RestartContract extends Contract {

    private static final String SHORT_DELAY = "RestartSec=50ms";

    @ParameterizedTest(name = "Restart={0} after ''{1}'': {2}")
    @CsvSource(quoteCharacter = '`', textBlock = """
            no,          exit 0,             false
            no,          exit 3,             false
            no,          kill -TERM $$$$,    false
            no,          kill -KILL $$$$,    false
            always,      exit 0,             true
            always,      exit 3,             true
            always,      kill -TERM $$$$,    true
            always,      kill -KILL $$$$,    true
            on-success,  exit 0,             true
            on-success,  exit 3,             false
            on-success,  kill -TERM $$$$,    true
            on-success,  kill -KILL $$$$,    false
            on-failure,  exit 0,             false
            on-failure,  exit 3,             true
            on-failure,  kill -TERM $$$$,    false
            on-failure,  kill -KILL $$$$,    true
            on-abnormal, exit 0,             false
            on-abnormal, exit 3,             false
            on-abnormal, kill -TERM $$$$,    false
            on-abnormal, kill -KILL $$$$,    true
            on-abort,    exit 0,             false
            on-abort,    exit 3,             false
            on-abort,    kill -TERM $$$$,    false
            on-abort,    kill -KILL $$$$,    true
            on-watchdog, exit 0,             false
            on-watchdog, exit 3,             false
            on-watchdog, kill -KILL $$$$,    false
            """)
    void restartsAfter(String policy, String end, boolean restarts) {
        service("case", "Restart=" + policy, "RestartSec=1000", "ExecStart=/bin/sh -c '" + end + "'");
        up("case");

        boolean clean = end.equals("exit 0") || end.contains("TERM");
        if (restarts) {
            await("case", "ActiveState=activating", "SubState=auto-restart");
        } else {
            await("case", clean ? "ActiveState=inactive" : "ActiveState=failed", "NRestarts=0");
        }
    }

    @Test
    void aRestartIsCounted() {
        service("case", "Restart=always", SHORT_DELAY, "ExecStart=/bin/sleep 1000");
        up("case");
        String invocation = show("case", "InvocationID");

        systemctl("kill", "--signal=KILL", "case").exits(0);

        await("case", "NRestarts=1", "ActiveState=active");
        assertThat(show("case", "InvocationID")).isNotEqualTo(invocation);
    }

    @Test
    void aSecondRestartIsCountedToo() {
        service("case", "Restart=always", SHORT_DELAY, "ExecStart=/bin/sleep 1000");
        up("case");
        systemctl("kill", "--signal=KILL", "case").exits(0);
        await("case", "NRestarts=1", "SubState=running");

        systemctl("kill", "--signal=KILL", "case").exits(0);

        await("case", "NRestarts=2", "SubState=running", "Result=success");
    }

    @Test
    void aManualRestartIsNotCounted() {
        service("case", "Restart=always", SHORT_DELAY, "ExecStart=/bin/sleep 1000");
        up("case");

        restart("case").exits(0);

        expect("case", "NRestarts=0");
    }

    @Test
    void aManualStartSetsTheCountToZero() {
        service("case", "Restart=always", SHORT_DELAY, "ExecStart=/bin/sleep 1000");
        up("case");
        systemctl("kill", "--signal=KILL", "case").exits(0);
        await("case", "NRestarts=1", "SubState=running");

        restart("case").exits(0);

        expect("case", "NRestarts=0");
    }

    @Test
    void aStopIsNotUndone() {
        service("case", "Restart=always", SHORT_DELAY, "ExecStart=/bin/sleep 1000");
        up("case");

        stop("case").exits(0);

        sleep(java.time.Duration.ofMillis(120));
        expect("case", "ActiveState=inactive", "NRestarts=0");
    }

    @Test
    void anExitStatusCanPreventARestart() {
        service("case", "Restart=always", SHORT_DELAY, "RestartPreventExitStatus=3", "ExecStart=/bin/sh -c 'exit 3'");
        up("case");

        await("case", "ActiveState=failed", "NRestarts=0", "ExecMainStatus=3");
    }

    @Test
    void aSignalCanPreventARestart() {
        service("case", "Restart=always", SHORT_DELAY, "RestartPreventExitStatus=SIGKILL", "ExecStart=/bin/sleep 1000");
        up("case");

        systemctl("kill", "--signal=KILL", "case").exits(0);

        await("case", "ActiveState=failed", "NRestarts=0");
    }

    @Test
    void anExitStatusCanForceARestart() {
        service("case", "RestartForceExitStatus=3", "RestartSec=1000", "ExecStart=/bin/sh -c 'exit 3'");
        up("case");

        await("case", "ActiveState=activating", "SubState=auto-restart");
    }

    @Test
    void anExitStatusCanCountAsSuccess() {
        service("case", "SuccessExitStatus=3", "ExecStart=/bin/sh -c 'exit 3'");
        pin("case");
        up("case");

        await("case", "ActiveState=inactive", "Result=success", "ExecMainStatus=3");
    }

    @Test
    void aSignalCanCountAsSuccess() {
        service("case", "SuccessExitStatus=SIGKILL", "ExecStart=/bin/sh -c 'kill -KILL $$$$'");
        pin("case");
        up("case");

        await("case", "ActiveState=inactive", "Result=success", "ExecMainCode=2", "ExecMainStatus=9");
    }

    @Test
    void namesOfExitStatusesAreUnderstood() {
        service("case", "SuccessExitStatus=TEMPFAIL", "ExecStart=/bin/sh -c 'exit 75'");
        pin("case");
        up("case");

        await("case", "ActiveState=inactive", "Result=success", "ExecMainStatus=75");
    }

    @Test
    void successByExitStatusDoesNotRestartOnFailure() {
        service("case", "Restart=on-failure", SHORT_DELAY, "SuccessExitStatus=3", "ExecStart=/bin/sh -c 'exit 3'");
        up("case");

        await("case", "ActiveState=inactive", "NRestarts=0");
    }

    @Test
    void aMissingProgramIsTriedAgain() {
        service("case", "Restart=on-failure", "RestartSec=1000", "ExecStart=/nonexistent/program");

        start("case");

        await("case", "SubState=auto-restart", "ExecMainStatus=203");
    }

    @Test
    void aStartTimeoutIsAbnormal() {
        service(
                "case",
                "Type=notify",
                "Restart=on-abnormal",
                "RestartSec=1000",
                "TimeoutStartSec=100ms",
                "ExecStart=/bin/sleep 1000");

        systemctl("start", "--no-block", "case").exits(0);

        await("case", "SubState=auto-restart", "Result=timeout");
    }

    @Test
    void aServiceThatRunsTooLongIsStoppedAndRestarted() {
        service("case", "Restart=on-failure", "RestartSec=1000", "RuntimeMaxSec=100ms", "ExecStart=/bin/sleep 1000");
        up("case");

        await("case", "SubState=auto-restart", "Result=timeout");
    }

    @Test
    void theDelayIsShownAsASpan() {
        service("case", "RestartSec=1min 30s", "ExecStart=/bin/true");

        expect("case", "RestartUSec=1min 30s");
    }

    @Test
    void aOneshotCanBeRestartedOnFailure() {
        service("case", "Type=oneshot", "Restart=on-failure", "RestartSec=1000", "ExecStart=/bin/false");
        systemctl("start", "--no-block", "case").exits(0);

        await("case", "ActiveState=activating", "SubState=auto-restart");
    }

    @Test
    void aFailedPreparationIsTriedAgain() {
        service(
                "case",
                "Restart=on-failure",
                "RestartSec=1000",
                "ExecStartPre=/bin/false",
                "ExecStart=/bin/sleep 1000");

        start("case").exits(1);

        expect("case", "ActiveState=activating", "SubState=auto-restart", "Result=exit-code");
    }

    @Test
    void aStopEndsTheWaitForARestart() {
        service("case", "Restart=on-failure", "RestartSec=400ms", "ExecStart=/bin/sh -c 'exit 3'");
        pin("case");
        up("case");
        await("case", "ActiveState=activating", "SubState=auto-restart");

        stop("case").exits(0);
        sleep(Duration.ofMillis(800));

        expect("case", "ActiveState=inactive", "SubState=dead", "Result=exit-code", "ExecMainStatus=3");
    }

    @Test
    void resetFailedSetsTheCountToZero() {
        service("case", "Restart=always", SHORT_DELAY, "ExecStart=/bin/sleep 1000");
        up("case");
        systemctl("kill", "--signal=KILL", "case").exits(0);
        await("case", "NRestarts=1", "SubState=running");

        systemctl("reset-failed", "case").exits(0);

        expect("case", "NRestarts=0", "ActiveState=active");
    }

    @Test
    void aRestartThatWaitsForAnotherJobIsQueuedIn257() {
        service("case-slow", "Type=oneshot", "ExecStart=/bin/sleep 1");
        unit(
                "case.service",
                "[Unit]",
                "After=case-slow.service",
                "[Service]",
                "Restart=always",
                SHORT_DELAY,
                "ExecStart=/bin/sleep 1000");
        up("case");
        systemctl("start", "--no-block", "case-slow").exits(0);

        systemctl("kill", "--signal=KILL", "case").exits(0);

        // in 252, the restart job first stops the unit, and that stop does not wait
        String waiting = version() >= 257 ? "SubState=auto-restart-queued" : "SubState=dead";
        await("case", waiting);
        await("case", "SubState=running", "NRestarts=1");
    }

    @Test
    void aDaemonReloadChangesHowLongARestartIsHeldOff() {
        service("case", "Restart=always", "RestartSec=1000", "ExecStart=/bin/sleep 1000");
        up("case");
        systemctl("kill", "--signal=KILL", "case").exits(0);
        await("case", "SubState=auto-restart");

        service("case", "Restart=always", SHORT_DELAY, "ExecStart=/bin/sleep 1000");

        await("case", "SubState=running", "NRestarts=1");
    }

    @Test
    void aRestartOfWhatHasNoFileAnyMoreFails() {
        service("case", "Restart=always", "RestartSec=1000", "ExecStart=/bin/true");
        up("case");
        await("case", "SubState=auto-restart");

        delete("case.service");
        systemctl("daemon-reload").exits(0);

        await("case", "ActiveState=failed", "Result=resources", "NRestarts=0");
    }

    @Test
    void whatWaitsForItsRestartIsNotReloaded() {
        service("case", "Restart=always", "RestartSec=1000", "ExecStart=/bin/true", "ExecReload=/bin/true");
        up("case");
        await("case", "SubState=auto-restart");

        systemctl("try-reload-or-restart", "case").exits(0);

        expect("case", "SubState=auto-restart");
    }

    @Test
    void tryRestartDoesNotWaitForTheAutomaticOneFrom252On() {
        service("case", "Type=oneshot", "Restart=on-failure", "RestartSec=1000", "ExecStart=/bin/false");
        start("case").exits(1);
        await("case", "SubState=auto-restart");
        String invocation = show("case", "InvocationID");

        systemctl("try-restart", "case").exits(version() >= 252 ? 1 : 0);

        await("case", "SubState=auto-restart", "NRestarts=0");
        assertThat(show("case", "InvocationID").equals(invocation)).isEqualTo(version() < 252);
    }

    @Test
    void theDelayGrowsInStepsSince254() {
        assumeThat(version()).isGreaterThanOrEqualTo(257);
        service(
                "case",
                "Restart=always",
                "RestartSec=10ms",
                "RestartSteps=2",
                "RestartMaxDelaySec=1000s",
                "ExecStart=/bin/false");
        start("case");

        await("case", "NRestarts=2", "SubState=auto-restart");

        expect(
                "case",
                "RestartUSec=10ms",
                "RestartSteps=2",
                "RestartMaxDelayUSec=16min 40s",
                "RestartUSecNext=16min 40s");
    }

    @Test
    void aDirectRestartDoesNotFail() {
        assumeThat(version()).isGreaterThanOrEqualTo(257);
        unit(
                "case.service",
                "[Unit]",
                "OnFailure=case-b.service",
                "[Service]",
                "Restart=always",
                "RestartSec=1000",
                "RestartMode=direct",
                "ExecStart=/bin/false");
        service("case-b", "ExecStart=/bin/sleep 1000");
        start("case");

        await("case", "SubState=auto-restart");

        expect("case", "RestartMode=direct", "Result=exit-code");
        expect("case-b", "ActiveState=inactive");
    }
}

package io.github.servicehandler.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The stop of a service: signals, commands, timeouts. */
class StopContract extends Contract {

    private static final String SLEEP = "ExecStart=/bin/sleep 1000";

    /**
     * Returns the lines of a service that handles SIGTERM itself, and reports readiness once it has installed its
     * handler.
     */
    private static String[] withTermHandler(String handler, String... more) {
        List<String> lines = new ArrayList<>(List.of(more));
        lines.add("Type=notify");
        lines.add("NotifyAccess=all");
        lines.add("ExecStart=/bin/sh -c 'trap \"" + handler
                + "\" TERM; systemd-notify --ready; while :; do sleep 0.05; done'");
        return lines.toArray(String[]::new);
    }

    /** Starts a service that ignores SIGTERM. */
    private void startIgnoringSigterm(String... lines) {
        service("case", withTermHandler("", lines));
        pin("case");
        up("case");
    }

    @Test
    void aServiceIsToldToEndBySigterm() {
        service("case", SLEEP);
        pin("case");
        up("case");

        stop("case").exits(0);

        // SIGTERM counts as a clean end
        expect("case", "ActiveState=inactive", "Result=success", "ExecMainCode=2", "ExecMainStatus=15");
    }

    @ParameterizedTest
    @CsvSource({"stop,true", "kill,false"})
    void theTimesTellAStopFromAnyOtherEnd(String verb, boolean stop) {
        service("case", "KillSignal=SIGUSR1", SLEEP);
        pin("case");
        up("case");

        systemctl(verb, "case").exits(0);
        await("case", stop ? "ActiveState=failed" : "ActiveState=inactive");

        Map<String, String> shown = show("case");
        assertThat(micros(shown, "ActiveExit") < micros(shown, "ExecMainExit")).isEqualTo(stop);
        assertThat(micros(shown, "InactiveExit")).isLessThan(micros(shown, "ActiveExit"));
    }

    private static long micros(Map<String, String> shown, String event) {
        return Long.parseLong(shown.get(event + "TimestampMonotonic"));
    }

    @Test
    void anotherSignalCanBeChosen() {
        service("case", "KillSignal=SIGINT", SLEEP);
        pin("case");
        up("case");

        stop("case").exits(0);

        expect("case", "ActiveState=inactive", "Result=success", "KillSignal=2", "ExecMainStatus=2");
    }

    @Test
    void aSignalThatIsNoCleanEndMakesTheStopAFailure() {
        service("case", "KillSignal=SIGUSR1", SLEEP);
        up("case");

        stop("case").exits(0);

        expect("case", "ActiveState=failed", "Result=signal", "ExecMainStatus=10");
    }

    @Test
    void aServiceThatIgnoresSigtermIsKilled() {
        startIgnoringSigterm("TimeoutStopSec=100ms");

        stop("case").exits(0);

        expect("case", "ActiveState=failed", "Result=timeout", "ExecMainCode=2", "ExecMainStatus=9");
    }

    @Test
    void aServiceThatIgnoresSigtermIsLeftAloneIfThatIsSaid() {
        startIgnoringSigterm("TimeoutStopSec=100ms", "SendSIGKILL=no");

        stop("case").exits(0);

        expect("case", "ActiveState=failed", "Result=timeout", "MainPID=0");
    }

    @Test
    void theKillCanComeBySignalOfAnotherName() {
        startIgnoringSigterm("TimeoutStopSec=100ms", "FinalKillSignal=SIGQUIT");

        stop("case").exits(0);

        expect("case", "ActiveState=failed", "Result=timeout", "ExecMainStatus=3");
    }

    @Test
    void sigkillCanBeTheFirstSignal() {
        startIgnoringSigterm("KillSignal=SIGKILL");

        stop("case").exits(0);

        expect("case", "ActiveState=failed", "Result=signal", "ExecMainStatus=9");
    }

    @Test
    void withoutAnyKillingTheProcessIsLeftBehind() {
        service("case", "KillMode=none", "ExecStart=/bin/sleep 2", "ExecStop=/bin/true", "TimeoutStopSec=100ms");
        pin("case");
        up("case");
        String pid = show("case", "MainPID");

        stop("case").exits(0);

        // the manager did not wait for the end of the process, and did not notice it
        expect(
                "case",
                "ActiveState=inactive",
                "SubState=dead",
                "Result=success",
                "MainPID=0",
                "ExecMainPID=" + pid,
                "ExecMainCode=0");
        up("case");
        assertThat(show("case", "MainPID")).isNotEqualTo(pid);
    }

    @Test
    void aStopCommandComesBeforeTheSignal() {
        service("case", SLEEP, "ExecStop=/bin/true");
        pin("case");
        up("case");

        stop("case").exits(0);

        expect("case", "ActiveState=inactive", "Result=success", "ExecMainStatus=15");
        assertThat(show("case", "ExecStop")).endsWith("code=exited ; status=0 }");
    }

    @Test
    void aStopCommandThatEndsTheServiceLeavesNothingToSignal() {
        service("case", SLEEP, "ExecStop=/bin/kill -INT $MAINPID");
        pin("case");
        up("case");

        stop("case").exits(0);

        await("case", "ActiveState=inactive", "Result=success");
        assertThat(show("case", "ExecMainStatus")).isIn("2", "15");
    }

    @Test
    void aStopCommandThatFailsMakesTheStopAFailure() {
        service("case", SLEEP, "ExecStop=/bin/false");
        up("case");

        stop("case").exits(0);

        expect("case", "ActiveState=failed", "Result=exit-code");
    }

    @Test
    void aStopCommandMayFailIfThatIsSaid() {
        service("case", SLEEP, "ExecStop=-/bin/false");
        pin("case");
        up("case");

        stop("case").exits(0);

        expect("case", "ActiveState=inactive", "Result=success");
    }

    @Test
    void aStopCommandThatHangsIsKilled() {
        service("case", SLEEP, "ExecStop=/bin/sleep 1000", "TimeoutStopSec=100ms");
        up("case");

        stop("case").exits(0);

        expect("case", "ActiveState=failed", "Result=timeout");
    }

    @Test
    void theStopCommandRunsAlsoWhenTheServiceEndsByItself() {
        service("case", "ExecStart=/bin/true", "ExecStop=/bin/true");
        pin("case");
        up("case");

        await("case", "ActiveState=inactive");
        assertThat(show("case", "ExecStop")).endsWith("code=exited ; status=0 }");
    }

    @Test
    void theStopCommandDoesNotRunWhenTheStartFailed() {
        service("case", "ExecStartPre=/bin/false", SLEEP, "ExecStop=/bin/true");
        start("case").exits(1);

        assertThat(show("case", "ExecStop")).contains("pid=0 ;");
    }

    @Test
    void theLastCommandRunsAlsoWhenTheStartFailed() {
        service("case", "ExecStartPre=/bin/false", SLEEP, "ExecStopPost=/bin/true");
        start("case").exits(1);

        assertThat(show("case", "ExecStopPost")).endsWith("code=exited ; status=0 }");
        expect("case", "ActiveState=failed", "Result=exit-code");
    }

    @Test
    void theLastCommandThatFailsMakesTheStopAFailure() {
        service("case", SLEEP, "ExecStopPost=/bin/false");
        up("case");

        stop("case").exits(0);

        expect("case", "ActiveState=failed", "Result=exit-code");
    }

    @Test
    void aServiceThatExitsWithAnErrorWhenStoppedIsFailed() {
        service("case", withTermHandler("exit 5"));
        up("case");

        stop("case").exits(0);

        expect("case", "ActiveState=failed", "Result=exit-code", "ExecMainStatus=5");
    }

    @Test
    void aServiceThatExitsWith143WhenStoppedNeedsThatToBeSuccess() {
        service("case", withTermHandler("exit 143", "SuccessExitStatus=143"));
        pin("case");
        up("case");

        stop("case").exits(0);

        expect("case", "ActiveState=inactive", "Result=success", "ExecMainCode=1", "ExecMainStatus=143");
    }

    @Test
    void aServiceThatRemainedAfterItsExitRunsItsStopCommand() {
        service("case", "Type=oneshot", "RemainAfterExit=yes", "ExecStart=/bin/true", "ExecStop=/bin/true");
        pin("case");
        up("case");

        stop("case").exits(0);

        expect("case", "ActiveState=inactive", "SubState=dead");
        assertThat(show("case", "ExecStop")).endsWith("code=exited ; status=0 }");
    }

    @Test
    void aServiceMayHaveATimeToLive() {
        service("case", SLEEP, "RuntimeMaxSec=100ms");
        up("case");

        await("case", "ActiveState=failed", "Result=timeout", "ExecMainStatus=15");
    }

    @Test
    void processesThatWereLeftBehindAreEndedToo() {
        service("case", "ExecStart=/bin/sh -c 'sleep 1000 & exec sleep 1000'");
        pin("case");
        up("case");

        stop("case").exits(0);

        expect("case", "ActiveState=inactive", "Result=success");
    }

    @Test
    void aStopCommandThatFindsNoMainProcessFails() {
        service(
                "case",
                "Type=oneshot",
                "RemainAfterExit=yes",
                "ExecStart=/bin/true",
                "ExecStop=/bin/kill -INT $MAINPID");
        up("case");

        stop("case").exits(0);

        expect("case", "ActiveState=failed", "Result=exit-code");
    }

    @Test
    void aFailedServiceWhoseFileIsGoneIsStillThereToBeStopped() {
        service("case", "ExecStart=/bin/false");
        up("case");
        await("case", "ActiveState=failed");
        delete("case.service");

        stop("case").exits(0);

        expect("case", "ActiveState=failed", "LoadState=not-found");
    }

    @Test
    void aStopDuringACommandBeforeTheStartIsNotUndoneByThatCommandsSuccess() {
        service("case", "ExecStartPre=-/bin/sleep 1000", "ExecStart=/bin/sleep 1000");
        systemctl("start", "--no-block", "case").exits(0);
        await("case", "SubState=start-pre");

        stop("case").exits(0);

        expect("case", "ActiveState=inactive", "MainPID=0");
    }

    @Test
    void whetherTheServiceMayFailIsWhatTheFileSaysWhenItEnds() {
        service("case", "KillSignal=SIGKILL", "ExecStart=/bin/sleep 1000");
        pin("case");
        up("case");
        service("case", "KillSignal=SIGKILL", "ExecStart=-/bin/sleep 999");

        stop("case").exits(0);

        expect("case", "ActiveState=inactive", "Result=success", "ExecMainStatus=9");
    }

    @Test
    void dropInsAloneDoNotChangeHowAServiceWithoutAFileEnds() {
        service("case", "ExecStart=/bin/sleep 1000");
        pin("case");
        up("case");
        delete("case.service");
        write("case.service.d/case.conf", "[Service]\n");

        stop("case").exits(0);

        expect("case", "ActiveState=inactive", "Result=success", "LoadState=not-found");
    }

    @Test
    void whatTheStopCommandEndsIsNotThereToBeKilled() {
        service("case", "KillSignal=SIGKILL", "ExecStart=/bin/sleep 1000", "ExecStop=/bin/kill -INT $MAINPID");
        pin("case");
        up("case");

        stop("case").exits(0);

        expect("case", "ActiveState=inactive", "Result=success", "ExecMainStatus=2");
    }

    @Test
    void aHangupMayFollowTheSignalThatStops() {
        service(
                "case",
                "KillMode=mixed",
                "SendSIGHUP=yes",
                "TimeoutStopSec=1000",
                "ExecStart=/bin/sh -c 'trap \"\" TERM; sleep 1000; sleep 2000'");
        pin("case");
        up("case");
        sleep(Duration.ofMillis(300));

        stop("case").exits(0);

        expect("case", "Result=success", "ExecMainStatus=1");
    }
}

package io.github.servicehandler.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.servicehandler.Outcome;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The limit on the starts of a service within a time. */
class StartLimitContract extends Contract {

    private void installLimited(String name, int burst, String... service) {
        String limits = "StartLimitIntervalSec=1000\nStartLimitBurst=" + burst;
        write(name + ".service", "[Unit]\n" + limits + "\n[Service]\n" + String.join("\n", service) + "\n");
        pin(name);
    }

    @Test
    void aCrashLoopEndsAtTheLimit() {
        installLimited("case", 3, "Restart=always", "RestartSec=10ms", "ExecStart=/bin/false");
        up("case");

        await("case", "ActiveState=failed", "SubState=failed");
        // three starts include two restarts; the third restart is refused
        expect("case", "NRestarts=3");
    }

    @Test
    void theResultOfACrashLoopIsThatOfItsLastRunBeforeVersion262() {
        installLimited("case", 2, "Restart=always", "RestartSec=10ms", "ExecStart=/bin/sh -c 'exit 7'");
        up("case");

        await("case", "ActiveState=failed");
        expect("case", version() >= 262 ? "Result=start-limit-hit" : "Result=exit-code", "ExecMainStatus=7");
    }

    @Test
    void aCrashLoopOfCleanExitsEndsAtTheLimitToo() {
        installLimited("case", 2, "Restart=always", "RestartSec=10ms", "ExecStart=/bin/true");
        up("case");

        await("case", "ActiveState=failed", "Result=start-limit-hit");
    }

    @Test
    void manualStartsCount() {
        installLimited("case", 2, "Type=oneshot", "ExecStart=/bin/true");
        up("case");
        up("case");

        start("case").exits(1).printsErrors("Job for case.service failed");

        expect("case", "ActiveState=failed", "Result=start-limit-hit");
    }

    @Test
    void manualRestartsCount() {
        installLimited("case", 2, "ExecStart=/bin/sleep 1000");
        up("case");
        restart("case").exits(0);

        restart("case").exits(1);

        expect("case", "ActiveState=failed", "Result=start-limit-hit");
    }

    @Test
    void startsOfAServiceThatIsForgottenInBetweenDoNotCount() {
        unit("case.service", "[Unit]", "StartLimitBurst=1", "[Service]", "Type=oneshot", "ExecStart=/bin/true");
        up("case");
        await("case", "InvocationID=(none)");

        start("case").exits(0);
    }

    @Test
    void whoHitTheLimitStaysDown() {
        installLimited("case", 1, "Type=oneshot", "ExecStart=/bin/true");
        up("case");
        start("case").exits(1);

        start("case").exits(1);

        expect("case", "ActiveState=failed", "Result=start-limit-hit");
    }

    @Test
    void resetFailedLiftsTheLimit() {
        installLimited("case", 1, "Type=oneshot", "ExecStart=/bin/true");
        up("case");
        start("case").exits(1);

        systemctl("reset-failed", "case").exits(0);

        start("case").exits(0);
        expect("case", "Result=success");
    }

    @Test
    void resetFailedOfAHealthyServiceStartsTheCountAnew() {
        installLimited("case", 2, "ExecStart=/bin/sleep 1000");
        up("case");
        restart("case").exits(0);

        systemctl("reset-failed", "case").exits(0);

        restart("case").exits(0);
    }

    @Test
    void anIntervalOfZeroMeansNoLimit() {
        unit(
                "case.service",
                "[Unit]",
                "StartLimitIntervalSec=0",
                "StartLimitBurst=1",
                "[Service]",
                "Type=oneshot",
                "ExecStart=/bin/true");
        up("case");
        up("case");

        start("case").exits(0);
    }

    @Test
    void theLimitIsOverAfterItsInterval() {
        unit(
                "case.service",
                "[Unit]",
                "StartLimitIntervalSec=300ms",
                "StartLimitBurst=1",
                "[Service]",
                "Type=oneshot",
                "ExecStart=/bin/true");
        pin("case");
        up("case");
        start("case").exits(1);

        sleep(java.time.Duration.ofMillis(350));

        start("case").exits(0);
    }

    @Test
    void theComplaintSaysWhatToDo() {
        installLimited("case", 1, "Type=oneshot", "ExecStart=/bin/true");
        up("case");

        if (version() >= 252) {
            start("case")
                    .printsErrors(
                            "Job for case.service failed because start of the service was attempted too often.",
                            "reset-failed case.service\"");
        } else {
            // older versions do not print the reason
            start("case").printsErrors("Job for case.service failed.");
        }
    }

    @Test
    void theDefaultIsFiveStartsInTenSeconds() {
        service("case", "ExecStart=/bin/true");

        expect("case", "StartLimitIntervalUSec=10s", "StartLimitBurst=5", "StartLimitAction=none");
    }

    @Test
    void stopsDoNotCount() {
        installLimited("case", 1, "ExecStart=/bin/sleep 1000");
        up("case");
        stop("case").exits(0);

        stop("case").exits(0);

        expect("case", "ActiveState=inactive", "Result=success");
    }

    @Test
    void startsOfARunningServiceDoNotCount() {
        installLimited("case", 1, "ExecStart=/bin/sleep 1000");
        up("case");

        start("case").exits(0);

        assertThat(show("case")).containsEntry("ActiveState", "active");
    }

    @Test
    void aDaemonReloadStartsTheCountAnewBefore262() {
        installLimited("case", 2, "Type=oneshot", "ExecStart=/bin/false");
        pin("case");
        start("case").exits(1);
        start("case").exits(1);

        systemctl("daemon-reload").exits(0);

        start("case").exits(1);
        expect("case", version() < 262 ? "Result=exit-code" : "Result=start-limit-hit");
    }

    @Test
    void aStartThatHasToWaitCountsIn252And257() {
        boolean counts = version() >= 252 && version() < 262;
        installLimited("case", 2, "ExecStart=/bin/sleep 1000", "ExecStop=/bin/sleep 0.2");
        up("case");
        systemctl("stop", "--no-block", "case").exits(0);
        await("case", "SubState=stop");

        start("case").exits(counts ? 1 : 0);

        expect("case", counts ? "Result=start-limit-hit" : "Result=success");
    }

    @Test
    void aStartThatWaitsIsTriedAgainAfterADaemonReload() {
        assumeTrue(version() == 252, "only in 252 the start waits and counts at each attempt");
        installLimited("case", 1, "Restart=always", "RestartSec=1000", "ExecStart=/bin/true");
        service("other", "Type=oneshot", "ExecStart=/bin/true");
        up("case");
        await("case", "SubState=auto-restart");
        systemctl("daemon-reload").exits(0);
        systemctl("start", "--no-block", "case").exits(0);
        // the manager tries waiting jobs in order: when another job has finished, it has tried this one
        up("other");
        systemctl("daemon-reload").exits(0);
        up("other");

        systemctl("start", "--no-block", "case").exits(0);

        await("case", "SubState=failed");
    }

    // -- how the library recognises it

    private ServiceHandler handler() {
        return systemd().service("case");
    }

    private ServiceStatus status() {
        return handler().status();
    }

    @Test
    void theLimitIsRecognisedIfStartsByHandCounted() {
        installLimited("case", 4, "Restart=always", "RestartSec=10ms", "ExecStart=/bin/sleep 1");
        up("case");
        restart("case").exits(0);
        restart("case").exits(0);

        await("case", "ActiveState=failed", "SubState=failed");

        assertThat(status().restarts()).isLessThan(4);
        assertThat(status().startLimitHit()).isTrue();
    }

    @Test
    void aStopAfterManyRestartsIsNotTheLimit() {
        unit(
                "case.service",
                "[Unit]",
                "StartLimitBurst=2",
                "StartLimitIntervalSec=0",
                "[Service]",
                "Restart=always",
                "RestartSec=10ms",
                "ExecStart=/bin/sh -c 'trap \"exit 143\" TERM; while :; do sleep 0.1; done'");
        pin("case");
        up("case");
        for (int restarts = 1; restarts <= 3; restarts++) {
            systemctl("kill", "--signal=KILL", "case").exits(0);
            await("case", "NRestarts=" + restarts, "SubState=running");
        }
        sleep(Duration.ofMillis(300));

        Outcome outcome = handler().stop();

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(status().startLimitHit()).isFalse();
        expect("case", "ActiveState=failed", "ExecMainStatus=143");
        assertThat(outcome.reason())
                .isEqualTo(
                        "the unit is down, but did not end cleanly: result exit-code, exit code 143 (128 + 15/TERM)");
    }

    @Test
    void aStartByHandThatWasRefusedIsRecognised() {
        installLimited("case", 2, "ExecStart=/bin/false");
        for (int starts = 0; starts < 2; starts++) {
            up("case");
            await("case", "ActiveState=failed");
        }
        assertThat(status().startLimitHit()).isFalse();

        Outcome outcome = handler().start();

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(outcome.reason()).contains("start limit hit: the unit was started too often");
        assertThat(outcome.after().startLimitHit()).isTrue();
        systemctl("daemon-reload").exits(0);
        assertThat(status().startLimitHit()).isTrue();
        systemctl("reset-failed", "case").exits(0);
        assertThat(status().startLimitHit()).isFalse();
    }

    @Test
    void aStartThatFailsBeforeTheMainProcessIsNotTheLimit() {
        installLimited("case", 9, "ExecStart=/bin/false");
        up("case");
        await("case", "ActiveState=failed");
        installLimited("case", 9, "ExecStartPre=/bin/false", "ExecStart=/bin/false");

        start("case").exits(1);
        assertThat(status().startLimitHit()).isFalse();

        installLimited("case", 9, "EnvironmentFile=/nonexistent", "ExecStart=/bin/false");
        start("case").exits(1);
        expect("case", "Result=resources");
        assertThat(status().startLimitHit()).isFalse();
    }

    @Test
    void anUnmetConditionOrAssertionIsNotTheLimit() {
        installLimited("case", 9, "ExecStart=/bin/false");
        up("case");
        await("case", "ActiveState=failed");

        unit("case.service", "[Unit]", "ConditionPathExists=/nonexistent", "[Service]", "ExecStart=/bin/false");
        start("case").exits(0);
        assertThat(status().startLimitHit()).isFalse();

        unit("case.service", "[Unit]", "AssertPathExists=/nonexistent", "[Service]", "ExecStart=/bin/false");
        start("case").exits(1);
        assertThat(status().startLimitHit()).isFalse();
    }
}

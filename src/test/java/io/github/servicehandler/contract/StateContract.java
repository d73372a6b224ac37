package io.github.servicehandler.contract;

import org.junit.jupiter.api.Test;

/** The states of a service, and the results of is-active and is-failed for each. */
class StateContract extends Contract {

    private static final String SLEEP = "ExecStart=/bin/sleep 1000";

    @Test
    void aServiceThatWasNeverStartedIsInactive() {
        service("case", SLEEP);

        expect("case", "LoadState=loaded", "ActiveState=inactive", "SubState=dead", "Result=success", "NRestarts=0");
        systemctl("is-active", "case").exits(3).prints("inactive");
        systemctl("is-failed", "case").exits(1).prints("inactive");
    }

    @Test
    void aRunningServiceIsActive() {
        service("case", SLEEP);
        up("case");

        expect("case", "ActiveState=active", "SubState=running");
        systemctl("is-active", "case").exits(0).prints("active");
        systemctl("is-failed", "case").exits(1).prints("active");
    }

    @Test
    void aServiceThatEndedCleanlyIsInactive() {
        service("case", "ExecStart=/bin/true");
        pin("case");
        start("case").exits(0);

        await("case", "ActiveState=inactive", "SubState=dead", "Result=success");
        expect("case", "ExecMainCode=1", "ExecMainStatus=0");
    }

    @Test
    void whatAStoppedServiceLeftBehindIsForgottenWhenNoUnitNamesIt() {
        service("case", "ExecStart=/bin/true");
        start("case").exits(0);

        await("case", "ActiveState=inactive", "ExecMainCode=0", "ExecMainPID=0", "InvocationID=(none)");
    }

    @Test
    void whatAFailedServiceLeftBehindIsKept() {
        service("case", "Type=oneshot", "ExecStart=/bin/sh -c 'exit 7'");
        start("case").exits(1);

        expect("case", "ExecMainCode=1", "ExecMainStatus=7");
    }

    @Test
    void aServiceThatEndedWithAnErrorIsFailed() {
        service("case", "ExecStart=/bin/sh -c 'exit 7'");
        start("case").exits(0);

        await("case", "ActiveState=failed", "SubState=failed", "Result=exit-code");
        expect("case", "ExecMainCode=1", "ExecMainStatus=7", "MainPID=0");
        systemctl("is-active", "case").exits(3).prints("failed");
        systemctl("is-failed", "case").exits(0).prints("failed");
    }

    @Test
    void aServiceThatASignalEndedIsFailed() {
        service("case", "ExecStart=/bin/sh -c 'kill -KILL $$$$'");
        start("case").exits(0);

        await("case", "ActiveState=failed", "Result=signal");
        expect("case", "ExecMainCode=2", "ExecMainStatus=9");
    }

    @Test
    void aServiceThatCrashedSaysSo() {
        service("case", "LimitCORE=0", "ExecStart=/bin/sh -c 'kill -ABRT $$$$'");
        start("case").exits(0);

        // if no core file can be written, a crash counts as an ordinary signal
        await("case", "ActiveState=failed", "Result=signal");
        expect("case", "ExecMainCode=2", "ExecMainStatus=6");
    }

    @Test
    void aServiceThatRemainsAfterItsExitIsActive() {
        service("case", "Type=oneshot", "RemainAfterExit=yes", "ExecStart=/bin/true");
        up("case");

        expect("case", "ActiveState=active", "SubState=exited", "MainPID=0", "ExecMainStatus=0");
        systemctl("is-active", "case").exits(0).prints("active");
    }

    @Test
    void aSimpleServiceCanRemainAfterItsExitToo() {
        service("case", "RemainAfterExit=yes", "ExecStart=/bin/true");
        up("case");

        await("case", "ActiveState=active", "SubState=exited");
    }

    @Test
    void aServiceThatRemainsAfterExitStillFails() {
        service("case", "RemainAfterExit=yes", "ExecStart=/bin/false");
        up("case");

        await("case", "ActiveState=failed", "Result=exit-code");
    }

    @Test
    void aOneshotIsActivatingUntilItIsDone() {
        service("case", "Type=oneshot", "ExecStart=/bin/sleep 1000");
        systemctl("start", "--no-block", "case").exits(0);

        await("case", "ActiveState=activating", "SubState=start");
        systemctl("is-active", "case").exits(3).prints("activating");
    }

    @Test
    void preparationIsAStateOfItsOwn() {
        service("case", "ExecStartPre=/bin/sleep 1000", SLEEP);
        systemctl("start", "--no-block", "case").exits(0);

        await("case", "ActiveState=activating", "SubState=start-pre");
        expect("case", "MainPID=0");
    }

    @Test
    void aftercareIsAStateOfItsOwn() {
        service("case", SLEEP, "ExecStartPost=/bin/sleep 1000");
        systemctl("start", "--no-block", "case").exits(0);

        await("case", "ActiveState=activating", "SubState=start-post");
    }

    @Test
    void aServiceThatWaitsToBeRestartedIsActivating() {
        service("case", "Restart=always", "RestartSec=1000", "ExecStart=/bin/false");
        up("case");

        await("case", "ActiveState=activating", "SubState=auto-restart", "Result=exit-code");
        systemctl("is-active", "case").exits(3).prints("activating");
        systemctl("is-failed", "case").exits(1).prints("activating");
    }

    @Test
    void aServiceThatWaitsToBeRestartedCanBeStopped() {
        service("case", "Restart=always", "RestartSec=1000", "ExecStart=/bin/false");
        up("case");
        await("case", "SubState=auto-restart");

        stop("case").exits(0);

        // the unit has nothing left to do, so it is unloaded immediately
        expect("case", "ActiveState=inactive", "Result=success", "NRestarts=0");
    }

    @Test
    void aServiceThatWaitsToBeRestartedIsStartedAtOnceByLaterVersionsOnly() {
        service("case", "Restart=always", "RestartSec=1000", "ExecStart=/bin/sleep 1000");
        up("case");
        systemctl("kill", "--signal=KILL", "case").exits(0);
        await("case", "SubState=auto-restart");

        systemctl("start", "--no-block", "case").exits(0);

        if (version() >= 257) {
            await("case", "ActiveState=active", "SubState=running");
        } else {
            // the job waits until the automatic restart is due
            sleep(java.time.Duration.ofMillis(50));
            expect("case", "ActiveState=activating", "SubState=auto-restart");
        }
    }

    @Test
    void aServiceThatWaitsToBeRestartedIsRestartedAtOnce() {
        service("case", "Restart=always", "RestartSec=1000", "ExecStart=/bin/sleep 1000");
        up("case");
        systemctl("kill", "--signal=KILL", "case").exits(0);
        await("case", "SubState=auto-restart");

        restart("case").exits(0);

        expect("case", "ActiveState=active", "SubState=running", "NRestarts=0");
    }

    @Test
    void aServiceThatRunsItsStopCommandIsDeactivating() {
        service("case", SLEEP, "ExecStop=/bin/sleep 1000");
        up("case");
        systemctl("stop", "--no-block", "case").exits(0);

        await("case", "ActiveState=deactivating", "SubState=stop");
        systemctl("is-active", "case").exits(3).prints("deactivating");
    }

    @Test
    void aServiceThatWasToldToEndIsDeactivating() {
        service(
                "case",
                "Type=notify",
                "NotifyAccess=all",
                "ExecStart=/bin/sh -c 'trap \"\" TERM; systemd-notify --ready; while :; do sleep 1; done'");
        up("case");
        systemctl("stop", "--no-block", "case").exits(0);

        await("case", "ActiveState=deactivating", "SubState=stop-sigterm");
    }

    @Test
    void aServiceThatRunsItsLastCommandIsDeactivating() {
        service("case", "ExecStart=/bin/true", "ExecStopPost=/bin/sleep 1000");
        up("case");

        await("case", "ActiveState=deactivating", "SubState=stop-post");
    }

    @Test
    void aServiceThatRunsItsReloadCommandIsReloading() {
        service("case", SLEEP, "ExecReload=/bin/sleep 1000");
        up("case");
        systemctl("reload", "--no-block", "case").exits(0);

        await("case", "ActiveState=reloading", "SubState=reload");
        systemctl("is-active", "case").exits(0).prints("reloading");
    }

    @Test
    void aMissingUnitIsNotFound() {
        expect("case-nope", "LoadState=not-found", "ActiveState=inactive", "SubState=dead");
        systemctl("is-active", "case-nope").exits(version() >= 253 ? 4 : 3).prints("inactive");
        systemctl("is-failed", "case-nope").exits(version() >= 253 ? 4 : 1).prints("inactive");
    }

    @Test
    void aMaskedUnitIsInactive() {
        link("case.service", "/dev/null");

        expect("case", "LoadState=masked", "ActiveState=inactive", "UnitFileState=masked");
        systemctl("is-active", "case").exits(3).prints("inactive");
    }

    @Test
    void isActiveTellsOneWordForEachUnit() {
        service("case-a", SLEEP);
        service("case-b", SLEEP);
        up("case-a");

        // the exit code is 0 if any of the units is active
        systemctl("is-active", "case-a", "case-b").exits(0).prints("active\ninactive");
    }

    @Test
    void isFailedSucceedsWhenOneOfManyFailed() {
        service("case-a", SLEEP);
        service("case-b", "Type=oneshot", "ExecStart=/bin/false");
        up("case-a");
        start("case-b").exits(1);

        systemctl("is-failed", "case-a", "case-b").exits(0).prints("active\nfailed");
    }

    @Test
    void quietIsActiveSaysNothing() {
        service("case", SLEEP);
        up("case");

        systemctl("is-active", "--quiet", "case").exits(0).prints("");
    }

    @Test
    void aFailureIsForgottenWhenTheServiceIsStartedAgain() {
        service("case", "Type=oneshot", "ExecStart=/bin/false");
        start("case").exits(1);
        service("case", "Type=oneshot", "ExecStart=/bin/true");

        up("case");

        expect("case", "ActiveState=inactive", "Result=success", "ExecMainStatus=0");
    }
}

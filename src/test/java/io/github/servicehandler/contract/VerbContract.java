package io.github.servicehandler.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The effects of systemctl's verbs on services. */
class VerbContract extends Contract {

    private static final String SLEEP = "ExecStart=/bin/sleep 1000";

    @Test
    void startBringsAServiceUp() {
        service("case", SLEEP);

        start("case").exits(0).printsNoErrors();

        expect("case", "LoadState=loaded", "ActiveState=active", "SubState=running", "Result=success");
        assertThat(show("case", "MainPID")).matches("[1-9][0-9]*");
    }

    @Test
    void startOfARunningServiceChangesNothing() {
        service("case", SLEEP);
        up("case");
        String before = show("case", "InvocationID");

        start("case").exits(0).printsNoErrors();

        expect("case", "InvocationID=" + before, "ActiveState=active", "NRestarts=0");
    }

    @Test
    void stopBringsAServiceDown() {
        service("case", SLEEP);
        up("case");

        stop("case").exits(0).printsNoErrors();

        expect("case", "ActiveState=inactive", "SubState=dead", "Result=success", "MainPID=0");
    }

    @Test
    void stopOfAStoppedServiceIsNoError() {
        service("case", SLEEP);

        stop("case").exits(0).printsNoErrors();

        expect("case", "ActiveState=inactive", "SubState=dead");
    }

    @Test
    void restartGivesARunningServiceANewInvocation() {
        service("case", SLEEP);
        up("case");
        String invocation = show("case", "InvocationID");
        String pid = show("case", "MainPID");

        restart("case").exits(0).printsNoErrors();

        expect("case", "ActiveState=active", "NRestarts=0");
        assertThat(show("case", "InvocationID")).isNotEqualTo(invocation);
        assertThat(show("case", "MainPID")).isNotEqualTo(pid);
    }

    @Test
    void restartStartsAStoppedService() {
        service("case", SLEEP);

        restart("case").exits(0);

        expect("case", "ActiveState=active", "SubState=running");
    }

    @Test
    void tryRestartLeavesAStoppedServiceAlone() {
        service("case", SLEEP);

        systemctl("try-restart", "case").exits(0).printsNoErrors();

        expect("case", "ActiveState=inactive");
    }

    @Test
    void tryRestartRestartsARunningService() {
        service("case", SLEEP);
        up("case");
        String invocation = show("case", "InvocationID");

        systemctl("try-restart", "case").exits(0);

        expect("case", "ActiveState=active");
        assertThat(show("case", "InvocationID")).isNotEqualTo(invocation);
    }

    @Test
    void condRestartIsAnotherWordForTryRestart() {
        service("case", SLEEP);

        systemctl("condrestart", "case").exits(0);

        expect("case", "ActiveState=inactive");
    }

    @Test
    void reloadRunsExecReload() {
        service("case", SLEEP, "ExecReload=/bin/true");
        up("case");
        String invocation = show("case", "InvocationID");

        systemctl("reload", "case").exits(0).printsNoErrors();

        expect("case", "ActiveState=active", "SubState=running", "InvocationID=" + invocation);
        assertThat(show("case", "ExecReload")).contains("status=0");
    }

    @Test
    void reloadIsRefusedByAServiceThatCannot() {
        service("case", SLEEP);
        up("case");

        systemctl("reload", "case").exits(3).printsErrors("Job type reload is not applicable for unit case.service.");

        expect("case", "ActiveState=active");
    }

    @Test
    void reloadOfAStoppedServiceFails() {
        service("case", SLEEP, "ExecReload=/bin/true");

        systemctl("reload", "case").exits(1).printsErrors("case.service is not active, cannot reload.");

        expect("case", "ActiveState=inactive");
    }

    @Test
    void reloadThatFailsLeavesTheServiceRunning() {
        service("case", SLEEP, "ExecReload=/bin/false");
        up("case");

        systemctl("reload", "case").exits(1).printsErrors("Job for case.service failed");

        expect("case", "ActiveState=active", "SubState=running");
    }

    @Test
    void reloadOrRestartReloadsWhereThatIsPossible() {
        service("case", SLEEP, "ExecReload=/bin/true");
        up("case");
        String invocation = show("case", "InvocationID");

        systemctl("reload-or-restart", "case").exits(0);

        expect("case", "InvocationID=" + invocation);
    }

    @Test
    void reloadOrRestartRestartsWhereReloadIsNotPossible() {
        service("case", SLEEP);
        up("case");
        String invocation = show("case", "InvocationID");

        systemctl("reload-or-restart", "case").exits(0);

        assertThat(show("case", "InvocationID")).isNotEqualTo(invocation);
    }

    @Test
    void reloadOrRestartStartsAStoppedService() {
        service("case", SLEEP);

        systemctl("reload-or-restart", "case").exits(0);

        expect("case", "ActiveState=active");
    }

    @Test
    void tryReloadOrRestartLeavesAStoppedServiceAlone() {
        service("case", SLEEP);

        systemctl("try-reload-or-restart", "case").exits(0);

        expect("case", "ActiveState=inactive");
    }

    @Test
    void oneCommandStartsManyUnits() {
        service("case-a", SLEEP);
        service("case-b", SLEEP);

        start("case-a", "case-b.service").exits(0);

        expect("case-a", "ActiveState=active");
        expect("case-b", "ActiveState=active");
    }

    @Test
    void unitsThatExistAreStartedThoughAnotherOneDoesNotBeforeVersion262() {
        service("case-a", SLEEP);
        service("case-b", SLEEP);

        start("case-a", "case-nope", "case-b").exits(5).printsErrors("Unit case-nope.service not found.");

        // all or nothing since a version between 258 and 262
        String state = version() >= 262 ? "ActiveState=inactive" : "ActiveState=active";
        expect("case-a", state);
        expect("case-b", state);
    }

    @Test
    void stopTakesAGlobOfLoadedUnits() {
        service("case-a", SLEEP);
        service("case-b", SLEEP);
        up("case-a", "case-b");

        stop("case-*").exits(0);

        expect("case-a", "ActiveState=inactive");
        expect("case-b", "ActiveState=inactive");
    }

    @Test
    void aGlobThatMatchesNothingIsNoError() {
        stop("case-nothing-*").exits(0).printsNoErrors();
    }

    @Test
    void startTakesAGlobOfLoadedUnitsOnly() {
        service("case-a", SLEEP);

        start("case-*").exits(0);

        expect("case-a", "ActiveState=inactive");
    }

    @Test
    void noBlockDoesNotWaitForTheJob() {
        service("case", "Type=oneshot", "ExecStart=/bin/sleep 1000");

        systemctl("start", "--no-block", "case").exits(0).printsNoErrors();

        await("case", "ActiveState=activating", "SubState=start");
    }

    @Test
    void aPendingJobIsListed() {
        service("case", "Type=oneshot", "ExecStart=/bin/sleep 1000");

        systemctl("start", "--no-block", "case").exits(0);
        await("case", "ActiveState=activating");

        assertThat(systemctl("list-jobs", "--no-legend").exits(0).lines())
                .anySatisfy(line -> assertThat(line).matches(" *\\d+ +case.service +start +running *"));
    }

    @Test
    void stopTakesAStartingServiceDown() {
        service("case", "Type=oneshot", "ExecStart=/bin/sleep 1000");
        systemctl("start", "--no-block", "case").exits(0);
        await("case", "ActiveState=activating");

        stop("case").exits(0);

        // unlike a daemon, a oneshot service ended by a signal has not finished its work
        expect("case", "ActiveState=failed", "Result=signal");
    }

    @Test
    void resetFailedForgetsAFailure() {
        service("case", "Type=oneshot", "ExecStart=/bin/false");
        start("case").exits(1);
        expect("case", "ActiveState=failed", "Result=exit-code");

        systemctl("reset-failed", "case").exits(0).printsNoErrors();

        expect("case", "ActiveState=inactive", "SubState=dead", "Result=success");
    }

    @Test
    void resetFailedWithoutNamesForgetsAllFailures() {
        service("case", "Type=oneshot", "ExecStart=/bin/false");
        start("case").exits(1);

        systemctl("reset-failed").exits(0);

        expect("case", "ActiveState=inactive");
    }

    @Test
    void aFailedServiceCanBeStartedAgain() {
        service("case", "Type=oneshot", "ExecStart=/bin/false");
        start("case").exits(1);
        service("case", SLEEP);

        up("case");

        expect("case", "ActiveState=active", "Result=success");
    }

    @Test
    void cleanIsRefusedWhileTheServiceRuns() {
        service("case", SLEEP, "RuntimeDirectory=case-directory");
        up("case");

        systemctl("clean", "case").exits(1).printsErrors("Failed to clean unit case.service");
    }

    @Test
    void cleanIsRefusedUntilAFailureIsReset() {
        service("case", "Type=oneshot", "ExecStart=/bin/false", "RuntimeDirectory=case-directory");
        start("case").exits(1);

        systemctl("clean", "case")
                .exits(1)
                .printsErrors("Failed to clean unit case.service: Unit is not inactive or has pending job.");
        systemctl("reset-failed", "case").exits(0);
        systemctl("clean", "case").exits(0).printsNoErrors();
    }

    @Test
    void cleanOfAStoppedServiceSucceeds() {
        service("case", SLEEP, "RuntimeDirectory=case-directory");

        systemctl("clean", "case").exits(0).printsNoErrors();

        expect("case", "ActiveState=inactive", "Result=success");
    }

    @Test
    void aReloadThatWouldBeAStartIsRefusedAsOne() {
        unit("case.service", "[Unit]", "RefuseManualStart=yes", "[Service]", "ExecStart=/bin/sleep 1000");

        systemctl("try-reload-or-restart", "case").exits(4);
        systemctl("reload-or-restart", "case").exits(4);

        expect("case", "ActiveState=inactive");
    }

    @Test
    void aJobThatFailsHidesANameThatDoesNotExist() {
        service("case", "Type=oneshot", "ExecStart=/bin/false");

        restart("case", "case-nope").exits(version() >= 262 ? 5 : 1);
    }

    @Test
    void aServiceThatOnlyPassesReloadsOnCannotReload() {
        unit("case.service", "[Unit]", "PropagatesReloadTo=case-b.target", "[Service]", "ExecStart=/bin/sleep 1000");
        up("case");

        systemctl("reload", "case").exits(3);
    }

    @Test
    void aServiceNamedTwiceIsRestartedWithoutComplaint() {
        service("case", "Type=exec", "ExecStart=/bin/sleep 1000");

        restart("case", "case").exits(0).printsNoErrors();

        expect("case", "ActiveState=active", "NRestarts=0");
    }
}

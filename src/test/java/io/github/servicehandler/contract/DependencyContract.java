package io.github.servicehandler.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The effects of dependencies: how units start, stop and fail together with others. */
class DependencyContract extends Contract {

    private static final String SLEEP = "ExecStart=/bin/sleep 1000";
    private static final String FAILS = "Type=oneshot\nExecStart=/bin/false";

    private void service(String name, String unitLines, String serviceLines) {
        write(name + ".service", "[Unit]\n" + unitLines + "\n[Service]\n" + serviceLines + "\n");
    }

    @Test
    void requiresStartsTheOther() {
        service("case-a", "Requires=case-b.service", SLEEP);
        service("case-b", "", SLEEP);

        start("case-a").exits(0);

        await("case-b", "ActiveState=active");
    }

    @Test
    void wantsStartsTheOther() {
        service("case-a", "Wants=case-b.service", SLEEP);
        service("case-b", "", SLEEP);

        start("case-a").exits(0);

        await("case-b", "ActiveState=active");
    }

    @Test
    void afterAloneStartsNothing() {
        service("case-a", "After=case-b.service", SLEEP);
        service("case-b", "", SLEEP);

        start("case-a").exits(0);

        expect("case-b", "ActiveState=inactive");
    }

    @Test
    void afterWaitsForTheOther() {
        service("case-a", "Wants=case-b.service\nAfter=case-b.service", SLEEP);
        service("case-b", "", "Type=oneshot\nRemainAfterExit=yes\nExecStart=/bin/sleep 0.2");

        start("case-a").exits(0);

        expect("case-b", "ActiveState=active", "SubState=exited");
        assertThat(Long.parseLong(show("case-a", "ActiveEnterTimestampMonotonic")))
                .isGreaterThanOrEqualTo(Long.parseLong(show("case-b", "ActiveEnterTimestampMonotonic")));
    }

    @Test
    void aRequiredUnitThatFailsFailsTheStart() {
        service("case-a", "Requires=case-b.service\nAfter=case-b.service", SLEEP);
        service("case-b", "", FAILS);

        start("case-a").exits(1).printsErrors("A dependency job for case-a.service failed.");

        expect("case-a", "ActiveState=inactive", "Result=success");
        expect("case-b", "ActiveState=failed");
    }

    @Test
    void aRequiredUnitThatFailsLaterChangesNothing() {
        service("case-a", "Requires=case-b.service\nAfter=case-b.service", SLEEP);
        service("case-b", "", SLEEP);
        up("case-a");

        systemctl("kill", "--signal=KILL", "case-b").exits(0);

        await("case-b", "ActiveState=failed");
        expect("case-a", "ActiveState=active");
    }

    @Test
    void aWantedUnitThatFailsChangesNothing() {
        service("case-a", "Wants=case-b.service\nAfter=case-b.service", SLEEP);
        service("case-b", "", FAILS);

        start("case-a").exits(0);

        expect("case-a", "ActiveState=active");
        expect("case-b", "ActiveState=failed");
    }

    @Test
    void aRequiredUnitThatIsMissingFailsTheStart() {
        service("case-a", "Requires=case-nope.service", SLEEP);

        start("case-a").exits(5).printsErrors("Unit case-nope.service not found.");

        expect("case-a", "ActiveState=inactive");
    }

    @Test
    void aWantedUnitThatIsMissingChangesNothing() {
        service("case-a", "Wants=case-nope.service", SLEEP);

        start("case-a").exits(0);

        expect("case-a", "ActiveState=active");
    }

    @Test
    void bindsToStartsTheOther() {
        service("case-a", "BindsTo=case-b.service\nAfter=case-b.service", SLEEP);
        service("case-b", "", SLEEP);

        up("case-a");

        expect("case-b", "ActiveState=active");
        expect("case-a", "BindsTo=case-b.service");
    }

    @Test
    void conflictsStopsTheOther() {
        service("case-a", "Conflicts=case-b.service", SLEEP);
        service("case-b", "", SLEEP);
        up("case-b");

        start("case-a").exits(0);

        await("case-b", "ActiveState=inactive");
        expect("case-a", "ActiveState=active");
    }

    @Test
    void conflictsWorkBothWays() {
        service("case-a", "Conflicts=case-b.service", SLEEP);
        service("case-b", "", SLEEP);
        up("case-a");

        start("case-b").exits(0);

        await("case-a", "ActiveState=inactive");
        expect("case-b", "ActiveState=active");
    }

    @Test
    void aTargetPullsInWhatItWants() {
        write("case.target", "[Unit]\nWants=case-a.service case-b.service\n");
        service("case-a", "", SLEEP);
        service("case-b", "", SLEEP);

        up("case.target");

        await("case-a", "ActiveState=active");
        await("case-b", "ActiveState=active");
        expect("case.target", "ActiveState=active", "SubState=active");
    }

    @Test
    void aTargetIsUpThoughWhatItWantsFails() {
        write("case.target", "[Unit]\nWants=case-a.service\n");
        service("case-a", "", FAILS);

        start("case.target").exits(0);

        expect("case.target", "ActiveState=active");
        await("case-a", "ActiveState=failed");
    }

    @Test
    void stoppingATargetLeavesItsServicesRunning() {
        write("case.target", "[Unit]\nWants=case-a.service\n");
        service("case-a", "", SLEEP);
        up("case.target");
        await("case-a", "ActiveState=active");

        stop("case.target").exits(0);

        expect("case-a", "ActiveState=active");
    }

    @Test
    void aLinkInADirectoryIsADependencyToo() {
        service("case-a", "", SLEEP);
        service("case-b", "", SLEEP);
        link("case-a.service.wants/case-b.service", path("case-b.service"));

        up("case-a");

        await("case-b", "ActiveState=active");
        expect("case-a", "Wants=case-b.service");
    }

    @Test
    void theOtherKnowsWhoNeedsIt() {
        service("case-a", "Requires=case-b.service\nAfter=case-b.service", SLEEP);
        service("case-b", "", SLEEP);
        up("case-a");

        expect("case-b", "RequiredBy=case-a.service", "Wants=(none)");
        assertThat(show("case-b", "Before").split(" ")).containsExactlyInAnyOrder("case-a.service", "shutdown.target");
    }

    @Test
    void aCircleOfWantsIsNoProblem() {
        service("case-a", "Wants=case-b.service", SLEEP);
        service("case-b", "Wants=case-a.service", SLEEP);

        start("case-a").exits(0);

        await("case-b", "ActiveState=active");
    }

    @Test
    void aCircleOfOrderIsBroken() {
        service("case-a", "Requires=case-b.service\nAfter=case-b.service", SLEEP);
        service("case-b", "Requires=case-a.service\nAfter=case-a.service", SLEEP);

        start("case-a").exits(1).printsErrors("Failed to start case-a.service: Transaction order is cyclic.");

        expect("case-a", "ActiveState=inactive");
    }

    @Test
    void aTargetWaitsForWhatItRequires() {
        write("case.target", "[Unit]\nRequires=case-a.service\n");
        service("case-a", "", FAILS);

        start("case.target").exits(1).printsErrors("A dependency job for case.target failed.");

        expect("case.target", "ActiveState=inactive");
        expect("case.target", "After=case-a.service");
    }

    @Test
    void aTargetDoesNotWaitForWhatItComesBefore() {
        write("case.target", "[Unit]\nRequires=case-a.service\nBefore=case-a.service\n");
        service("case-a", "", FAILS);

        systemctl("start", "--no-block", "case.target").exits(0);

        await("case-a", "ActiveState=failed");
        expect("case.target", "ActiveState=active");
    }

    @Test
    void aUnitThatIsOnlyWantedStartsThoughWhatItRequiresIsMissingBefore257() {
        service("case-a", "Wants=case-b.service", SLEEP);
        service("case-b", "Requires=case-nope.service", SLEEP);

        start("case-a").exits(0);

        await("case-b", version() < 257 ? "ActiveState=active" : "ActiveState=inactive");
    }

    @Test
    void aUnitThatIsWantedAndConflictedWithIsNotStarted() {
        service("case-a", "Wants=case-b.service\nConflicts=case-b.service", SLEEP);
        service("case-b", "", SLEEP);

        start("case-a").exits(0);

        expect("case-a", "ActiveState=active");
        expect("case-b", "ActiveState=inactive");
    }

    @Test
    void aWantedUnitThatConflictsWithWhoWantsItIsNotStarted() {
        service("case-a", "Wants=case-b.service", SLEEP);
        service("case-b", "Conflicts=case-a.service", SLEEP);

        start("case-a").exits(0);

        expect("case-a", "ActiveState=active");
        expect("case-b", "ActiveState=inactive");
    }

    @Test
    void whatIsRequiredAndConflictedWithFailsTheStart() {
        service("case-a", "Requires=case-b.service\nConflicts=case-b.service", SLEEP);
        service("case-b", "", SLEEP);

        start("case-a").exits(1).printsErrors("Transaction contains conflicting jobs");

        expect("case-a", "ActiveState=inactive");
    }

    @Test
    void aCircleOfOrderIsBrokenWhereAUnitIsOnlyWanted() {
        service("case-a", "Wants=case-b.service\nAfter=case-b.service", SLEEP);
        service("case-b", "After=case-a.service", SLEEP);

        start("case-a").exits(0);

        expect("case-a", "ActiveState=active");
        expect("case-b", "ActiveState=inactive");
    }

    @Test
    void whatIsBoundToAUnitThatIsOverAtOnceStopsAgain() {
        service("case-a", "BindsTo=case-b.service", SLEEP);
        service("case-b", "", "Type=oneshot\nExecStart=/bin/sleep 0.1");

        start("case-a").exits(0);

        await("case-a", "ActiveState=inactive");
    }

    @Test
    void aRequiredUnitThatFailsWhileTheOtherStartsFailsItsJobAlone() {
        service("case-a", "Requires=case-b.service", "Type=oneshot\nRemainAfterExit=yes\nExecStart=/bin/sleep 0.2");
        service("case-b", "", "Type=oneshot\nExecStart=/bin/false");

        start("case-a").exits(1).printsErrors("A dependency job for case-a.service failed.");

        await("case-a", "ActiveState=active", "SubState=exited");
    }

    @Test
    void aTargetDoesNotWaitForWhatWaitsForIt() {
        write("case.target", "[Unit]\nRequires=case-a.service\n");
        service("case-a", "Wants=case-b.service\nRequisite=case.target\nAfter=case.target", SLEEP);
        service("case-b", "", SLEEP);

        start("case-a").exits(1).printsErrors("A dependency job for case-a.service failed.");

        await("case-b", "ActiveState=active");
        assertThat(show("case.target", "After")).doesNotContain("case-a.service");
    }

    @Test
    void aJobThatTakesTooLongIsGivenUp() {
        service("case-a", "JobTimeoutSec=200ms", "Type=notify\nExecStart=/bin/sleep 1000");
        service("case-b", "JobRunningTimeoutSec=200ms", "Type=oneshot\nExecStart=/bin/sleep 1000");
        service("case-c", "JobTimeoutSec=1000", SLEEP);

        start("case-a").exits(1).printsErrors("Job for case-a.service timed out.");
        start("case-b").exits(1).printsErrors("Job for case-b.service timed out.");

        expect(
                "case-a",
                "ActiveState=activating",
                "SubState=start",
                "JobTimeoutUSec=200ms",
                "JobRunningTimeoutUSec=200ms");
        expect("case-b", "ActiveState=activating", "JobTimeoutUSec=infinity", "JobRunningTimeoutUSec=200ms");
        expect("case-c", "JobTimeoutUSec=16min 40s", "JobRunningTimeoutUSec=16min 40s");
    }

    @Test
    void aJobThatWaitsRunsOutOfItsTotalTimeOnly() {
        service("case-a", "", "Type=oneshot\nExecStart=/bin/sleep 1000");
        service("case-b", "After=case-a.service\nJobTimeoutSec=300ms", SLEEP);
        service("case-c", "After=case-a.service\nJobRunningTimeoutSec=100ms", SLEEP);
        systemctl("start", "--no-block", "case-a").exits(0);
        await("case-a", "ActiveState=activating");
        systemctl("start", "--no-block", "case-c").exits(0);

        start("case-b").exits(1).printsErrors("Job for case-b.service timed out.");

        assertThat(show("case-c", "Job")).isNotEmpty();
        expect("case-b", "ActiveState=inactive");
    }
}

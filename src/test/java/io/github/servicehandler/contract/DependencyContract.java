package io.github.servicehandler.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How a unit's fate hangs on others. */
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

        start("case-a").exits(1).complains("A dependency job for case-a.service failed.");

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

        start("case-a").exits(5).complains("Unit case-nope.service not found.");

        expect("case-a", "ActiveState=inactive");
    }

    @Test
    void aWantedUnitThatIsMissingChangesNothing() {
        service("case-a", "Wants=case-nope.service", SLEEP);

        start("case-a").exits(0);

        expect("case-a", "ActiveState=active");
    }

    @Test
    void stoppingARequiredUnitStopsWhoRequiresIt() {
        service("case-a", "Requires=case-b.service", SLEEP);
        service("case-b", "", SLEEP);
        up("case-a");
        await("case-b", "ActiveState=active");

        stop("case-b").exits(0);

        await("case-a", "ActiveState=inactive");
    }

    @Test
    void stoppingAWantedUnitChangesNothing() {
        service("case-a", "Wants=case-b.service", SLEEP);
        service("case-b", "", SLEEP);
        up("case-a");
        await("case-b", "ActiveState=active");

        stop("case-b").exits(0);

        expect("case-a", "ActiveState=active");
    }

    @Test
    void stoppingWhoRequiresLeavesTheOtherRunning() {
        service("case-a", "Requires=case-b.service", SLEEP);
        service("case-b", "", SLEEP);
        up("case-a");

        stop("case-a").exits(0);

        await("case-b", "ActiveState=active");
    }

    @Test
    void restartingARequiredUnitRestartsWhoRequiresIt() {
        service("case-a", "Requires=case-b.service", SLEEP);
        service("case-b", "", SLEEP);
        up("case-a");
        await("case-b", "ActiveState=active");
        String invocation = show("case-a", "InvocationID");

        restart("case-b").exits(0);

        await("case-a", "ActiveState=active");
        assertThat(show("case-a", "InvocationID")).isNotEqualTo(invocation);
    }

    @Test
    void bindsToStopsWithTheOtherWhateverEndsIt() {
        service("case-a", "BindsTo=case-b.service\nAfter=case-b.service", SLEEP);
        service("case-b", "", SLEEP);
        up("case-a");

        systemctl("kill", "--signal=KILL", "case-b").exits(0);

        await("case-a", "ActiveState=inactive", "Result=success");
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
    void partOfStopsWithTheOther() {
        service("case-a", "PartOf=case-b.service", SLEEP);
        service("case-b", "", SLEEP);
        up("case-a", "case-b");

        stop("case-b").exits(0);

        await("case-a", "ActiveState=inactive");
    }

    @Test
    void partOfRestartsWithTheOther() {
        service("case-a", "PartOf=case-b.service", SLEEP);
        service("case-b", "", SLEEP);
        up("case-a", "case-b");
        String invocation = show("case-a", "InvocationID");

        restart("case-b").exits(0);

        await("case-a", "ActiveState=active");
        assertThat(show("case-a", "InvocationID")).isNotEqualTo(invocation);
    }

    @Test
    void partOfDoesNotStartWithTheOther() {
        service("case-a", "PartOf=case-b.service", SLEEP);
        service("case-b", "", SLEEP);

        up("case-b");

        expect("case-a", "ActiveState=inactive");
    }

    @Test
    void partOfIgnoresThatTheOtherCrashes() {
        service("case-a", "PartOf=case-b.service", SLEEP);
        service("case-b", "", SLEEP);
        up("case-a", "case-b");

        systemctl("kill", "--signal=KILL", "case-b").exits(0);

        await("case-b", "ActiveState=failed");
        expect("case-a", "ActiveState=active");
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
    void onFailureStartsAnotherUnit() {
        service("case-a", "OnFailure=case-b.service", FAILS);
        service("case-b", "", SLEEP);

        start("case-a").exits(1);

        await("case-b", "ActiveState=active");
    }

    @Test
    void onFailureIsNotForAServiceThatStops() {
        service("case-a", "OnFailure=case-b.service", SLEEP);
        service("case-b", "", SLEEP);
        up("case-a");

        stop("case-a").exits(0);

        expect("case-b", "ActiveState=inactive");
    }

    @Test
    void onFailureWaitsUntilTheRestartsAreUsedUp() {
        service(
                "case-a",
                "OnFailure=case-b.service\nStartLimitBurst=2\nStartLimitIntervalSec=1000",
                "Restart=on-failure\nRestartSec=10ms\nExecStart=/bin/false");
        service("case-b", "", SLEEP);
        up("case-a");

        await("case-a", "ActiveState=failed", "NRestarts=2");
        await("case-b", "ActiveState=active");
    }

    @Test
    void onFailureComesAlsoBeforeARestartInLaterVersions() {
        service("case-a", "OnFailure=case-b.service", "Restart=on-failure\nRestartSec=1000\nExecStart=/bin/false");
        service("case-b", "", SLEEP);
        up("case-a");
        await("case-a", "SubState=auto-restart");

        if (version() >= 257) {
            await("case-b", "ActiveState=active");
        } else {
            expect("case-b", "ActiveState=inactive");
        }
    }

    @Test
    void onSuccessStartsAnotherUnitFrom249On() {
        service("case-a", "OnSuccess=case-b.service", "Type=oneshot\nExecStart=/bin/true");
        service("case-b", "", SLEEP);
        up("case-a");

        if (version() >= 249) {
            await("case-b", "ActiveState=active");
        } else {
            expect("case-b", "ActiveState=inactive");
        }
    }

    @Test
    void upholdsStartsTheOtherAgainFrom249On() {
        service("case-a", "Upholds=case-b.service", SLEEP);
        service("case-b", "", SLEEP);
        up("case-a");

        if (version() >= 249) {
            await("case-b", "ActiveState=active");
            stop("case-b").exits(0);
            await("case-b", "ActiveState=active");
        } else {
            expect("case-b", "ActiveState=inactive");
        }
    }

    @Test
    void reloadsCanBePassedOn() {
        service("case-a", "PropagatesReloadTo=case-b.service", SLEEP + "\nExecReload=/bin/true");
        service("case-b", "", SLEEP + "\nExecReload=/bin/echo reloaded");
        up("case-a", "case-b");

        systemctl("reload", "case-a").exits(0);

        await("case-b", "SubState=running");
        assertThat(show("case-b", "ExecReload")).contains("status=0 ");
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

        start("case-a").exits(1).complains("Failed to start case-a.service: Transaction order is cyclic.");

        expect("case-a", "ActiveState=inactive");
    }

    @Test
    void stopsAreOrderedTheOtherWayRound() {
        service("case-a", "After=case-b.service", SLEEP);
        service("case-b", "", SLEEP);
        service("case-c", "After=case-a.service case-b.service", SLEEP);
        up("case-a", "case-b", "case-c");

        stop("case-a", "case-b").exits(0);

        assertThat(Long.parseLong(show("case-b", "InactiveEnterTimestampMonotonic")))
                .isGreaterThanOrEqualTo(Long.parseLong(show("case-a", "InactiveEnterTimestampMonotonic")));
    }

    @Test
    void onSuccessOfAUnitThatIsUpStartsWhatThatWantsFrom249On() {
        service("case-a", "OnSuccess=case-b.target", "Type=oneshot\nExecStart=/bin/true");
        service("case-c", "", SLEEP);
        write("case-b.target", "[Unit]\n");
        up("case-b.target");
        write("case-b.target", "[Unit]\nWants=case-c.service\n");

        up("case-a");

        if (version() >= 249) {
            await("case-c", "ActiveState=active");
        } else {
            expect("case-c", "ActiveState=inactive");
        }
    }

    @Test
    void aTargetWaitsForWhatItRequires() {
        write("case.target", "[Unit]\nRequires=case-a.service\n");
        service("case-a", "", FAILS);

        start("case.target").exits(1).complains("A dependency job for case.target failed.");

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
    void aTargetPassesReloadsOn() {
        write("case.target", "[Unit]\nPropagatesReloadTo=case-a.service\n");
        service("case-a", "", SLEEP + "\nExecReload=/bin/true");
        systemctl("reload", "case.target").exits(1).complains("case.target is not active, cannot reload.");
        up("case.target", "case-a");

        systemctl("reload", "case.target").exits(0);

        expect("case.target", "ActiveState=active", "CanReload=yes");
        await("case-a", "ActiveState=active", "ReloadResult=success");
        awaitReload("case-a");
    }

    private void awaitReload(String unit) {
        awaitJournal("Reloaded .*", unitField() + "=" + unit + ".service");
    }

    @Test
    void unitsThatSpeakOfEachOtherDoSoAfterAReloadToo() {
        service("case-a", "OnFailure=case-b.service", SLEEP);
        service("case-b", "After=case-a.service", SLEEP);
        pin("case-b");
        up("case-a");
        systemctl("daemon-reload").exits(0);

        systemctl("kill", "--signal=KILL", "case-a").exits(0);

        await("case-b", "ActiveState=active");
    }
}

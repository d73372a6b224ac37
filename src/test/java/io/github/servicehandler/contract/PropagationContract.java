package io.github.servicehandler.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The propagation of a stop, restart or reload from one unit to others. */
class PropagationContract extends Contract {

    private static final String SLEEP = "ExecStart=/bin/sleep 1000";

    private void service(String name, String unitLines, String serviceLines) {
        write(name + ".service", "[Unit]\n" + unitLines + "\n[Service]\n" + serviceLines + "\n");
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
    void reloadsCanBePassedOn() {
        service("case-a", "PropagatesReloadTo=case-b.service", SLEEP + "\nExecReload=/bin/true");
        service("case-b", "", SLEEP + "\nExecReload=/bin/echo reloaded");
        up("case-a", "case-b");

        systemctl("reload", "case-a").exits(0);

        await("case-b", "SubState=running");
        assertThat(show("case-b", "ExecReload")).contains("status=0 ");
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
    void aTargetPassesReloadsOn() {
        write("case.target", "[Unit]\nPropagatesReloadTo=case-a.service\n");
        service("case-a", "", SLEEP + "\nExecReload=/bin/true");
        systemctl("reload", "case.target").exits(1).printsErrors("case.target is not active, cannot reload.");
        up("case.target", "case-a");

        systemctl("reload", "case.target").exits(0);

        expect("case.target", "ActiveState=active", "CanReload=yes");
        await("case-a", "ActiveState=active", "ReloadResult=success");
        awaitReload("case-a");
    }

    private void awaitReload(String unit) {
        awaitJournal("Reloaded .*", unitField() + "=" + unit + ".service");
    }
}

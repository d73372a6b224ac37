package io.github.servicehandler.contract;

import org.junit.jupiter.api.Test;

/** Units that start when another unit ends: OnFailure=, OnSuccess=, Upholds=. */
class TriggerContract extends Contract {

    private static final String SLEEP = "ExecStart=/bin/sleep 1000";
    private static final String FAILS = "Type=oneshot\nExecStart=/bin/false";

    private void service(String name, String unitLines, String serviceLines) {
        write(name + ".service", "[Unit]\n" + unitLines + "\n[Service]\n" + serviceLines + "\n");
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
    void unitsThatSpeakOfEachOtherDoSoAfterAReloadToo() {
        service("case-a", "OnFailure=case-b.service", SLEEP);
        service("case-b", "After=case-a.service", SLEEP);
        pin("case-b");
        up("case-a");
        systemctl("daemon-reload").exits(0);

        systemctl("kill", "--signal=KILL", "case-a").exits(0);

        await("case-b", "ActiveState=active");
    }

    @Test
    void aSocketDoesNotStartWhileItsServiceRuns() {
        service("case", "ExecStart=/bin/sleep 1000");
        write("case.socket", "[Socket]\nListenStream=%t/case\n");
        up("case");

        start("case.socket").exits(1);

        expect("case.socket", "ActiveState=inactive");
        awaitJournal(
                "case.socket: Socket service case.service already active, refusing.", unitField() + "=case.socket");
    }
}

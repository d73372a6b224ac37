package io.github.servicehandler.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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

    @Test
    void aPathThatExistsStartsItsServiceAgainAndAgain() {
        service("case", "", SLEEP);
        write("case.path", "[Path]\nPathExists=/etc\n");
        up("case.path");
        await("case.service", "ActiveState=active");
        expect("case.path", "SubState=running", "Result=success");
        String invocation = show("case.service", "InvocationID");

        stop("case").exits(0);

        await("case.service", "ActiveState=active");
        assertThat(show("case.service", "InvocationID")).isNotEqualTo(invocation);
        stop("case.path", "case.service").exits(0);
        expect("case.service", "ActiveState=inactive");
    }

    @Test
    void aPathUnitFailsWithTheStartLimitOfItsService() {
        service("case", "", "Type=oneshot\nExecStart=/bin/true");
        write("case.path", "[Path]\nPathExists=/etc\n");

        up("case.path");

        await("case.path", "ActiveState=failed", "Result=unit-start-limit-hit");
    }

    @Test
    void aPathUnitWaitsForAPathThatDoesNotExist() {
        service("case", "", SLEEP);
        write("case.path", "[Path]\nPathExists=/nonexistent/case\nPathChanged=/etc\n");
        up("case.path");

        expect("case.path", "SubState=waiting");
        expect("case.service", "ActiveState=inactive");
        up("case");
        await("case.path", "SubState=running");
        stop("case").exits(0);
        await("case.path", "SubState=waiting");
    }

    @Test
    void withoutAServiceToTriggerNothingStarts() {
        write("case.path", "[Path]\nPathExists=/etc\n");
        write("case.timer", "[Timer]\nOnActiveSec=1000\n");
        write("case.socket", "[Socket]\nListenStream=%t/case\n");

        start("case.path").exits(1);
        start("case.timer").exits(1);
        start("case.socket").exits(1);

        for (String unit : List.of("case.path", "case.timer")) {
            awaitJournal(
                    unit + ": Refusing to start, unit case.service to trigger not loaded\\.", unitField() + "=" + unit);
        }
        awaitJournal("case.socket: Socket service case.service not loaded, refusing\\.", unitField() + "=case.socket");
        expect("case.socket", "ActiveState=inactive");
    }

    @Test
    void onFailureMayIsolate() {
        service("case-a", "OnFailure=case-rescue.target\nOnFailureIsolate=yes", FAILS);
        service("case-b", "OnFailure=case-rescue.target\nOnFailureIsolate=yes\nOnFailureJobMode=flush", FAILS);
        service("case-c", "OnFailure=case-a.service case-b.service\nOnFailureJobMode=isolate", FAILS);
        service("case-d", "OnFailure=case-a.service\nOnFailureJobMode=fail\nOnFailureIsolate=maybe", FAILS);

        expect("case-a", "OnFailureJobMode=isolate");
        expect("case-b", "OnFailureJobMode=flush");
        expect("case-c", "LoadState=bad-setting");
        expect("case-d", "OnFailureJobMode=fail");
    }

    @Test
    void aSocketRunsWhileItsServiceDoes() {
        service("case", "", SLEEP);
        write("case.socket", "[Socket]\nListenStream=@case-socket\n");
        up("case.socket");
        expect("case.socket", "ActiveState=active", "SubState=listening");

        up("case");
        expect("case.socket", "ActiveState=active", "SubState=running");

        stop("case").exits(0);
        expect("case.socket", "ActiveState=active", "SubState=listening");
    }

    @Test
    void aSocketListensAgainWhenItsServiceHasFailed() {
        service("case", "", SLEEP);
        write("case.socket", "[Socket]\nListenStream=@case-socket\n");
        up("case.socket");
        up("case");
        expect("case.socket", "SubState=running");

        systemctl("kill", "--signal=KILL", "case").exits(0);

        await("case", "ActiveState=failed");
        await("case.socket", "ActiveState=active", "SubState=listening");
    }

    @Test
    void aSocketListensWhileItsServiceHasNoProcess() {
        service("case", "", "Type=oneshot\nRemainAfterExit=yes\nExecStart=/bin/true");
        write("case.socket", "[Socket]\nListenStream=@case-socket\n");
        up("case.socket");

        up("case");

        expect("case", "SubState=exited");
        expect("case.socket", "SubState=listening");
    }

    @Test
    void aSocketThatAcceptsConnectionsTriggersNothingYet() {
        service("case@", "", SLEEP);
        service("case", "", SLEEP);
        write("case.socket", "[Socket]\nListenStream=@case-socket\nAccept=yes\n");
        up("case");

        up("case.socket");

        expect("case.socket", "SubState=listening");
        assertThat(show("case.socket")).doesNotContainKey("Triggers");
    }

    @Test
    void aServiceMayUseTheSocketOfAnother() {
        service("case", "", SLEEP);
        service("case-b", "", "Sockets=case.socket\n" + SLEEP);
        write("case.socket", "[Socket]\nListenStream=@case-socket\n");
        pin("case.socket");

        up("case-b");

        expect("case-b", "TriggeredBy=case.socket", "Wants=case.socket");
        expect("case.socket", "SubState=running");
    }

    @Test
    void aTemplateInADependencyMeansTheInstanceForTheUnit() {
        service("case", "Wants=case-b@.service\nOnFailure=case-c@%i.service", SLEEP);
        service("case@", "Wants=case-b@.service", SLEEP);
        service("case-b@", "", SLEEP);
        service("case-c@", "", SLEEP);

        up("case", "case@x");

        expect("case", "Wants=case-b@case.service", "OnFailure=case-c@case.service");
        expect("case@x", "Wants=case-b@x.service");
        await("case-b@case.service", "ActiveState=active");
        await("case-b@x.service", "ActiveState=active");
    }
}

package io.github.servicehandler.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The time at which systemd considers a service started, depending on Type=. */
class TypeContract extends Contract {

    private static final String NOTIFIES_READY = "ExecStart=/bin/sh -c 'systemd-notify --ready; exec sleep 1000'";
    private static final String ACCEPTS_ALL = "NotifyAccess=all";

    @ParameterizedTest
    @ValueSource(strings = {"simple", "exec", "idle"})
    void upAsSoonAsItRuns(String type) {
        service("case", "Type=" + type, "ExecStart=/bin/sleep 1000");

        start("case").exits(0);

        expect("case", "Type=" + type, "ActiveState=active", "SubState=running");
    }

    @Test
    void simpleIsUpThoughItFailsAtOnce() {
        service("case", "Type=simple", "ExecStart=/bin/false");

        start("case").exits(0).printsNoErrors();

        await("case", "ActiveState=failed", "Result=exit-code");
    }

    @Test
    void oneshotIsUpWhenItHasEnded() {
        service("case", "Type=oneshot", "ExecStart=/bin/sleep 0.1");

        start("case").exits(0);

        // the process ends immediately
        expect("case", "ActiveState=inactive", "SubState=dead", "Result=success");
    }

    @Test
    void oneshotThatFailsFailsTheStart() {
        service("case", "Type=oneshot", "ExecStart=/bin/sh -c 'exit 7'");

        start("case").exits(1);

        expect("case", "ActiveState=failed", "ExecMainStatus=7");
    }

    @Test
    void oneshotMayRemain() {
        service("case", "Type=oneshot", "RemainAfterExit=yes", "ExecStart=/bin/true");
        up("case");
        String invocation = show("case", "InvocationID");

        start("case").exits(0);

        expect("case", "ActiveState=active", "SubState=exited", "InvocationID=" + invocation);
    }

    @Test
    void oneshotHasNoTimeLimitByDefault() {
        service("case", "Type=oneshot", "ExecStart=/bin/true");

        expect("case", "TimeoutStartUSec=infinity");
    }

    @Test
    void oneshotThatTakesTooLongFails() {
        service("case", "Type=oneshot", "TimeoutStartSec=100ms", "ExecStart=/bin/sleep 1000");

        start("case").exits(1);

        expect("case", "ActiveState=failed", "Result=timeout", "ExecMainStatus=15");
    }

    @Test
    void notifyIsUpWhenItSaysSo() {
        service("case", "Type=notify", ACCEPTS_ALL, NOTIFIES_READY);

        start("case").exits(0);

        expect("case", "ActiveState=active", "SubState=running");
    }

    @Test
    void notifyIsStartingUntilItSaysSo() {
        service("case", "Type=notify", ACCEPTS_ALL, "ExecStart=/bin/sleep 1000");

        systemctl("start", "--no-block", "case").exits(0);

        await("case", "ActiveState=activating", "SubState=start");
        assertThat(show("case", "MainPID")).matches("[1-9]\\d*");
    }

    @Test
    void notifyThatNeverSaysSoTimesOut() {
        service("case", "Type=notify", ACCEPTS_ALL, "TimeoutStartSec=100ms", "ExecStart=/bin/sleep 1000");

        start("case").exits(1).printsErrors("Job for case.service failed because a timeout was exceeded.");

        expect("case", "ActiveState=failed", "Result=timeout");
    }

    @Test
    void notifyThatEndsWithoutAWordBreaksTheProtocol() {
        service("case", "Type=notify", ACCEPTS_ALL, "ExecStart=/bin/true");

        start("case")
                .exits(1)
                .printsErrors("because the service did not take the steps required by its unit configuration");

        expect("case", "ActiveState=failed", "Result=protocol");
    }

    @Test
    void notifyThatFailsBeforeItSaysSo() {
        service("case", "Type=notify", ACCEPTS_ALL, "ExecStart=/bin/sh -c 'exit 3'");

        start("case").exits(1);

        expect("case", "ActiveState=failed", "Result=exit-code", "ExecMainStatus=3");
    }

    @Test
    void notifyIsNotHeardFromOthersThanTheMainProcess() {
        service("case", "Type=notify", "NotifyAccess=none", "TimeoutStartSec=200ms", NOTIFIES_READY);

        // the type sets NotifyAccess=main, but the shell's child is another process
        expect("case", "NotifyAccess=main");
    }

    @Test
    void notifyReloadCameWith253() {
        service("case", "Type=notify-reload", ACCEPTS_ALL, NOTIFIES_READY);

        if (version() >= 253) {
            expect("case", "Type=notify-reload", "CanReload=yes");
        } else {
            // older versions do not know this value, and ignore unknown values
            expect("case", "Type=simple", "CanReload=no");
        }
    }

    @Test
    void aServiceWithABusNameIsOfTypeDbus() {
        service("case", "BusName=org.example.Case", "ExecStart=/bin/sleep 1000");

        expect("case", "Type=dbus", "BusName=org.example.Case");
    }

    @Test
    void aServiceWithoutMainCommandIsOneshot() {
        service("case", "RemainAfterExit=yes", "ExecStop=/bin/true");

        expect("case", "Type=oneshot");
    }

    @Test
    void notifyThatEndsWithoutAWordBreaksTheProtocolAlsoIfItWasToRemain() {
        service("case", "Type=notify", ACCEPTS_ALL, "RemainAfterExit=yes", "ExecStart=/bin/sh -c 'kill -TERM $$$$'");

        start("case").exits(1);

        expect("case", "ActiveState=failed", "Result=protocol");
    }

    @Test
    void aServiceEndsWithItsMainProcessThoughAChildLivesOn() {
        service("case", "ExecStart=/bin/sh -c 'sleep 1000 & exit 0'");
        pin("case");
        start("case").exits(0);

        await("case", "ActiveState=inactive", "Result=success", "ExecMainCode=1");
    }

    @Test
    void aServiceThatRemainsKeepsItsChild() {
        service("case", "RemainAfterExit=yes", "ExecStart=/bin/sh -c 'sleep 1000 & exit 0'");
        up("case");

        await("case", "ActiveState=active", "SubState=exited");
        stop("case").exits(0);
        expect("case", "ActiveState=inactive");
    }

    @Test
    void sinceExitTypeAServiceMayEndWithItsLastProcess() {
        service("case", "ExitType=cgroup", "ExecStart=/bin/sh -c 'sleep 1000 & exit 0'");
        pin("case");
        up("case");
        await("case", "ExecMainCode=1");

        await("case", "SubState=" + (version() < 252 ? "dead" : "running"));
    }

    @Test
    void aReloadByASignalNeedsAHandlerForIt() {
        assumeThat(version()).isGreaterThanOrEqualTo(257);
        service("case", "Type=notify-reload", ACCEPTS_ALL, NOTIFIES_READY);
        pin("case");

        if (version() < 262) {
            up("case");
            systemctl("reload", "case");
            await("case", "ActiveState=inactive", "Result=success", "ExecMainStatus=1");
        } else {
            start("case").exits(1).printsErrors("did not take the steps required");
            expect("case", "ActiveState=failed", "Result=protocol");
            awaitJournal(".*: Main process \\d+ lacks handler for reload signal HUP, refusing service startup\\.");
        }
    }
}

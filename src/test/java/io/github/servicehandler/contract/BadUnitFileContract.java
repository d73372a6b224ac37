package io.github.servicehandler.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Unit files that systemd refuses, and mistakes about which it only warns. */
class BadUnitFileContract extends Contract {

    private static final String SLEEP = "ExecStart=/bin/sleep 1000";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Type=simple",
                "RemainAfterExit=no\nExecStop=/bin/true",
                "ExecStart=/bin/true\nExecStart=/bin/true",
                "Type=oneshot\nRestart=always\nExecStart=/bin/true",
                "Type=oneshot\nRestart=on-success\nExecStart=/bin/true",
                "ExecStart=",
                "Type=forking\nExecStart=/bin/true\nExecStart=/bin/true",
                "ExecReload=/bin/true",
                "ExecStart=/bin/true\nWorkingDirectory=relative",
                "ExecStart=/bin/sh -c 'open"
            })
    void refused(String lines) {
        service("case", lines.split("\n"));

        expect("case", "LoadState=bad-setting", "ActiveState=inactive");
    }

    @Test
    void aStatusThatForcesRestartsOfAOneshotIsRefusedBefore257() {
        service("case", "Type=oneshot", "RestartForceExitStatus=3", "ExecStart=/bin/true");

        expect("case", version() < 257 ? "LoadState=bad-setting" : "LoadState=loaded");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Nonsense=yes",
                "Type=nonsense",
                "Restart=nonsense",
                "RestartSec=nonsense",
                "RemainAfterExit=nonsense",
                "KillSignal=nonsense",
                "SuccessExitStatus=nonsense",
                "TimeoutStartSec=-1",
                "no equals sign here",
                "=no key",
                "# a comment",
                "; another comment",
                "[Nonsense]\nKey=value",
                "[X-Ours]\nKey=value",
                "Environment=",
                "ExecStartPre="
            })
    void onlyWarnedOf(String lines) {
        service("case", SLEEP, lines);

        expect("case", "LoadState=loaded", "Type=simple", "Restart=no", "RestartUSec=100ms");
        start("case").exits(0);
    }

    @Test
    void refusedForWantOfABusName() {
        // 247 does not refuse the file but crashes: "Assertion 'name' failed at src/core/unit.c:3495"
        assumeThat(version()).isGreaterThan(247);
        service("case", "Type=dbus", "ExecStart=/bin/true");

        expect("case", "LoadState=bad-setting");
    }

    @Test
    void aRefusedUnitCannotBeStarted() {
        service("case", "Type=simple");

        start("case")
                .exits(1)
                .printsErrors("Failed to start case.service: Unit case.service has a bad unit file setting.");

        expect("case", "ActiveState=inactive");
    }

    @Test
    void aRefusedUnitTellsWhy() {
        service("case", "Type=simple");

        assertThat(show("case", "LoadError"))
                .contains("BadUnitSetting", "Unit case.service has a bad unit file setting.");
    }

    @Test
    void aRefusedUnitHasAFileAllTheSame() {
        service("case", "Type=simple");

        expect("case", "FragmentPath=" + path("case.service"), "UnitFileState=static");
    }

    @Test
    void aRefusedUnitCannotBeRequired() {
        service("case-b", "Type=simple");
        unit("case-a.service", "[Unit]", "Requires=case-b.service", "[Service]", SLEEP);

        start("case-a").exits(1).printsErrors("case-b.service has a bad unit file setting.");
    }

    @Test
    void aFileWithoutSections() {
        write("case.service", "ExecStart=/bin/sleep 1000\n");

        expect("case", "LoadState=bad-setting");
    }

    @Test
    void aRunningServiceGoesOnWhenItsFileTurnsBad() {
        service("case", SLEEP);
        up("case");

        service("case", "Type=simple");

        expect("case", "LoadState=bad-setting", "ActiveState=active", "SubState=running");
    }

    @Test
    void aRelativeProgramIsLookedUp() {
        service("case", "ExecStart=sleep 1000");

        expect("case", "LoadState=loaded");
        start("case").exits(0);
        assertThat(show("case", "ExecStart")).contains("argv[]=sleep 1000 ;");
    }

    @Test
    void aLineMayGoOnOnTheNext() {
        service("case", "ExecStart=/bin/sleep \\", "    1000");

        assertThat(show("case", "ExecStart")).contains("argv[]=/bin/sleep 1000 ;");
    }

    @Test
    void aCommentMayStandInAContinuedLine() {
        service("case", "ExecStart=/bin/sleep \\", "# a comment", "    1000");

        assertThat(show("case", "ExecStart")).contains("argv[]=/bin/sleep 1000 ;");
    }

    @Test
    void aMistakeIsInTheJournal() {
        service("case", SLEEP, "Nonsense=yes");
        up("case");

        awaitMessage(path("case.service") + ":3: Unknown key (name )?'Nonsense' in section .*, ignoring.*");
    }

    @Test
    void anUnknownSectionIsInTheJournal() {
        service("case", SLEEP, "[Nonsense]", "Key=value");
        up("case");

        awaitMessage(".*case.service:3: Unknown section 'Nonsense'. Ignoring.*");
    }

    @Test
    void aRefusalIsInTheJournal() {
        service("case", "Type=simple");
        start("case").exits(1);

        awaitMessage("case.service: Service has no ExecStart=.*Refusing.");
    }

    @Test
    void anUnbalancedQuoteIsInTheJournal() {
        service("case", "ExecStart=/bin/sh -c 'open");
        start("case").exits(1);

        awaitMessage(".*case.service:2: .*[Uu]nbalanced quoting.*");
    }

    private void awaitMessage(String regex) {
        awaitJournal(regex, unitField() + "=case.service");
    }

    @Test
    void aWordThatIsNotKnownLeavesTheOneBefore() {
        service(
                "case",
                "Type=oneshot",
                "Type=nonsense",
                "Restart=on-failure",
                "Restart=nonsense",
                "ExecStart=/bin/true");

        expect("case", "Type=oneshot", "Restart=on-failure", "LoadState=loaded");
    }

    @Test
    void aUnitThatCannotBeUsedStillNamesOthers() {
        write("case.service", "[Unit]\nWants=case-b.target\n[Service]\n");
        write("case-b.target", "[Unit]\n");
        pin("case");

        assertThat(systemctl("list-units", "--all", "--plain", "--no-legend", "case-b.target")
                        .stdout())
                .contains("case-b.target");
        expect("case", "LoadState=bad-setting", "Wants=case-b.target");
    }

    @Test
    void whatMayNotBeStartedByHandIsRefusedBeforeItsFileIsJudged() {
        write("case.service", "[Unit]\nRefuseManualStart=yes\n[Service]\n");

        systemctl("try-reload-or-restart", "case").exits(4);
        systemctl("reload", "case").exits(1);
    }

    @Test
    void aMistakeEndsTheReadingOfADropIn() {
        service("case", "ExecStart=/bin/sleep 1000");
        write(
                "case.service.d/a.conf",
                "[Service]\nTimeoutStopSec=7\nExecStartPre=bad/x\nTimeoutStartSec=8\n[Unit]\nDescription=A\n");
        write("case.service.d/b.conf", "[Service]\nRestartSec=9\n");

        expect(
                "case",
                "LoadState=loaded",
                "Description=case.service",
                "TimeoutStopUSec=7s",
                "TimeoutStartUSec=1min 30s",
                "RestartUSec=9s");
    }

    @Test
    void aMistakeInTheFileEndsTheReadingOfAUnit() {
        service("case", "TimeoutStopSec=7", "ExecStart=bad/x", "RestartSec=9");
        write("case.service.d/a.conf", "[Unit]\nDescription=A\n");

        expect("case", "LoadState=bad-setting", "Description=case.service", "TimeoutStopUSec=7s", "RestartUSec=100ms");
    }
}

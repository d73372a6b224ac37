package io.github.servicehandler.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Transient units, which systemd-run creates. */
class TransientContract extends Contract {

    private Answer systemdRun(String... arguments) {
        return run("systemd-run", arguments);
    }

    @Test
    void aCommandBecomesAService() {
        systemdRun("--unit=case", "/bin/sleep", "1000").exits(0).printsErrors("Running as unit: case.service");

        expect("case", "LoadState=loaded", "ActiveState=active", "SubState=running", "Transient=yes");
    }

    @Test
    void itsUnitFileIsMadeUp() {
        systemdRun("--unit=case", "/bin/sleep", "1000").exits(0);

        expect("case", "UnitFileState=transient");
        assertThat(show("case", "FragmentPath")).endsWith("/systemd/transient/case.service");
        systemctl("is-enabled", "case").exits(1).prints("transient");
    }

    @Test
    void itIsDescribedByItsCommand() {
        systemdRun("--unit=case", "/bin/sleep", "1000").exits(0);

        assertThat(show("case", "Description")).endsWith("/bin/sleep 1000");
    }

    @Test
    void itIsGoneWhenItHasEnded() {
        systemdRun("--unit=case", "/bin/true").exits(0);

        await("case", "LoadState=not-found", "ActiveState=inactive");
    }

    @Test
    void itIsGoneWhenItWasStopped() {
        systemdRun("--unit=case", "/bin/sleep", "1000").exits(0);

        stop("case").exits(0);

        await("case", "LoadState=not-found");
    }

    @Test
    void itStaysWhenItFailed() {
        systemdRun("--unit=case", "/bin/sh", "-c", "exit 7").exits(0);

        await("case", "LoadState=loaded", "ActiveState=failed", "ExecMainStatus=7");
    }

    @Test
    void resetFailedRemovesIt() {
        systemdRun("--unit=case", "/bin/false").exits(0);
        await("case", "ActiveState=failed");

        systemctl("reset-failed", "case").exits(0);

        await("case", "LoadState=not-found");
    }

    @Test
    void itIsGoneThoughItFailedIfThatIsSaid() {
        systemdRun("--unit=case", "--collect", "/bin/false").exits(0);

        await("case", "LoadState=not-found");
    }

    @Test
    void itMayRemainAfterItsExit() {
        systemdRun("--unit=case", "--remain-after-exit", "/bin/true").exits(0);

        await("case", "ActiveState=active", "SubState=exited");
    }

    @Test
    void itTakesProperties() {
        systemdRun("--unit=case", "--property=Restart=always", "--property=RestartSec=50ms", "/bin/sleep", "1000")
                .exits(0);

        expect("case", "Restart=always", "RestartUSec=50ms");
    }

    @Test
    void itTakesADescription() {
        systemdRun("--unit=case", "--description=What it is", "/bin/sleep", "1000")
                .exits(0);

        expect("case", "Description=What it is");
    }

    @Test
    void waitingTellsItsExitStatus() {
        systemdRun("--unit=case", "--wait", "--quiet", "/bin/sh", "-c", "exit 7")
                .exits(7);
    }

    @Test
    void waitingTellsItsSuccess() {
        systemdRun("--unit=case", "--wait", "/bin/true").exits(0).printsErrors("Finished with result: success");
    }

    @Test
    void aNameThatIsTakenIsRefused() {
        systemdRun("--unit=case", "/bin/sleep", "1000").exits(0);

        systemdRun("--unit=case", "/bin/sleep", "1000").exits(1).printsErrors("case.service");
    }

    @Test
    void aProgramThatIsMissingIsRefusedAtOnce() {
        systemdRun("--unit=case", "/nonexistent/program").exits(1).printsErrors("/nonexistent/program");
    }

    @Test
    void aTimerCanBeMadeUpToo() {
        systemdRun("--unit=case", "--on-active=1000", "/bin/true")
                .exits(0)
                .printsErrors("Running timer as unit: case.timer");

        expect("case.timer", "ActiveState=active", "SubState=waiting", "Transient=yes");
        expect("case.service", "ActiveState=inactive", "Transient=yes");
    }

    @Test
    void aMadeUpTimerStartsItsService() {
        systemdRun("--unit=case", "--on-active=50ms", "--timer-property=AccuracySec=1ms", "/bin/sleep", "1000")
                .exits(0);

        await("case.service", "ActiveState=active");
    }

    @Test
    void itCannotBeEnabled() {
        systemdRun("--unit=case", "/bin/sleep", "1000").exits(0);

        systemctl("enable", "case").exits(1).printsErrors("case.service", "transient or generated");
    }

    @Test
    void itSurvivesADaemonReload() {
        systemdRun("--unit=case", "/bin/sleep", "1000").exits(0);

        systemctl("daemon-reload").exits(0);

        expect("case", "ActiveState=active", "SubState=running", "Transient=yes");
    }

    @Test
    void anInstanceOfATemplateThatDoesNotExistCanBeMadeUp() {
        systemdRun("--unit=case@one", "/bin/sleep", "1000").exits(0);

        expect("case@one", "ActiveState=active");
    }
}

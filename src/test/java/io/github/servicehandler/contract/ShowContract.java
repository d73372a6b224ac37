package io.github.servicehandler.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The properties in the output of show: their format and their defaults for a service. */
class ShowContract extends Contract {

    private static final String SLEEP = "ExecStart=/bin/sleep 1000";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Id=case.service",
                "Names=case.service",
                "Description=case.service",
                "LoadState=loaded",
                "Type=simple",
                "Restart=no",
                "NotifyAccess=none",
                "RestartUSec=100ms",
                "TimeoutStopUSec=1min 30s",
                "TimeoutStartUSec=1min 30s",
                "RuntimeMaxUSec=infinity",
                "WatchdogUSec=infinity",
                "RemainAfterExit=no",
                "GuessMainPID=yes",
                "MainPID=0",
                "ControlPID=0",
                "NRestarts=0",
                "Result=success",
                "ExecMainPID=0",
                "ExecMainCode=0",
                "ExecMainStatus=0",
                "ExecMainStartTimestampMonotonic=0",
                "KillMode=control-group",
                "KillSignal=15",
                "SendSIGKILL=yes",
                "CanStart=yes",
                "CanStop=yes",
                "CanReload=no",
                "CanIsolate=no",
                "NeedDaemonReload=no",
                "ConditionResult=no",
                "AssertResult=no",
                "Transient=no",
                "Perpetual=no",
                "RefuseManualStart=no",
                "UnitFileState=static",
                "StatusErrno=0",
                "DefaultDependencies=yes",
                "ActiveEnterTimestampMonotonic=0",
                "JobTimeoutUSec=infinity",
                "OnFailureJobMode=replace",
                "CollectMode=inactive",
                "StandardInput=null",
                "StandardOutput=journal",
                "StandardError=inherit",
                "Nice=0",
                "MemoryCurrent=[not set]"
            })
    void aBareServiceHas(String property) {
        service("case", SLEEP);

        expect("case", property);
    }

    @Test
    void aPropertyIsALineWithAnEqualsSign() {
        service("case", SLEEP);

        systemctl("show", "--property=LoadState", "case").exits(0).prints("LoadState=loaded");
    }

    @Test
    void manyPropertiesCanBeAskedForAtOnce() {
        service("case", SLEEP);

        Answer answer = systemctl("show", "--property=SubState,Id", "--property=LoadState", "case");

        // systemd chooses the order
        assertThat(answer.exits(0).lines())
                .containsExactlyInAnyOrder("SubState=dead", "Id=case.service", "LoadState=loaded");
    }

    @Test
    void aPropertyThatDoesNotExistIsLeftOut() {
        service("case", SLEEP);

        systemctl("show", "--property=Nonsense,Id", "case")
                .exits(0)
                .printsNoErrors()
                .prints("Id=case.service");
    }

    @Test
    void valuesCanBeAskedForWithoutTheirNames() {
        service("case", SLEEP);

        systemctl("show", "--property=LoadState", "--value", "case").exits(0).prints("loaded");
    }

    @Test
    void anEmptyLineDividesUnits() {
        service("case-a", SLEEP);
        service("case-b", SLEEP);

        systemctl("show", "--property=Id", "case-b", "case-a")
                .exits(0)
                .prints("Id=case-b.service\n\nId=case-a.service");
    }

    @Test
    void aUnitNamedTwiceIsShownTwice() {
        service("case", SLEEP);

        systemctl("show", "--property=Id", "case", "case").exits(0).prints("Id=case.service\n\nId=case.service");
    }

    @Test
    void aMissingUnitIsShownAsNotFound() {
        systemctl("show", "--property=Id,LoadState,ActiveState", "case-nope")
                .exits(0)
                .printsNoErrors();

        expect("case-nope", "Id=case-nope.service", "LoadState=not-found", "ActiveState=inactive", "SubState=dead");
        assertThat(show("case-nope", "LoadError")).contains("NoSuchUnit").contains("Unit case-nope.service not found.");
    }

    @Test
    void aMissingUnitHasNoFile() {
        expect("case-nope", "FragmentPath=(none)", "UnitFileState=(none)", "Description=case-nope.service");
    }

    @Test
    void withoutANameTheManagerItselfIsShown() {
        Answer answer = systemctl("show", "--property=Version").exits(0);

        assertThat(answer.stdout()).matches("Version=\\d{3}.*\n").contains("=" + version());
    }

    @Test
    void theManagerTellsHowItIs() {
        assertThat(systemctl("show", "--property=SystemState").exits(0).stdout())
                .matches("SystemState=(running|degraded)\n");
    }

    @Test
    void emptyPropertiesAreLeftOutUnlessNamed() {
        service("case", SLEEP);

        expect("case", "StatusText=(none)", "DropInPaths=(none)");
        systemctl("show", "--property=DropInPaths", "case").prints("DropInPaths=");
    }

    @Test
    void theUnitFileIsShownByItsPath() {
        service("case", SLEEP);

        expect("case", "FragmentPath=" + path("case.service"));
    }

    @Test
    void theDescriptionIsAsWritten() {
        unit("case.service", "[Unit]", "Description=What = it \"says\", 100%%", "[Service]", SLEEP);

        expect("case", "Description=What = it \"says\", 100%");
    }

    @Test
    void aRunOfTheServiceHasAnIdOfItsOwn() {
        service("case", SLEEP);
        up("case");

        assertThat(show("case", "InvocationID")).matches("[0-9a-f]{32}");
    }

    @Test
    void aServiceIsInTheSliceOfItsKind() {
        service("case", SLEEP);
        up("case");

        expect("case", "Slice=" + (backend.isUser() ? "app.slice" : "system.slice"));
        assertThat(show("case", "ControlGroup")).endsWith("/case.service");
    }

    @Test
    void aReloadableServiceSaysSo() {
        service("case", SLEEP, "ExecReload=/bin/true");

        expect("case", "CanReload=yes");
    }

    @Test
    void aChangedUnitFileNeedsADaemonReload() {
        service("case", SLEEP);
        up("case");

        backend.write(path("case.service"), "[Service]\nExecStart=/bin/sleep 2000\n");

        expect("case", "NeedDaemonReload=yes");
        systemctl("daemon-reload").exits(0);
        expect("case", "NeedDaemonReload=no", "ActiveState=active");
    }

    @Test
    void aServiceKeepsRunningWhenItsUnitFileIsRemoved() {
        service("case", SLEEP);
        up("case");

        delete("case.service");

        expect("case", "LoadState=not-found", "ActiveState=active", "SubState=running");
    }

    @Test
    void specifiersAreResolved() {
        unit("case.service", "[Unit]", "Description=%n of %p", "[Service]", SLEEP);

        expect("case", "Description=case.service of case");
    }

    @Test
    void theStatusTextComesFromTheService() {
        service(
                "case",
                "Type=notify",
                "NotifyAccess=all",
                "ExecStart=/bin/sh -c 'systemd-notify --ready --status=ready-and-waiting; exec sleep 1000'");
        up("case");

        await("case", "StatusText=ready-and-waiting");
    }

    @Test
    void theWorkingDirectoryIsShown() {
        service("case", SLEEP, "WorkingDirectory=/etc");

        expect("case", "WorkingDirectory=/etc");
    }

    @Test
    void anOptionalWorkingDirectoryIsMarked() {
        service("case", SLEEP, "WorkingDirectory=-/etc");

        expect("case", "WorkingDirectory=!/etc");
    }

    @Test
    void environmentFilesAreShownOneByOne() {
        service("case", SLEEP, "EnvironmentFile=/etc/passwd", "EnvironmentFile=-/nonexistent");

        systemctl("show", "--property=EnvironmentFiles", "case")
                .exits(0)
                .prints("EnvironmentFiles=/etc/passwd (ignore_errors=no)\n"
                        + "EnvironmentFiles=/nonexistent (ignore_errors=yes)");
    }

    @Test
    void ofAFileThatOutputGoesToOnlyTheKindIsShown() {
        service("case", SLEEP, "StandardOutput=append:/tmp/case.log", "StandardError=file:/tmp/case.errors");

        expect("case", "StandardOutput=append", "StandardError=file");
    }

    @Test
    void catPrintsTheUnitFileBelowItsPath() {
        service("case", SLEEP);

        systemctl("cat", "case").exits(0).prints("# " + path("case.service") + "\n[Service]\n" + SLEEP);
    }

    @Test
    void catOfAMissingUnitFails() {
        systemctl("cat", "case-nope").exits(1).printsErrors("No files found for case-nope.service.");
    }
}

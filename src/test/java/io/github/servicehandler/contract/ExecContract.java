package io.github.servicehandler.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands of a service besides its main command, and programs that cannot be executed. */
class ExecContract extends Contract {

    private static final String SLEEP = "ExecStart=/bin/sleep 1000";

    @Test
    void preparationComesFirst() {
        service("case", "ExecStartPre=/bin/true", SLEEP);

        start("case").exits(0);

        expect("case", "ActiveState=active");
        assertThat(show("case", "ExecStartPre")).endsWith("code=exited ; status=0 }");
    }

    @Test
    void aPreparationThatFailsFailsTheStart() {
        service("case", "ExecStartPre=/bin/false", SLEEP);

        start("case")
                .exits(1)
                .printsErrors("Job for case.service failed because the control process exited with error code.");

        expect("case", "ActiveState=failed", "Result=exit-code", "ExecMainPID=0");
    }

    @Test
    void aPreparationMayFailIfThatIsSaid() {
        service("case", "ExecStartPre=-/bin/false", SLEEP);

        start("case").exits(0);

        expect("case", "ActiveState=active", "Result=success");
    }

    @Test
    void preparationsRunInTheirOrderAndStopAtTheFirstFailure() {
        service("case", "ExecStartPre=/bin/false", "ExecStartPre=/bin/true", SLEEP);
        start("case").exits(1);

        assertThat(systemctl("show", "--property=ExecStartPre", "case").lines())
                .satisfiesExactly(
                        first -> assertThat(first).endsWith("code=exited ; status=1 }"),
                        second -> assertThat(second).contains("pid=0 ;"));
    }

    @Test
    void aReloadForgetsHowCommandsEnded() {
        service("case", "ExecStartPre=/bin/false", SLEEP);
        start("case").exits(1);

        systemctl("daemon-reload").exits(0);

        expect("case", "ActiveState=failed", "Result=exit-code");
        assertThat(show("case", "ExecStartPre")).endsWith("pid=0 ; code=(null) ; status=0/0 }");
    }

    @Test
    void aReloadForgetsWhenTheMainProcessStartedUntilItEnds() {
        service("case", SLEEP);
        up("case");
        systemctl("daemon-reload").exits(0);
        assertThat(show("case", "ExecStart")).contains("start_time=[n/a] ; stop_time=[n/a] ;");

        systemctl("kill", "--signal=KILL", "case").exits(0);

        await("case", "ActiveState=failed");
        assertThat(show("case", "ExecStart")).doesNotContain("[n/a]").endsWith("code=killed ; status=9/KILL }");
    }

    @Test
    void theEndOfACommandIsNoticedAfterAReload() {
        service("case", "ExecStartPre=/bin/sleep 1", SLEEP);
        systemctl("start", "--no-block", "case").exits(0);
        await("case", "SubState=start-pre");
        systemctl("daemon-reload").exits(0);

        await("case", "SubState=running");
        assertThat(show("case", "ExecStartPre"))
                .contains("start_time=[n/a] ; stop_time=[")
                .doesNotContain("stop_time=[n/a]")
                .doesNotContain("pid=0 ;")
                .endsWith("code=exited ; status=0 }");
    }

    @Test
    void aPreparationThatHangsIsEnded() {
        service("case", "ExecStartPre=/bin/sleep 1000", SLEEP, "TimeoutStartSec=100ms");

        start("case").exits(1).printsErrors("because a timeout was exceeded");

        expect("case", "ActiveState=failed", "Result=timeout");
    }

    @Test
    void aftercareComesLast() {
        service("case", SLEEP, "ExecStartPost=/bin/true");

        start("case").exits(0);

        expect("case", "ActiveState=active");
        assertThat(show("case", "ExecStartPost")).endsWith("code=exited ; status=0 }");
    }

    @Test
    void anAftercareThatFailsEndsTheService() {
        service("case", SLEEP, "ExecStartPost=/bin/false");

        start("case").exits(1);

        expect("case", "ActiveState=failed", "Result=exit-code", "MainPID=0");
    }

    @Test
    void aOneshotRunsItsCommandsOneAfterTheOther() {
        service("case", "Type=oneshot", "RemainAfterExit=yes", "ExecStart=/bin/true", "ExecStart=/bin/true");

        start("case").exits(0);

        assertThat(systemctl("show", "--property=ExecStart", "case").lines())
                .hasSize(2)
                .allMatch(line -> line.endsWith("code=exited ; status=0 }"));
    }

    @Test
    void aOneshotStopsAtTheFirstCommandThatFails() {
        service("case", "Type=oneshot", "ExecStart=/bin/false", "ExecStart=/bin/true");

        start("case").exits(1);

        expect("case", "ActiveState=failed", "Result=exit-code", "ExecMainStatus=1");
        assertThat(systemctl("show", "--property=ExecStart", "case").lines().get(1))
                .contains("pid=0 ;");
    }

    @Test
    void aMainCommandMayFailIfThatIsSaid() {
        service("case", "Type=oneshot", "ExecStart=-/bin/false", "RemainAfterExit=yes");

        start("case").exits(0);

        expect("case", "ActiveState=active", "SubState=exited", "Result=success", "ExecMainStatus=1");
    }

    @Test
    void aMissingProgramFailsASimpleServiceAfterItsStart() {
        service("case", "ExecStart=/nonexistent/program");

        start("case").exits(0);

        await("case", "ActiveState=failed", "Result=exit-code", "ExecMainCode=1", "ExecMainStatus=203");
    }

    @Test
    void aMissingProgramFailsTheStartOfAServiceOfTypeExec() {
        service("case", "Type=exec", "ExecStart=/nonexistent/program");

        start("case")
                .exits(1)
                .printsErrors("Job for case.service failed because the control process exited with error code.");

        expect("case", "ActiveState=failed", "Result=exit-code", "ExecMainStatus=203");
    }

    @Test
    void aMissingProgramMayBeMissingIfThatIsSaid() {
        service("case", "Type=oneshot", "RemainAfterExit=yes", "ExecStart=-/nonexistent/program");

        start("case").exits(0);

        expect("case", "ActiveState=active", "Result=success");
    }

    @Test
    void aMissingProgramAmongThePreparations() {
        service("case", "ExecStartPre=/nonexistent/program", SLEEP);

        start("case").exits(1);

        expect("case", "ActiveState=failed", "Result=exit-code");
        assertThat(show("case", "ExecStartPre")).endsWith("code=exited ; status=203 }");
    }

    @Test
    void aFileThatIsNoProgram() {
        service("case", "Type=oneshot", "ExecStart=/etc/passwd");

        start("case").exits(1);

        expect("case", "ActiveState=failed", "Result=exit-code", "ExecMainStatus=203");
    }

    @Test
    void aMissingWorkingDirectory() {
        service("case", "Type=oneshot", "WorkingDirectory=/nonexistent", "ExecStart=/bin/true");

        start("case").exits(1);

        expect("case", "ActiveState=failed", "Result=exit-code", "ExecMainStatus=200");
    }

    @Test
    void aMissingWorkingDirectoryMayBeMissingIfThatIsSaid() {
        service("case", "Type=oneshot", "WorkingDirectory=-/nonexistent", "RemainAfterExit=yes", "ExecStart=/bin/true");

        start("case").exits(0);

        expect("case", "ActiveState=active");
    }

    @Test
    void aMissingUserFailsTheSystemsServices() {
        service("case", "Type=oneshot", "User=nonexistent", "ExecStart=/bin/true");

        Answer answer = start("case");

        // a user's manager cannot switch to another user, and does not even check whether the user exists
        if (backend.isUser()) {
            expect("case", "LoadState=loaded");
        } else {
            answer.exits(1);
            expect("case", "ActiveState=failed", "Result=exit-code", "ExecMainStatus=217");
        }
    }

    @Test
    void aMissingEnvironmentFileFailsTheStart() {
        service("case", "Type=oneshot", "EnvironmentFile=/nonexistent", "ExecStart=/bin/true");

        start("case")
                .exits(1)
                .printsErrors("Job for case.service failed because of unavailable resources or another system error.");

        expect("case", "ActiveState=failed", "Result=resources", "ExecMainPID=0");
    }

    @Test
    void aMissingEnvironmentFileMayBeMissingIfThatIsSaid() {
        service("case", "Type=oneshot", "EnvironmentFile=-/nonexistent", "RemainAfterExit=yes", "ExecStart=/bin/true");

        start("case").exits(0);

        expect("case", "ActiveState=active");
    }

    @Test
    void aServiceWithOnlyAStopCommandRemainsActive() {
        service("case", "Type=oneshot", "RemainAfterExit=yes", "ExecStop=/bin/true");

        start("case").exits(0);

        expect("case", "ActiveState=active", "SubState=exited", "ExecMainPID=0");
    }

    @Test
    void aReloadCommandGetsTheMainPid() {
        service("case", "ExecStart=/bin/sleep 1000", "ExecReload=/bin/kill -HUP $MAINPID");
        pin("case");
        up("case");

        systemctl("reload", "case");

        await("case", "ActiveState=inactive", "ExecMainCode=2", "ExecMainStatus=1");
    }

    @Test
    void aReloadThatTakesTooLongIsEndedAndTheServiceStays() {
        service("case", SLEEP, "ExecReload=/bin/sleep 1000", "TimeoutStartSec=100ms");
        up("case");

        systemctl("reload", "case").exits(1);

        expect("case", "ActiveState=active", "SubState=running", "Result=success", "ReloadResult=timeout");
    }

    @Test
    void aReloadThatFailsIsRemembered() {
        service("case", SLEEP, "ExecReload=/bin/false");
        up("case");
        systemctl("reload", "case").exits(1);

        expect("case", "ReloadResult=exit-code", "Result=success");
    }

    @Test
    void statusesThatCountAsSuccessDoSoForPreparationsToo() {
        service("case", "SuccessExitStatus=3", "ExecStartPre=/bin/sh -c 'exit 3'", "ExecStart=/bin/sleep 1000");

        start("case").exits(0);

        expect("case", "ActiveState=active");
    }

    @Test
    void aLineOfTheShellMayHaveParameters() {
        service("case", "Type=oneshot", "ExecStart=/bin/sh -c 'exit 3' name -x parameter");

        start("case").exits(1);

        expect("case", "Result=exit-code", "ExecMainStatus=3");
    }

    @Test
    void aMissingProgramComesBeforeAMissingDirectory() {
        service("case", "WorkingDirectory=/nonexistent", "ExecStart=/nonexistent/program");
        start("case");

        await("case", "ActiveState=failed", "ExecMainStatus=203");
    }

    @ParameterizedTest
    @ValueSource(strings = {"forking", "notify", "exec", "oneshot"})
    void aMissingProgramFailsTheStartOfEveryTypeThatWaits(String type) {
        service("case", "Type=" + type, "ExecStart=/nonexistent/program");

        start("case").exits(1);

        expect("case", "ActiveState=failed", "Result=exit-code");
    }

    @Test
    void outputIntoAMissingDirectory() {
        service("case", SLEEP, "StandardOutput=file:/nonexistent/x");

        start("case");

        await("case", "ActiveState=failed", "Result=exit-code", "ExecMainStatus=209");
    }

    @Test
    void theCommandsAfterAReloadCameWith262() {
        service("case", SLEEP, "ExecReload=/bin/true", "ExecReloadPost=/bin/sleep 0.5", "ExecReloadPost=/bin/true");
        up("case");

        systemctl("reload", "--no-block", "case").exits(0);

        if (version() >= 262) {
            await("case", "ActiveState=reloading", "SubState=reload-post");
        }
        await("case", "ActiveState=active", "SubState=running");
        assertThat(show("case").containsKey("ExecReloadPost")).isEqualTo(version() >= 262);
    }

    @Test
    void aReloadWhoseLastCommandsFailFails() {
        service("case", SLEEP, "ExecReload=/bin/true", "ExecReloadPost=/bin/false");
        up("case");

        systemctl("reload", "case").exits(version() >= 262 ? 1 : 0);

        expect("case", "ActiveState=active", "ReloadResult=" + (version() >= 262 ? "exit-code" : "success"));
    }
}

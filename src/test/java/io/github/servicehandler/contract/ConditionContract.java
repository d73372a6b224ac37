package io.github.servicehandler.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions, which skip a start, and assertions, which fail it. */
class ConditionContract extends Contract {

    private void installWithCondition(String... lines) {
        unit("case.service", "[Unit]\n" + String.join("\n", lines), "[Service]", "ExecStart=/bin/sleep 1000");
        pin("case");
    }

    @ParameterizedTest
    @CsvSource({
        "ConditionPathExists=/etc/passwd, true",
        "ConditionPathExists=/nonexistent, false",
        "ConditionPathExists=!/nonexistent, true",
        "ConditionPathExists=!/etc/passwd, false",
        "ConditionPathIsDirectory=/etc, true",
        "ConditionPathIsDirectory=/etc/passwd, false",
        "ConditionFileNotEmpty=/etc/passwd, true",
        "ConditionFileNotEmpty=/nonexistent, false",
        "ConditionDirectoryNotEmpty=/etc, true",
        "ConditionDirectoryNotEmpty=/nonexistent, false",
        "ConditionPathExistsGlob=/etc/pass*, true",
        "ConditionPathExistsGlob=/nonexistent*, false",
        "ConditionUser=nobody, false",
        "ConditionKernelVersion=>=2.6, true",
        "ConditionKernelVersion=<2.6, false",
        "ConditionPathExists=//etc/, true",
        "ConditionPathExists=relative, true",
        "ConditionPathExists=!relative, true",
        "ConditionPathExists=! /etc, true",
        "ConditionPathIsMountPoint=/, true",
        "ConditionPathIsMountPoint=/etc, false",
        "ConditionPathIsSymbolicLink=/etc, false",
        "ConditionFileNotEmpty=/etc, false",
        "ConditionFileIsExecutable=/bin/sh, true",
        "ConditionFileIsExecutable=/etc/passwd, false",
        "ConditionACPower=true, true",
        "ConditionACPower=FALSE, false",
        "ConditionFirstBoot=no, true",
        "ConditionFirstBoot=yes, false",
        "ConditionUser=!nobody, true",
        "ConditionGroup=nogroup, false",
        "ConditionArchitecture=native, true",
        "ConditionArchitecture=s390, false",
        "ConditionHost=nonexistent, false",
        "ConditionEnvironment=NONEXISTENT, false",
        "ConditionKernelCommandLine=nonexistent, false",
        "ConditionSecurity=selinux, false",
        "ConditionCapability=CAP_SYS_ADMIN, true",
        "ConditionNonexistent=!anything, true"
    })
    void aConditionIs(String condition, boolean met) {
        installWithCondition(condition);

        start("case").exits(0).printsNoErrors();

        expect(
                "case",
                met ? "ActiveState=active" : "ActiveState=inactive",
                met ? "ConditionResult=yes" : "ConditionResult=no");
    }

    @ParameterizedTest
    @CsvSource({"root", "0", "@system"})
    void aConditionAboutTheUserIsAboutTheManagersUser(String user) {
        installWithCondition("ConditionUser=" + user);

        start("case").exits(0);

        expect("case", "ConditionResult=" + (backend.isUser() ? "no" : "yes"));
    }

    @Test
    void allConditionsMustBeMet() {
        installWithCondition("ConditionPathExists=/etc/passwd", "ConditionPathExists=/nonexistent");

        start("case").exits(0);

        expect("case", "ActiveState=inactive", "ConditionResult=no");
    }

    @Test
    void ofTriggeringConditionsOneMustBeMet() {
        installWithCondition("ConditionPathExists=|/etc/passwd", "ConditionPathExists=|/nonexistent");

        start("case").exits(0);

        expect("case", "ActiveState=active", "ConditionResult=yes");
    }

    @Test
    void noTriggeringConditionIsMet() {
        installWithCondition("ConditionPathExists=|/nonexistent", "ConditionPathExists=|!/etc/passwd");

        start("case").exits(0);

        expect("case", "ActiveState=inactive", "ConditionResult=no");
    }

    @Test
    void anEmptyConditionForgetsThoseBefore() {
        installWithCondition("ConditionPathExists=/nonexistent", "ConditionPathExists=");

        start("case").exits(0);

        expect("case", "ActiveState=active", "ConditionResult=yes");
    }

    @Test
    void aSkippedStartHasATime() {
        installWithCondition("ConditionPathExists=/nonexistent");
        start("case").exits(0);

        assertThat(show("case", "ConditionTimestampMonotonic")).matches("[1-9]\\d+");
        expect("case", "Result=success", "ActiveEnterTimestampMonotonic=0");
    }

    @Test
    void aSkippedRestartStopsTheService() {
        installWithCondition("ConditionPathExists=/etc/passwd");
        up("case");
        installWithCondition("ConditionPathExists=/nonexistent");

        restart("case").exits(0);

        expect("case", "ActiveState=inactive", "ConditionResult=no");
    }

    @Test
    void aConditionThatIsMetAgainLetsTheServiceStart() {
        installWithCondition("ConditionPathExists=/nonexistent");
        start("case").exits(0);
        installWithCondition("ConditionPathExists=/etc/passwd");

        start("case").exits(0);

        expect("case", "ActiveState=active", "ConditionResult=yes");
    }

    @Test
    void aSkippedDependencyIsNoFailure() {
        unit("case-b.service", "[Unit]", "ConditionPathExists=/nonexistent", "[Service]", "ExecStart=/bin/sleep 1000");
        unit(
                "case-a.service",
                "[Unit]",
                "Requires=case-b.service",
                "After=case-b.service",
                "[Service]",
                "ExecStart=/bin/sleep 1000");

        start("case-a").exits(0);

        expect("case-a", "ActiveState=active");
        expect("case-b", "ActiveState=inactive");
    }

    @Test
    void anAssertionThatIsMetLetsTheServiceStart() {
        installWithCondition("AssertPathExists=/etc/passwd");

        start("case").exits(0);

        expect("case", "ActiveState=active", "AssertResult=yes");
    }

    @Test
    void anAssertionThatIsNotMetFailsTheJobButNotTheService() {
        installWithCondition("AssertPathExists=/nonexistent");

        start("case").exits(1).printsErrors("Assertion failed on job for case.service.");

        expect("case", "ActiveState=inactive", "Result=success", "AssertResult=no", "ConditionResult=yes");
    }

    @Test
    void aConditionIsLookedAtBeforeAnAssertion() {
        installWithCondition("AssertPathExists=/nonexistent", "ConditionPathExists=/nonexistent");

        start("case").exits(0);

        expect("case", "ActiveState=inactive", "ConditionResult=no");
    }

    @Test
    void aCommandCanBeACondition() {
        service("case", "ExecCondition=/bin/true", "ExecStart=/bin/sleep 1000");

        start("case").exits(0);

        expect("case", "ActiveState=active");
    }

    @ParameterizedTest
    @CsvSource({"1", "254"})
    void aCommandSkipsTheStartByItsStatus(int status) {
        service("case", "ExecCondition=/bin/sh -c 'exit " + status + "'", "ExecStart=/bin/sleep 1000");
        pin("case");

        start("case").exits(0).printsNoErrors();

        expect("case", "ActiveState=inactive", "Result=exec-condition");
    }

    @Test
    void aCommandFailsTheStartByStatus255() {
        service("case", "ExecCondition=/bin/sh -c 'exit 255'", "ExecStart=/bin/sleep 1000");

        start("case").exits(1);

        expect("case", "ActiveState=failed", "Result=exit-code");
    }

    @Test
    void aCommandThatASignalEndsFailsTheStart() {
        service("case", "ExecCondition=/bin/sh -c 'kill -KILL $$$$'", "ExecStart=/bin/sleep 1000");

        start("case").exits(1);

        expect("case", "ActiveState=failed", "Result=signal");
    }

    @Test
    void aSkippedServiceIsNotRestarted() {
        service("case", "Restart=always", "RestartSec=1000", "ExecCondition=/bin/false", "ExecStart=/bin/sleep 1000");
        pin("case");

        start("case").exits(0);

        // 247 restarts it
        String state = version() >= 252 ? "ActiveState=inactive" : "ActiveState=activating";
        expect("case", state, "Result=exec-condition", "NRestarts=0");
    }

    @Test
    void aConditionCommandCountsAsConditionAfter247() {
        service("case", "ExecCondition=/bin/false", "ExecStart=/bin/sleep 1000");
        pin("case");
        start("case");

        expect("case", "ActiveState=inactive", version() > 247 ? "ConditionResult=no" : "ConditionResult=yes");
    }

    @Test
    void theLastCommandRunsAlsoWhenACommandForbidsTheStart() {
        service("case", "ExecCondition=/bin/false", "ExecStart=/bin/sleep 1000", "ExecStopPost=/bin/true");
        pin("case");

        start("case").exits(0);

        assertThat(show("case", "ExecStopPost")).contains("code=exited");
    }

    @Test
    void aSkippedStartIsReportedAsTheEndOfItsJob() {
        installWithCondition("ConditionPathExists=/nonexistent", "ConditionPathExists=|/nonexistent/trigger");

        start("case").exits(0);

        awaitSkipMessage("case.service", "ConditionPathExists=/nonexistent");
    }

    @Test
    void ofSeveralConditionsTheLastIsReported() {
        installWithCondition("ConditionPathExists=/nonexistent", "ConditionPathIsDirectory=!/etc");

        start("case").exits(0);

        awaitSkipMessage("case.service", "ConditionPathIsDirectory=!/etc");
    }

    @Test
    void unmetTriggeringConditionsAreNotReportedByName() {
        installWithCondition("ConditionPathExists=|/nonexistent", "ConditionPathExists=|!/etc/passwd");

        start("case").exits(0);

        awaitSkipMessage("case.service", "");
    }

    @Test
    void theSpecifiersOfAConditionAreReportedResolved() {
        installWithCondition("ConditionPathExists=/nonexistent/%p%%n");

        start("case").exits(0);

        awaitSkipMessage("case.service", "ConditionPathExists=/nonexistent/case%n");
    }

    @Test
    void theSkippedStartOfARestartIsReportedAsAStart() {
        installWithCondition("ConditionPathExists=/etc/passwd");
        up("case");
        installWithCondition("ConditionPathExists=/nonexistent");

        restart("case").exits(0);

        awaitSkipMessage("case.service", "ConditionPathExists=/nonexistent");
    }

    @Test
    void aSkippedTargetIsReported() {
        write("case.target", "[Unit]\nConditionPathExists=/nonexistent\n");

        start("case.target").exits(0);

        awaitSkipMessage("case.target", "ConditionPathExists=/nonexistent");
    }

    @Test
    void aSkippedTimerIsReported() {
        service("case", "ExecStart=/bin/sleep 1000");
        write("case.timer", "[Unit]\nConditionPathExists=/nonexistent\n[Timer]\nOnActiveSec=1h\n");

        start("case.timer").exits(0);

        awaitSkipMessage("case.timer", "ConditionPathExists=/nonexistent");
    }

    @Test
    void aCommandThatSkipsTheStartIsReportedAsTheEndOfTheJob() {
        service("case", "ExecCondition=/bin/false", "ExecStart=/bin/sleep 1000");

        start("case").exits(0);

        awaitJobMessage(
                "case.service",
                version() < 252 ? "skipped" : "done",
                "Condition check resulted in case.service being skipped.");
        awaitJournal(
                "case.service: Skipped due to 'exec-condition'\\.",
                unitField() + "=case.service",
                "MESSAGE_ID=0e4284a0caca4bfc81c0bb6786972673");
    }

    @Test
    void aCommandThatSkipsTheStartFailsADependentUnitIn247() {
        service("case-b", "ExecCondition=/bin/false", "ExecStart=/bin/sleep 1000");
        unit(
                "case-a.service",
                "[Unit]",
                "Requires=case-b.service",
                "After=case-b.service",
                "[Service]",
                "ExecStart=/bin/sleep 1000");

        start("case-a").exits(version() < 252 ? 1 : 0);

        expect("case-a", "ActiveState=" + (version() < 252 ? "inactive" : "active"));
    }

    private void awaitSkipMessage(String unit, String unmet) {
        String text;
        if (version() < 252) {
            text = "Condition check resulted in " + unit + " being skipped.";
        } else if (unmet.isEmpty()) {
            text = unit + (version() < 257 ? " was skipped because no" : " skipped, no")
                    + " trigger condition checks were met.";
        } else {
            text = version() < 257
                    ? unit + " was skipped because of an unmet condition check (" + unmet + ")."
                    : unit + " skipped, unmet condition check " + unmet;
        }
        awaitJobMessage(unit, "done", text);
    }

    private void awaitJobMessage(String unit, String result, String text) {
        awaitJournal(
                Pattern.quote(text),
                unitField() + "=" + unit,
                "MESSAGE_ID=39f53479d3a045ac8e11786248231fbf",
                "JOB_TYPE=start",
                "JOB_RESULT=" + result,
                "PRIORITY=6");
    }

    @Test
    void aConditionThatTheVersionDoesNotKnowIsIgnored() {
        write("case.service", "[Unit]\nConditionPathIsSocket=/etc\n[Service]\nExecStart=/bin/sleep 1000\n");

        up("case");

        expect("case", "ActiveState=" + (version() < 262 ? "active" : "inactive"));
        if (version() < 262) {
            awaitJournal(
                    version() < 252
                            ? ".*:2: Unknown key name 'ConditionPathIsSocket' in section 'Unit', ignoring\\."
                            : ".*:2: Unknown key 'ConditionPathIsSocket' in section \\[Unit\\], ignoring\\.");
        }
    }
}

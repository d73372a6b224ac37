package io.github.servicehandler;

import static io.github.servicehandler.ShowOutput.missing;
import static io.github.servicehandler.ShowOutput.unit;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.command.CommandResult;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FailureExplanationTest {

    private static final ShowOutput FAILED = unit("bot").failed();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1   | result exit-code, exit code 1/FAILURE",
                "42  | result exit-code, exit code 42",
                "200 | result exit-code, exit code 200/CHDIR, the working directory does not exist or cannot be entered: see WorkingDirectory=",
                "203 | result exit-code, exit code 203/EXEC, the program of ExecStart= is missing or not executable, or is a script whose first line does not name an existing interpreter after #!",
                "217 | result exit-code, exit code 217/USER, the user of User= does not exist"
            })
    void tellsWhatAnExitCodeMeans(int code, String reason) {
        assertThat(FailureExplanation.ofState(FAILED.exited(code).status())).isEqualTo(reason);
    }

    @Test
    void tellsTheSignal() {
        ShowOutput killed =
                FAILED.with("Result", "signal").with("ExecMainCode", 2).with("ExecMainStatus", 9);
        assertThat(FailureExplanation.ofState(killed.status())).isEqualTo("result signal, signal 9/KILL");
    }

    @ParameterizedTest
    @CsvSource({
        "protocol, Type=",
        "timeout, TimeoutStartSec=",
        "core-dump, crashed",
        "watchdog, WatchdogSec=",
        "oom-kill, memory",
        "resources, system",
        "start-limit-hit, StartLimitIntervalSec="
    })
    void tellsWhatAResultMeans(String result, String word) {
        ShowOutput failed = FAILED.with("Result", result).exited(0);
        assertThat(FailureExplanation.ofState(failed.status()))
                .startsWith("result " + result + ", ")
                .contains(word);
    }

    @Test
    void aResultOfTomorrowIsSaidAsItIs() {
        assertThat(FailureExplanation.ofState(
                        FAILED.with("Result", "news").exited(0).status()))
                .isEqualTo("result news");
    }

    @Test
    void tellsThatSystemdHasGivenUp() {
        ShowOutput limited = FAILED.with("StartLimitBurst", 3).with("NRestarts", 3);
        assertThat(FailureExplanation.ofState(limited.status())).contains("gave up after 3 restarts", "reset-failed");
    }

    @Test
    void tellsThatSystemdWillTryAgain() {
        ShowOutput waiting = FAILED.is("activating", "auto-restart");
        assertThat(FailureExplanation.ofState(waiting.status()))
                .isEqualTo("result exit-code, exit code 1/FAILURE; systemd will start it again");
    }

    @Test
    void tellsWhyAUnitCannotStartAtAll() {
        assertThat(FailureExplanation.ofState(
                        unit("bot").with("LoadState", "masked").status()))
                .contains("unmask");
        assertThat(FailureExplanation.ofState(missing("bot").status())).contains("no unit file");
    }

    @ParameterizedTest
    @MethodSource("io.github.servicehandler.CapturedOutput#all")
    void tellsWhatIsWrongWithAUnitFile(CapturedOutput systemd) {
        assertThat(FailureExplanation.ofState(systemd.status("bad")))
                .isEqualTo("the unit file cannot be used (bad-setting): Unit bad.service has a bad unit file setting.;"
                        + " run \"systemd-analyze verify\" to find the line");
    }

    @Test
    void thereIsNothingToExplainInAUnitThatIsWell() {
        assertThat(FailureExplanation.ofState(unit("bot").running().status())).isEmpty();
        assertThat(FailureExplanation.ofState(unit("bot").dead().status())).isEmpty();
    }

    @Test
    void whereTheUnitShowsNothingTheComplaintIsTheReason() {
        SystemctlComplaint complaint = complaint("Failed to clean bot.service: No matching resources found.");
        assertThat(explain(unit("bot").running().status(), false, complaint))
                .isEqualTo("Failed to clean bot.service: No matching resources found.");
        assertThat(explain(missing("bot").status(), false, complaint("Unit bot.service not found.")))
                .isEqualTo("Unit bot.service not found. (there is no unit file with this name)");
    }

    @Test
    void whereTheUnitShowsTheReasonTheComplaintOnlySaysWhereToReadOn() {
        assertThat(explain(FAILED.status(), true, complaint("Job for bot.service failed. See the logs.")))
                .isEqualTo("result exit-code, exit code 1/FAILURE");
    }

    @Test
    void anEarlierFailureDoesNotExplainARefusal() {
        String refusal = "Failed to reload bot.service: Job type reload is not applicable for unit bot.service.";
        assertThat(explain(FAILED.status(), false, complaint(refusal)))
                .isEqualTo(refusal + " (the unit has no ExecReload=; restart it instead)");
        String dependency = "A dependency job for bot.service failed. See the logs.";
        assertThat(explain(FAILED.status(), false, complaint(dependency))).isEqualTo(dependency);
    }

    private static String explain(ServiceStatus after, boolean failedNow, SystemctlComplaint complaint) {
        return FailureExplanation.ofFailure(after, failedNow, complaint, FailureEvidence.NONE);
    }

    private static SystemctlComplaint complaint(String stderr) {
        return new SystemctlComplaint(CommandResult.failed(1, stderr), List.of(FAILED.name()));
    }
}

package io.github.servicehandler.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The entries of a service in the journal: the manager's messages and the service's output. */
class JournalContract extends Contract {

    private static final String SLEEP = "ExecStart=/bin/sleep 1000";
    private static final String STARTING = "7d4958e842da4a758f6c1cdc7b36dcc5";
    private static final String STARTED = "39f53479d3a045ac8e11786248231fbf";
    private static final String START_FAILED = "be02cf6855d2428ba40df7e9d022f03d";
    private static final String STOPPING = "de5b426a63be47a7b6ac3eaac82e2f6f";
    private static final String STOPPED = "9d1aaa27d60140bd96365438aad20286";
    private static final String RELOADING = "d34d037fff1847e6ae669a370e694725";
    private static final String RELOADED = "7b05ebc668384222baa8881179cfda54";
    private static final String SUCCEEDED = "7ad2d189f7e94e70a38c781354912448";
    private static final String FAILED = "d9b373ed55a64feb8242e02dbe79a49c";
    private static final String PROCESS_EXIT = "98e322203f7a4ed290d09fe03c09fe15";
    private static final String RESTART_SCHEDULED = "5eb03494b6584870a536b337290809b3";
    private static final String SPAWN_FAILED = "641257651c1b4ec9a8624d7a40a9e1e7";

    private void installDescribed(String... service) {
        write("case.service", "[Unit]\nDescription=What it is\n[Service]\n" + String.join("\n", service) + "\n");
    }

    private String unitMatch() {
        return unitField() + "=case.service";
    }

    /** Waits for the manager's message with an id. */
    private void awaitMessage(String id, String regex) {
        awaitJournal(regex, unitMatch(), "MESSAGE_ID=" + id);
    }

    private String expectedName() {
        // messages show the unit's name in addition to its description from 249 on
        return version() >= 249 ? "case.service - What it is" : "What it is";
    }

    @Test
    void aStart() {
        installDescribed(SLEEP);
        up("case");

        awaitMessage(STARTED, "Started " + expectedName() + "\\.");
    }

    @Test
    void aStartThatTakesTime() {
        installDescribed("Type=oneshot", "ExecStart=/bin/true");
        up("case");

        awaitMessage(STARTING, "Starting " + expectedName() + "\\.\\.\\.");
        awaitMessage(STARTED, "Finished " + expectedName() + "\\.");
    }

    @Test
    void aStop() {
        installDescribed(SLEEP);
        up("case");
        stop("case").exits(0);

        awaitMessage(STOPPING, "Stopping " + expectedName() + "\\.\\.\\.");
        awaitMessage(STOPPED, "Stopped " + expectedName() + "\\.");
    }

    @Test
    void startsAndStopsOfUnitsOfOtherTypes() {
        service("case", SLEEP);
        write("case.target", "[Unit]\nDescription=X\n");
        write("case.slice", "[Unit]\nDescription=X\n");
        write("case.socket", "[Unit]\nDescription=X\n[Socket]\nListenStream=%t/case\n");
        String[] units = {"case.target", "case.slice", "case.socket"};
        up(units);
        stop(units).exits(0);

        awaitJournal("Reached target .*X\\.", unitField() + "=case.target");
        awaitJournal("Stopped target .*X\\.", unitField() + "=case.target");
        awaitJournal("Created slice .*X\\.", unitField() + "=case.slice");
        awaitJournal("Removed slice .*X\\.", unitField() + "=case.slice");
        awaitJournal("Listening on .*X\\.", unitField() + "=case.socket");
        awaitJournal("Closed .*X\\.", unitField() + "=case.socket");
    }

    @Test
    void theReasonWhyAProcessDoesNotGetToItsProgram() {
        service("case-exec", "Type=exec", "ExecStart=/nonexistent/x");
        service("case-dir", "WorkingDirectory=/nonexistent", SLEEP);
        start("case-exec");
        start("case-dir");

        awaitJournal(
                version() < 257
                        ? "case-exec.service: Failed to locate executable /nonexistent/x: No such file or directory"
                        : "case-exec.service: Unable to locate executable '/nonexistent/x': No such file or directory",
                unitField() + "=case-exec.service");
        awaitJournal(
                "case-exec.service: Failed at step EXEC spawning /nonexistent/x: No such file or directory",
                unitField() + "=case-exec.service");
        awaitJournal(
                "case-dir.service: Failed at step CHDIR spawning /bin/sleep: No such file or directory",
                unitField() + "=case-dir.service");
    }

    @Test
    void aCleanEndIsWorthAMessageToTheSystemsManagerOnly() {
        installDescribed(SLEEP);
        up("case");
        stop("case").exits(0);
        awaitMessage(STOPPED, ".*");

        String[] clean = {unitMatch(), "MESSAGE_ID=" + SUCCEEDED};
        if (version() < 248) {
            awaitJournal("case.service: Succeeded.", clean);
        } else if (backend.isUser()) {
            assertThat(journal(clean)).isEmpty();
        } else {
            awaitJournal("case.service: Deactivated successfully.", clean);
        }
    }

    @Test
    void aReload() {
        installDescribed(SLEEP, "ExecReload=/bin/true");
        up("case");
        systemctl("reload", "case").exits(0);

        awaitMessage(RELOADING, "Reloading " + expectedName() + (version() >= 252 ? "\\.\\.\\." : "\\."));
        awaitMessage(RELOADED, "Reloaded " + expectedName() + "\\.");
    }

    @Test
    void aFailedStart() {
        installDescribed("Type=oneshot", "ExecStart=/bin/sh -c 'exit 7'");
        start("case").exits(1);

        awaitMessage(PROCESS_EXIT, "case.service: Main process exited, code=exited, status=7/NOTRUNNING");
        awaitMessage(FAILED, "case.service: Failed with result 'exit-code'.");
        awaitMessage(START_FAILED, "Failed to start " + expectedName() + "\\.");
    }

    @Test
    void aCrash() {
        installDescribed(SLEEP);
        up("case");
        systemctl("kill", "--signal=KILL", "case").exits(0);

        awaitMessage(PROCESS_EXIT, "case.service: Main process exited, code=killed, status=9/KILL");
        awaitMessage(FAILED, "case.service: Failed with result 'signal'.");
    }

    @Test
    void aPreparationThatFails() {
        installDescribed("ExecStartPre=/bin/false", SLEEP);
        start("case").exits(1);

        awaitMessage(PROCESS_EXIT, "case.service: Control process exited, code=exited, status=1/FAILURE");
    }

    @Test
    void aRestart() {
        installDescribed("Restart=always", "RestartSec=50ms", SLEEP);
        up("case");
        systemctl("kill", "--signal=KILL", "case").exits(0);
        await("case", "NRestarts=1");

        awaitMessage(RESTART_SCHEDULED, "case.service: Scheduled restart job, restart counter is at 1.");
    }

    @Test
    void aStartThatComesTooOften() {
        write(
                "case.service",
                "[Unit]\nDescription=What it is\nStartLimitBurst=1\n[Service]\nType=oneshot\nExecStart=/bin/true\n");
        pin("case");
        up("case");
        start("case").exits(1);

        awaitJournal("case.service: Start request repeated too quickly.", unitMatch());
        awaitMessage(FAILED, "case.service: Failed with result 'start-limit-hit'.");
        awaitMessage(START_FAILED, "Failed to start " + expectedName() + "\\.");
    }

    @Test
    void aStartThatIsSkipped() {
        write(
                "case.service",
                "[Unit]\nDescription=What it is\nConditionPathExists=/nonexistent\n[Service]\n" + SLEEP + "\n");
        start("case").exits(0);

        awaitJournal(".*skipped.*", unitMatch());
        if (version() >= 257) {
            awaitJournal(
                    "case.service - What it is skipped, unmet condition check ConditionPathExists=/nonexistent",
                    unitMatch());
        } else if (version() >= 252) {
            awaitJournal(
                    ".*What it is was skipped because of an unmet condition check \\(ConditionPathExists=/nonexistent\\)\\.",
                    unitMatch());
        } else {
            awaitJournal("Condition check resulted in What it is being skipped\\.", unitMatch());
        }
    }

    @Test
    void anAssertionThatIsNotMet() {
        write(
                "case.service",
                "[Unit]\nDescription=What it is\nAssertPathExists=/nonexistent\n[Service]\n" + SLEEP + "\n");
        start("case").exits(1);

        awaitJournal("Assertion failed for .*What it is\\.", unitMatch());
    }

    @Test
    void aMissingProgram() {
        installDescribed("ExecStart=/nonexistent/program");
        up("case");

        awaitMessage(PROCESS_EXIT, "case.service: Main process exited, code=exited, status=203/EXEC");
    }

    @Test
    void aProgramThatCannotBeExecutedIsNamed() {
        installDescribed("ExecStart=/nonexistent/program");
        up("case");

        // the entry comes from the child process that failed to execute the program
        awaitJournal(
                ".*Failed at step EXEC spawning /nonexistent/program: No such file or directory",
                "MESSAGE_ID=" + SPAWN_FAILED);
    }

    @Test
    void aProgramThatCannotBeFoundIsNamed() {
        installDescribed("ExecStart=/nonexistent/program");
        up("case");

        awaitJournal(
                version() < 254
                        ? "case.service: Failed to locate executable /nonexistent/program: No such file or directory"
                        : "case.service: Unable to locate executable '/nonexistent/program': No such file or directory",
                unitMatch());
    }

    @Test
    void aProgramThatIsNoProgramIsNamed() {
        installDescribed("ExecStart=/etc/passwd");
        up("case");

        awaitJournal(".*Failed at step EXEC spawning /etc/passwd: Permission denied", "MESSAGE_ID=" + SPAWN_FAILED);
    }

    @Test
    void aWorkingDirectoryThatDoesNotExist() {
        installDescribed("ExecStart=/bin/sleep 1000\nWorkingDirectory=/nonexistent");
        up("case");

        // some user managers do not say in a field which unit this is about
        awaitJournal("case.service: Changing to the requested working directory failed: No such file or directory");
    }

    @Test
    void aRequiredUnitThatFails() {
        write(
                "case.service",
                "[Unit]\nDescription=What it is\nRequires=case-b.service\nAfter=case-b.service\n[Service]\n" + SLEEP
                        + "\n");
        service("case-b", "Type=oneshot", "ExecStart=/bin/false");
        start("case").exits(1);

        awaitJournal("Dependency failed for " + expectedName() + "\\.", unitMatch());
        awaitJournal("case.service: Job case.service/start failed with result 'dependency'\\.", unitMatch());
    }

    @Test
    void aTimeout() {
        installDescribed("Type=oneshot", "TimeoutStartSec=100ms", SLEEP);
        start("case").exits(1);

        awaitJournal("case.service: start operation timed out. Terminating.", unitMatch());
        awaitMessage(FAILED, "case.service: Failed with result 'timeout'.");
    }

    @Test
    void aStopThatNeedsSigkill() {
        installDescribed(
                "TimeoutStopSec=100ms", "ExecStart=/bin/sh -c 'trap \"\" TERM; echo deaf; while :; do sleep 1; done'");
        up("case");
        awaitOutput("deaf");
        stop("case").exits(0);

        awaitJournal("case.service: State 'stop-sigterm' timed out. Killing.", unitMatch());
        awaitJournal("case.service: Killing process \\d+ \\(sh\\) with signal SIGKILL\\.", unitMatch());
    }

    @Test
    void theRunOfWhichTheManagerSpeaks() {
        installDescribed(SLEEP);
        up("case");

        String field = backend.isUser() ? "USER_INVOCATION_ID=" : "INVOCATION_ID=";
        awaitJournal("Started .*", field + show("case", "InvocationID"));
    }

    @Test
    void eachEntryIsABlockOfFields() {
        installDescribed(SLEEP);
        up("case");
        awaitMessage(STARTED, "Started .*");

        List<String> lines = run(
                        "journalctl",
                        "--no-pager",
                        "--quiet",
                        "--output=export",
                        "--lines=1",
                        unitMatch(),
                        "MESSAGE_ID=" + STARTED)
                .exits(0)
                .lines();

        assertThat(lines)
                .contains(
                        "MESSAGE_ID=" + STARTED,
                        unitMatch(),
                        "PRIORITY=6",
                        "JOB_TYPE=start",
                        "JOB_RESULT=done",
                        "SYSLOG_IDENTIFIER=systemd")
                .anyMatch(line -> line.matches("__REALTIME_TIMESTAMP=\\d{16}"))
                .anyMatch(line -> line.matches("__MONOTONIC_TIMESTAMP=\\d+"))
                .anyMatch(line -> line.matches("__CURSOR=s=[0-9a-f]{32};.*"))
                .anyMatch(line -> line.matches("_BOOT_ID=[0-9a-f]{32}"))
                .contains("MESSAGE=Started " + expectedName() + ".");
    }

    @Test
    void theExitOfAProcessHasItsFacts() {
        installDescribed("Type=oneshot", "ExecStart=/bin/sh -c 'exit 7'");
        start("case").exits(1);
        awaitMessage(PROCESS_EXIT, ".*");

        List<String> lines = run(
                        "journalctl",
                        "--no-pager",
                        "--quiet",
                        "--output=export",
                        "--lines=1",
                        unitMatch(),
                        "MESSAGE_ID=" + PROCESS_EXIT)
                .exits(0)
                .lines();

        assertThat(lines).contains("EXIT_CODE=exited", "EXIT_STATUS=7", "COMMAND=ExecStart", "PRIORITY=5");
    }

    @Test
    void theRestartHasItsCount() {
        installDescribed("Restart=always", "RestartSec=50ms", SLEEP);
        up("case");
        systemctl("kill", "--signal=KILL", "case").exits(0);
        awaitMessage(RESTART_SCHEDULED, ".*");

        assertThat(run(
                                "journalctl",
                                "--no-pager",
                                "--quiet",
                                "--output=export",
                                "--lines=1",
                                unitMatch(),
                                "MESSAGE_ID=" + RESTART_SCHEDULED)
                        .exits(0)
                        .lines())
                .contains("N_RESTARTS=1");
    }

    @Test
    void theFailureHasItsResult() {
        installDescribed("Type=oneshot", "ExecStart=/bin/false");
        start("case").exits(1);
        awaitMessage(FAILED, ".*");

        assertThat(run(
                                "journalctl",
                                "--no-pager",
                                "--quiet",
                                "--output=export",
                                "--lines=1",
                                unitMatch(),
                                "MESSAGE_ID=" + FAILED)
                        .exits(0)
                        .lines())
                .contains("UNIT_RESULT=exit-code", "PRIORITY=4");
    }

    private void awaitOutput(String line) {
        awaitJournal(line, "_SYSTEMD_INVOCATION_ID=" + show("case", "InvocationID"), "_TRANSPORT=stdout");
    }
}

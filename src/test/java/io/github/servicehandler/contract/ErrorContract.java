package io.github.servicehandler.contract;

import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The errors of systemctl: exit codes and messages. */
class ErrorContract extends Contract {

    @ParameterizedTest
    @CsvSource({
        "start, 5, not found.",
        "stop, 5, not loaded.",
        "restart, 5, not found.",
        "try-restart, 5, not found.",
        "reload, 5, not found.",
        "reload-or-restart, 5, not found.",
        "kill, 1, not loaded.",
        "reset-failed, 1, not loaded.",
        "enable, 1, does not exist",
        "disable, 1, does not exist",
        "reenable, 1, does not exist",
        "cat, 1, No files found",
        "clean, 1, ",
        "freeze, 1, "
    })
    void aMissingUnit(String verb, int code, String complaint) {
        systemctl(verb, "case-nope").exits(code).printsErrors(complaint == null ? "" : complaint, "case-nope.service");
    }

    @Test
    void unmaskOfAMissingUnitSaysSoAndSucceeds() {
        systemctl("unmask", "case-nope")
                .exits(0)
                .printsErrors("Unit case-nope.service does not exist, proceeding anyway.");
    }

    @Test
    void statusOfAMissingUnit() {
        systemctl("status", "case-nope").exits(4).printsErrors("Unit case-nope.service could not be found.");
    }

    @Test
    void statusOfAStoppedUnit() {
        service("case", "ExecStart=/bin/sleep 1000");

        systemctl("status", "case").exits(3);
    }

    @Test
    void statusOfARunningUnit() {
        service("case", "ExecStart=/bin/sleep 1000");
        up("case");

        systemctl("status", "case").exits(0);
    }

    @Test
    void aVerbThatDoesNotExist() {
        assumeThat(backend).as("the fake throws for what it does not know").isNotInstanceOf(FakeBackend.class);
        systemctl("dance", "case").exits(1).printsErrors("Unknown command verb");
    }

    @Test
    void anOptionThatDoesNotExist() {
        assumeThat(backend).as("the fake throws for what it does not know").isNotInstanceOf(FakeBackend.class);
        systemctl("start", "--dance", "case").exits(1).printsErrors("unrecognized option '--dance'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "stop", "restart", "reload", "kill", "enable", "mask"})
    void aVerbWithoutAUnit(String verb) {
        systemctl(verb).exits(1).printsErrors("Too few arguments.");
    }

    @Test
    void aTemplateCannotBeStarted() {
        write("case@.service", "[Service]\nExecStart=/bin/sleep 1000\n");

        start("case@")
                .exits(1)
                .printsErrors("Failed to start case@.service: Unit name case@.service is missing the instance name.");
    }

    @Test
    void aNameThatIsTooLong() {
        start("case" + "x".repeat(260)).exits(1);
    }

    @Test
    void aSignalThatDoesNotExist() {
        service("case", "ExecStart=/bin/sleep 1000");
        up("case");

        systemctl("kill", "--signal=DANCE", "case").exits(1).printsErrors("Failed to parse signal");
    }

    @Test
    void aJobThatFailsSaysWhereToLook() {
        service("case", "Type=oneshot", "ExecStart=/bin/false");

        start("case")
                .exits(1)
                .printsErrors(
                        "Job for case.service failed because the control process exited with error code.",
                        "See \"systemctl" + (backend.isUser() ? " --user" : "") + " status case.service\" and");
    }

    @Test
    void aJobThatASignalEndedSaysSo() {
        service("case", "Type=oneshot", "ExecStart=/bin/sh -c 'kill -KILL $$$$'");

        start("case")
                .exits(1)
                .printsErrors(
                        "Job for case.service failed because a fatal signal was delivered to the control process.");
    }

    @Test
    void aJobThatTimedOutSaysSo() {
        service("case", "Type=oneshot", "TimeoutStartSec=50ms", "ExecStart=/bin/sleep 1000");

        start("case").exits(1).printsErrors("Job for case.service failed because a timeout was exceeded.");
    }

    @Test
    void aJobThatIsReplacedSaysSo() {
        service("case", "Type=oneshot", "ExecStart=/bin/sleep 1000");
        systemctl("start", "--no-block", "case").exits(0);

        // the stop cancels the start, and no command waits for that start
        stop("case").exits(0).printsNoErrors();
    }

    @Test
    void aUnitThatMustNotBeStartedByHand() {
        unit("case.service", "[Unit]", "RefuseManualStart=yes", "[Service]", "ExecStart=/bin/sleep 1000");

        start("case").exits(4).printsErrors("Operation refused, unit case.service may be requested by dependency only");
    }

    @Test
    void aUnitThatMustNotBeStoppedByHand() {
        unit("case.service", "[Unit]", "RefuseManualStop=yes", "[Service]", "ExecStart=/bin/sleep 1000");
        up("case");

        stop("case").exits(4).printsErrors("Operation refused, unit case.service may be requested by dependency only");
        service("case", "ExecStart=/bin/sleep 1000");
        stop("case").exits(0);
    }

    @Test
    void quietHidesNoErrors() {
        systemctl("start", "--quiet", "case-nope").exits(5).printsErrors("Unit case-nope.service not found.");
    }

    @Test
    void isActiveOfAGlobThatMatchesNothing() {
        systemctl("is-active", "case-nope*").exits(version() >= 253 ? 4 : 3).prints("");
    }

    @Test
    void showOfAGlobThatMatchesNothingPrintsNothing() {
        systemctl("show", "case-nope*").exits(0).prints("");
    }

    @Test
    void showOfATemplateFails() {
        write("case@.service", "[Service]\nExecStart=/bin/sleep 1000\n");

        systemctl("show", "case@")
                .exits(1)
                .printsErrors(
                        "Failed to get properties: Unit name case@.service is neither a valid invocation ID nor unit name.");
    }
}

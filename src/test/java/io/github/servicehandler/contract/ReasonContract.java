package io.github.servicehandler.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.Outcome;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.Verb;
import io.github.servicehandler.command.ManagerAddress;
import org.junit.jupiter.api.Test;

/** The reasons of failed outcomes. */
class ReasonContract extends Contract {

    private static final String FAILS = "ExecStart=/bin/false";

    private ServiceHandler handler(String unit) {
        ManagerAddress address = backend.isUser() ? ManagerAddress.user() : ManagerAddress.system();
        return Systemd.of(address, backend.runner()).service(unit);
    }

    private static void assertReason(Outcome outcome, String... texts) {
        assertThat(outcome.kind()).as("%s", outcome).isEqualTo(Outcome.Kind.FAILED);
        assertThat(outcome.reason()).contains(texts).doesNotContain("exit code 1/FAILURE");
    }

    /** Makes a oneshot service fail with exit code 1, and then replaces its file. */
    private void failedBefore(String... linesOfUnitSection) {
        service("case", "Type=oneshot", FAILS);
        start("case").exits(1);
        unit("case.service", "[Unit]\n" + String.join("\n", linesOfUnitSection), "[Service]", "Type=oneshot", FAILS);
        systemctl("daemon-reload").exits(0);
    }

    // -- earlier failures

    @Test
    void anEarlierFailureDoesNotExplainARefusedVerb() {
        service("case", "Type=oneshot", FAILS);
        start("case").exits(1);

        for (Verb verb : new Verb[] {Verb.RELOAD, Verb.MASK, Verb.CLEAN}) {
            Outcome outcome = handler("case").perform(verb);
            assertReason(outcome, "Failed to ");
            assertThat(outcome.log()).isEmpty();
        }
    }

    @Test
    void anEarlierFailureDoesNotExplainAFailedDependency() {
        service("case-needed", "Type=oneshot", "ExecStart=/bin/sh -c 'exit 9'");
        failedBefore("Requires=case-needed.service", "After=case-needed.service");

        Outcome outcome = handler("case").start();

        assertReason(outcome, "A dependency job for case.service failed.");
        assertThat(outcome.log()).isEmpty();
    }

    @Test
    void namesTheUnitBecauseOfWhichADependencyFailed() {
        service("case-needed", "Type=oneshot", "ExecStart=/bin/sh -c 'exit 9'");
        service("case-well", "Type=oneshot", "RemainAfterExit=yes", "ExecStart=/bin/true");
        String needs = "Requires=%s\nAfter=%s";
        unit("case-mid.target", "[Unit]", needs.formatted("case-needed.service", "case-needed.service"));
        String both = "case-mid.target case-well.service";
        unit("case.service", "[Unit]", needs.formatted(both, both), "[Service]", "ExecStart=/bin/sleep 1000");

        systemctl("daemon-reload").exits(0);
        assertThat(handler("case").start().reason())
                .startsWith("A dependency job for case.service failed.")
                .endsWith(" (the unit requires case-needed.service: result exit-code, exit code 9)");
    }

    @Test
    void anEarlierFailureDoesNotExplainAFailedAssertion() {
        failedBefore("AssertPathExists=/nonexistent");
        assertReason(handler("case").start(), "Assertion failed on job for case.service.");
    }

    @Test
    void anEarlierFailureDoesNotExplainAMissingRequirement() {
        failedBefore("Requires=case-none.service");
        assertReason(handler("case").start(), "Unit case-none.service not found.");
    }

    // -- commands beside ExecStart=

    @Test
    void namesTheCommandBeforeTheStart() {
        service("case", "ExecStartPre=/bin/sh -c 'exit 9'", "ExecStart=/bin/sleep 1000");
        assertReason(handler("case").start(), "result exit-code, ", " failed", "9");
    }

    @Test
    void namesTheCommandAfterTheStart() {
        service("case", "ExecStart=/bin/sleep 1000", "ExecStartPost=/bin/sh -c 'exit 9'");
        Outcome outcome = handler("case").start();
        assertReason(outcome, "result exit-code, ", " failed", "9");
        assertThat(outcome.reason()).doesNotContain("TERM");
    }

    @Test
    void namesTheCommandOfAReload() {
        service("case", "ExecStart=/bin/sleep 1000", "ExecReload=/bin/sh -c 'exit 9'");
        up("case");
        Outcome outcome = handler("case").reload();
        assertReason(outcome, "Job for case.service failed", " failed", "9");
    }

    // -- what systemd could not set up

    @Test
    void namesTheSettingOfAMissingFileOfVariables() {
        service("case", "EnvironmentFile=/nonexistent/env", "ExecStart=/bin/sleep 1000");
        assertReason(handler("case").start(), "result resources", "EnvironmentFile=");
    }

    @Test
    void aScriptMayLackItsInterpreter() {
        service("case", "Type=oneshot", "ExecStart=/nonexistent/program");
        assertReason(handler("case").start(), "203/EXEC", "#!");
    }
}

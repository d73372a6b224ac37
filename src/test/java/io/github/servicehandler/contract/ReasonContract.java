package io.github.servicehandler.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.servicehandler.Outcome;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.Verb;
import org.junit.jupiter.api.Test;

/** The reasons of failed outcomes. */
class ReasonContract extends Contract {

    private static final String FAILS = "ExecStart=/bin/false";

    private ServiceHandler handler(String unit) {
        return systemd().service(unit);
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
        assertReason(
                handler("case").start(),
                "Assertion failed on job for case.service. (an Assert…= setting of the unit is not met)");
    }

    @Test
    void anEarlierFailureDoesNotExplainAMissingRequirement() {
        failedBefore("Requires=case-none.service");
        assertReason(handler("case").start(), "Unit case-none.service not found.");
    }

    // -- requirements that are not up

    private void serviceThat(String... linesOfUnitSection) {
        unit(
                "case.service",
                "[Unit]\n" + String.join("\n", linesOfUnitSection),
                "[Service]",
                "ExecStart=/bin/sleep 1000");
    }

    @Test
    void namesARequisiteThatIsNotUp() {
        service("case-needed", "ExecStart=/bin/sleep 1000");
        serviceThat("Requisite=case-needed.service", "After=case-needed.service");
        assertThat(handler("case").start().reason())
                .startsWith("A dependency job for case.service failed.")
                .endsWith(" (the unit requires case-needed.service, which is not up)");
    }

    @Test
    void namesTheRequirementWhoseAssertionFailed() {
        unit(
                "case-needed.service",
                "[Unit]",
                "AssertPathExists=/nonexistent",
                "[Service]",
                "ExecStart=/bin/sleep 1000");
        unit("case-mid.target", "[Unit]", "Requires=case-needed.service", "After=case-needed.service");
        serviceThat("Requires=case-mid.target", "After=case-mid.target");
        assertReason(
                handler("case").start(),
                "the unit requires case-needed.service, which is not up",
                "systemd last reported \"Assertion failed for case-needed.service");
    }

    @Test
    void namesTheBoundUnitWhoseConditionWasNotMet() {
        unit("case-needed.service", "[Unit]", "ConditionPathExists=/nonexistent", "[Service]", "ExecStart=/bin/true");
        serviceThat("BindsTo=case-needed.service", "After=case-needed.service");
        assertReason(handler("case").start(), "the unit requires case-needed.service, which is not up", "skipped");
    }

    @Test
    void namesTheDeviceThatDidNotAppear() {
        assumeThat(backend).as("the fake has no devices").isNotInstanceOf(FakeBackend.class);
        unit("dev-case.device.d/short.conf", "[Unit]", "JobRunningTimeoutSec=500ms");
        serviceThat("Requires=dev-case.device", "After=dev-case.device");
        try {
            systemctl("daemon-reload").exits(0);
            assertReason(handler("case").start(), "requires dev-case.device", "Timed out waiting for device");
            assertReason(handler("dev-case.device").start(), "the device did not appear");
        } finally {
            delete("dev-case.device.d/short.conf");
            delete("dev-case.device.d");
        }
    }

    // -- jobs that did not end

    @Test
    void aCanceledJobIsNotExplainedByTheSignalThatEndedTheService() {
        service("case-needed", "ExecStart=/bin/sleep 0.5");
        unit(
                "case.service",
                "[Unit]",
                "BindsTo=case-needed.service",
                "After=case-needed.service",
                "[Service]",
                "Type=oneshot",
                "ExecStart=/bin/sleep 1000");
        systemctl("daemon-reload").exits(0);
        assertReason(handler("case").start(), "Job for case.service canceled. (another request");
    }

    @Test
    void namesTheSettingsOfAJobThatTimedOut() {
        assumeThat(backend).as("the fake ignores JobTimeoutSec=").isNotInstanceOf(FakeBackend.class);
        unit(
                "case-needed.service",
                "[Unit]",
                "JobTimeoutSec=500ms",
                "[Service]",
                "Type=oneshot",
                "ExecStart=/bin/sleep 1000");
        serviceThat("Requires=case-needed.service", "After=case-needed.service");
        systemctl("daemon-reload").exits(0);
        assertReason(handler("case").start(), "requires case-needed.service, which is not up", "Timed out");
        handler("case-needed").stop();
        assertReason(
                handler("case-needed").start(), "Job for case-needed.service timed out.", "JobTimeoutSec=", "not stop");
    }

    // -- units that are not services

    @Test
    void namesTheUnitThatCannotBeTriggered() {
        unit("case.timer", "[Timer]", "OnActiveSec=1h");
        systemctl("daemon-reload").exits(0);
        assertReason(handler("case.timer").start(), "Refusing to start", " to trigger not loaded.");
    }

    @Test
    void namesTheServiceBecauseOfWhichASocketCannotListen() {
        unit("case.socket", "[Socket]", "ListenStream=127.0.0.1:34567");
        service("case", "ExecStart=/bin/sleep 1000");
        up("case.service");
        assertReason(handler("case.socket").start(), "Socket service case.service already active, refusing.");
    }

    @Test
    void namesTheAddressThatIsInUse() {
        assumeThat(backend).as("sockets of the fake bind no address").isNotInstanceOf(FakeBackend.class);
        for (String name : new String[] {"case-a", "case-b"}) {
            unit(name + ".socket", "[Socket]", "ListenStream=127.0.0.1:34567");
            service(name, "ExecStart=/bin/sleep 1000");
        }
        serviceThat("Requires=case-b.socket", "After=case-b.socket");
        up("case-a.socket");
        assertReason(handler("case-b.socket").start(), "result resources", "127.0.0.1:34567): Address already in use");
        assertReason(handler("case").start(), "the unit requires case-b.socket: result resources");
    }

    @Test
    void namesTheCommandOfASocket() {
        assumeThat(backend).as("sockets of the fake run no commands").isNotInstanceOf(FakeBackend.class);
        unit("case.socket", "[Socket]", "ListenStream=127.0.0.1:34567", "ExecStartPre=/bin/sh -c 'exit 9'");
        service("case", "ExecStart=/bin/sleep 1000");
        systemctl("daemon-reload").exits(0);
        assertReason(handler("case.socket").start(), "result exit-code, ExecStartPre=/bin/sh failed with exit code 9");
    }

    @Test
    void namesTheCommandOfAMount() {
        assumeThat(backend).as("the fake mounts nothing").isNotInstanceOf(FakeBackend.class);
        unit("case.mount", "[Mount]", "What=none", "Where=/case", "Type=case-none");
        serviceThat("RequiresMountsFor=/case/x");
        systemctl("daemon-reload").exits(0);
        // its own message is not asserted: mount may have exited before journald can find out whose line it is
        assertReason(handler("case.mount").start(), "result exit-code, ExecMount=", "/mount failed with exit code ");
        assertReason(handler("case").start(), "the unit requires case.mount: result exit-code");
    }

    // -- commands beside ExecStart=

    @Test
    void namesTheCommandBeforeTheStart() {
        service("case", "ExecStartPre=/bin/sh -c 'exit 9'", "ExecStart=/bin/sleep 1000");
        assertReason(handler("case").start(), "result exit-code, ", " failed", "9");
    }

    @Test
    void namesTheCommandBeforeTheStartThatEnablingAskedFor() {
        write("case.service", """
                [Service]
                ExecStartPre=/bin/sh -c 'exit 9'
                ExecStart=/bin/sleep 1000
                [Install]
                WantedBy=case.target
                """);
        systemctl("daemon-reload").exits(0);

        Outcome outcome = handler("case").perform(Verb.ENABLE.now());

        assertReason(outcome, "ExecStartPre=/bin/sh failed with exit code 9");
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

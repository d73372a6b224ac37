package io.github.servicehandler.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.servicehandler.JobMode;
import io.github.servicehandler.Outcome;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.Signal;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.Verb;
import io.github.servicehandler.command.UnitNotFoundException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The library's outcomes of requests for one unit and for many. */
class OutcomeContract extends Contract {

    private static final String SLEEP = "ExecStart=/bin/sleep 1000";
    private static final String LINKED = "[Service]\nExecStart=/bin/sleep 1000\n[Install]\nWantedBy=default.target\n";

    private ServiceHandler handler(String unit) {
        return systemd().service(unit);
    }

    private Map<ServiceHandler, Outcome> perform(Verb verb, String... units) {
        Systemd systemd = systemd();
        return new LinkedHashMap<>(
                systemd.perform(verb, Stream.of(units).map(systemd::service).toList()));
    }

    private static void assertKinds(Map<ServiceHandler, Outcome> outcomes, Outcome.Kind... kinds) {
        assertThat(outcomes.values().stream().map(Outcome::kind))
                .as("%s", outcomes)
                .containsExactly(kinds);
    }

    private void failing(String name) {
        service(name, "Type=oneshot", "ExecStart=/bin/false");
    }

    private void reload() {
        systemctl("daemon-reload").exits(0);
    }

    @Test
    void anErrorAboutAnotherUnitDoesNotExplainThatThereIsNoProcess() {
        service("case-a", SLEEP);
        // keeps the service in memory, which is down
        write("case-g.target", "[Unit]\nAfter=case-a.service\n");
        up("case-g.target");

        Map<ServiceHandler, Outcome> outcomes = perform(Verb.kill(Signal.KILL), "case-a", "case-g.target");

        assertKinds(outcomes, Outcome.Kind.FAILED, Outcome.Kind.FAILED);
        assertThat(outcomes.values())
                .extracting(Outcome::reason)
                .satisfiesExactly(
                        reason -> assertThat(reason).isEqualTo("the unit has no running process to send a signal to"),
                        reason -> assertThat(reason).startsWith("Failed to kill unit case-g.target: "));
    }

    // -- warnings that mention a unit

    @Test
    void aStaleFileIsNotAFailure() {
        service("case-a", SLEEP);
        failing("case-b");
        up("case-a");
        backend.write(path("case-a.service"), "[Service]\n" + SLEEP + "\nRestart=no\n");

        assertThat(systemctl("start", "case-a").exits(0).stderr())
                .contains("Warning: The unit file, source configuration file or drop-ins of case-a.service changed");
        assertKinds(perform(Verb.RESTART, "case-a", "case-b"), Outcome.Kind.OK, Outcome.Kind.FAILED);
        assertKinds(perform(Verb.START, "case-a", "case-b"), Outcome.Kind.ALREADY, Outcome.Kind.FAILED);
        assertKinds(perform(Verb.START, "case-a", "case-none"), Outcome.Kind.ALREADY, Outcome.Kind.FAILED);
        assertKinds(perform(Verb.STOP, "case-a", "case-none"), Outcome.Kind.OK, Outcome.Kind.FAILED);
    }

    @Test
    void theReasonIsTheErrorNotAWarningBeforeIt() {
        service("case", SLEEP, "ExecReload=/bin/false");
        up("case");
        backend.write(path("case.service"), "[Service]\n" + SLEEP + "\n");

        Outcome outcome = handler("case").reload();

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(outcome.reason()).startsWith("Job for case.service failed");
    }

    @Test
    void aTimerThatCanStartTheUnitAgainIsNotAFailure() {
        service("case-a", SLEEP);
        unit("case-a.timer", "[Timer]", "OnActiveSec=1h");
        up("case-a.timer", "case-a");

        assertThat(systemctl("stop", "case-a").exits(0).stderr())
                .contains(version() < 257 ? "can still be activated by:" : "its triggering units are still active:")
                .contains("case-a.timer");
        up("case-a");
        assertKinds(perform(Verb.STOP, "case-a", "case-none"), Outcome.Kind.OK, Outcome.Kind.FAILED);
        assertKinds(
                perform(Verb.STOP, "case-a", "case-none", "case-a.timer"),
                Outcome.Kind.ALREADY,
                Outcome.Kind.FAILED,
                Outcome.Kind.OK);
    }

    @Test
    void aLinkThatWasMadeOrRemovedIsNotAFailure() {
        write("case-a.service", LINKED);
        write("case-b.service", "[Service]\nType=oneshot\nExecStart=/bin/false\n[Install]\nWantedBy=default.target\n");
        reload();

        assertKinds(perform(Verb.ENABLE.now(), "case-a", "case-b"), Outcome.Kind.OK, Outcome.Kind.FAILED);
        assertKinds(perform(Verb.DISABLE.now(), "case-a", "case-b"), Outcome.Kind.OK, Outcome.Kind.OK);
    }

    @Test
    void aMaskThatIsIgnoredIsNotAFailure() {
        write("case-a.service", LINKED);
        link("case-b.service", "/dev/null");
        systemctl("enable", "case-a").exits(0);

        assertKinds(
                perform(Verb.DISABLE, "case-a", "case-b", "case-none"),
                Outcome.Kind.OK,
                Outcome.Kind.ALREADY,
                Outcome.Kind.FAILED);
        assertKinds(perform(Verb.DISABLE, "case-b", "case-none"), Outcome.Kind.ALREADY, Outcome.Kind.FAILED);
    }

    @Test
    void anErrorIsAboutTheUnitInEachOfItsNames() {
        write("case-a.service", "[Unit]\nRequires=case-b.service\nAfter=case-b.service\n[Service]\n" + SLEEP + "\n");
        link("case-alias.service", "case-a.service");
        failing("case-b");
        service("case-c", SLEEP);
        reload();

        assertKinds(perform(Verb.START, "case-alias", "case-c"), Outcome.Kind.FAILED, Outcome.Kind.OK);
    }

    // -- a failure right after the start

    @Test
    void aServiceThatFailsRightAfterItsStartWasStarted() {
        for (String program : List.of("/bin/false", "/nonexistent/program", "/bin/sh -c 'kill -9 $$$$'")) {
            service("case", "ExecStart=" + program);
            reload();

            for (Verb verb : List.of(Verb.START, Verb.RESTART, Verb.RELOAD_OR_RESTART, Verb.REENABLE.now())) {
                assertThat(handler("case").perform(verb).kind())
                        .as("%s %s", verb, program)
                        .isEqualTo(Outcome.Kind.OK);
                systemctl("reset-failed", "case");
            }
            assertThat(handler("case").start(Duration.ofSeconds(2)).kind()).isEqualTo(Outcome.Kind.FAILED);
            systemctl("reset-failed", "case");
            assertThat(handler("case").restart(Duration.ofSeconds(2)).kind()).isEqualTo(Outcome.Kind.FAILED);
            systemctl("reset-failed", "case");
        }
    }

    @Test
    void aRestartMustLastAsLongAsIsAsked() {
        service("case", "ExecStart=/bin/sh -c 'sleep 0.3; exit 3'");
        service("case-up", SLEEP);
        service("case-oneshot", "Type=oneshot", "ExecStart=/bin/true");
        service("case-remain", "Type=oneshot", "RemainAfterExit=yes", "ExecStart=/bin/true");
        service("case-simple-remain", "RemainAfterExit=yes", "ExecStart=/bin/true");
        service("case-template@", SLEEP);
        reload();
        Duration second = Duration.ofSeconds(1);

        for (Verb verb : List.of(Verb.START, Verb.RESTART, Verb.RELOAD_OR_RESTART)) {
            Outcome outcome = handler("case").perform(verb, second);
            assertThat(outcome.kind()).as(verb.toString()).isEqualTo(Outcome.Kind.FAILED);
            assertThat(outcome.reason())
                    .startsWith("the unit did not stay up for 1000 ms: ")
                    .contains("exit code 3");
            systemctl("reset-failed", "case");
        }
        for (String name : List.of("case-up", "case-oneshot", "case-remain", "case-simple-remain", "case-template@a")) {
            assertThat(handler(name).restart(second).kind()).as(name).isEqualTo(Outcome.Kind.OK);
        }
        assertThat(handler("case").perform(Verb.TRY_RESTART, second).kind()).isEqualTo(Outcome.Kind.SKIPPED);
        assertThat(handler("case-up").perform(Verb.TRY_RESTART, second).kind()).isEqualTo(Outcome.Kind.OK);
        assertThatExceptionOfType(UnitNotFoundException.class)
                .isThrownBy(() -> handler("case-missing").restart(second));
    }

    @Test
    void aServiceOfSeveralThatFailsRightAfterItsStartWasStarted() {
        service("case-a", "ExecStart=/bin/false", "Restart=always", "RestartSec=1h");
        service("case-b", SLEEP);
        failing("case-c");
        reload();

        assertKinds(
                perform(Verb.START, "case-a", "case-b", "case-c"),
                Outcome.Kind.OK,
                Outcome.Kind.OK,
                Outcome.Kind.FAILED);
    }

    // -- refusals that are not about permissions

    @Test
    void aUnitThatRefusesToBeStartedByHandIsAnOutcome() {
        unit("case-a.service", "[Unit]", "RefuseManualStart=yes", "[Service]", SLEEP);
        service("case-b", SLEEP);

        Outcome alone = handler("case-a").start();
        assertThat(alone.kind()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(alone.reason()).contains("may be requested by dependency only", "RefuseManualStart=");
        assertKinds(perform(Verb.START, "case-a", "case-b"), Outcome.Kind.FAILED, Outcome.Kind.OK);
    }

    @Test
    void aUnitThatRefusesToBeStoppedByHandIsAnOutcome() {
        unit("case-a.service", "[Unit]", "RefuseManualStop=yes", "[Service]", SLEEP);
        service("case-b", SLEEP);
        up("case-a", "case-b");

        assertThat(handler("case-a").stop().reason()).contains("may be requested by dependency only");
        assertKinds(perform(Verb.STOP, "case-a", "case-b"), Outcome.Kind.FAILED, Outcome.Kind.OK);
        write("case-a.service", "[Service]\n" + SLEEP + "\n");
        reload();
    }

    // -- names with a backslash

    @Test
    void anAliasWithABackslashCanBeUsed() {
        service("case-a", SLEEP);
        link("case-x\\x2dy.service", "case-a.service");
        reload();

        ServiceHandler alias = handler("case-x\\x2dy");
        assertThat(alias.start().kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(alias.status().id()).isEqualTo("case-a.service");
    }

    // -- one unit because of which systemd handles none

    @Test
    void aMissingRequirementOfOneDoesNotKeepTheOthersDown() {
        unit("case-a.service", "[Unit]", "Requires=case-none.service", "[Service]", SLEEP);
        service("case-b", SLEEP);
        service("case-c", SLEEP);

        Map<ServiceHandler, Outcome> outcomes = perform(Verb.START, "case-b", "case-a", "case-c");

        assertKinds(outcomes, Outcome.Kind.OK, Outcome.Kind.FAILED, Outcome.Kind.OK);
        assertThat(List.copyOf(outcomes.values()).get(1).reason()).contains("case-none.service not found");
        expect("case-b", "ActiveState=active");
        expect("case-c", "ActiveState=active");
    }

    @Test
    void aMaskedOneDoesNotKeepTheOthersDown() {
        link("case-a.service", "/dev/null");
        service("case-b", SLEEP);
        service("case-c", SLEEP);
        reload();

        assertKinds(
                perform(Verb.START, "case-a", "case-b", "case-c"),
                Outcome.Kind.FAILED,
                Outcome.Kind.OK,
                Outcome.Kind.OK);
    }

    @Test
    void aMaskedOneDoesNotKeepTheOthersFromBeingRestarted() {
        link("case-a.service", "/dev/null");
        service("case-b", SLEEP);
        up("case-b");
        String before = show("case-b", "InvocationID");

        assertKinds(
                perform(Verb.TRY_RESTART, "case-a", "case-b"),
                version() >= 250 ? Outcome.Kind.SKIPPED : Outcome.Kind.FAILED,
                Outcome.Kind.OK);
        assertThat(show("case-b", "InvocationID")).isNotEqualTo(before);
    }

    @Test
    void oneOfTwoThatConflictDoesNotKeepTheOthersDown() {
        service("case-a", SLEEP);
        unit("case-b.service", "[Unit]", "Conflicts=case-a.service", "[Service]", SLEEP);
        service("case-c", SLEEP);

        if (version() >= 258) {
            assertThat(start("case-a", "case-b", "case-c").exits(1).stderr())
                    .isEqualTo("Failed to enqueue jobs: Transaction contains conflicting jobs 'stop' and 'start' for"
                            + " case-a.service. Probably contradicting requirement dependencies configured.\n");
        }

        List<Outcome> outcomes =
                List.copyOf(perform(Verb.START, "case-a", "case-b", "case-c").values());

        assertThat(outcomes.get(1).kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(outcomes.get(2).kind()).isEqualTo(Outcome.Kind.OK);
        if (version() >= 258) {
            assertThat(outcomes.get(0).kind()).isEqualTo(Outcome.Kind.FAILED);
            assertThat(outcomes.get(0).reason()).contains("conflicting jobs");
        }
        await("case-a", "ActiveState=inactive");
        expect("case-b", "ActiveState=active");
        expect("case-c", "ActiveState=active");
    }

    @Test
    void aCycleOfOrderOfTwoDoesNotKeepTheOthersDown() {
        unit("case-a.service", "[Unit]", "Requires=case-b.service", "After=case-b.service", "[Service]", SLEEP);
        unit("case-b.service", "[Unit]", "Requires=case-a.service", "After=case-a.service", "[Service]", SLEEP);
        service("case-c", SLEEP);

        assertKinds(
                perform(Verb.START, "case-a", "case-b", "case-c"),
                Outcome.Kind.FAILED,
                Outcome.Kind.FAILED,
                Outcome.Kind.OK);
    }

    @Test
    void oneThatCannotReloadDoesNotKeepTheOthersFromReloading() {
        service("case-a", SLEEP, "ExecReload=/bin/true");
        service("case-b", SLEEP);
        up("case-a", "case-b");

        assertKinds(perform(Verb.RELOAD, "case-a", "case-b"), Outcome.Kind.OK, Outcome.Kind.FAILED);
    }

    @Test
    void aJobThatMustNotCancelAnotherFails() {
        unit("case-long.service", "[Service]", "Type=oneshot", "ExecStart=/bin/sleep 1000");
        systemctl("daemon-reload").exits(0);
        ServiceHandler handler = systemd().service("case-long");
        handler.perform(Verb.START.noBlock());

        Outcome refused = handler.perform(Verb.STOP.withJobMode(JobMode.FAIL));

        assertThat(refused.kind()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(refused.reason())
                .startsWith("Failed to stop case-long.service: Transaction for case-long.service/stop is destructive");
        assertThat(handler.perform(Verb.STOP.withJobMode(JobMode.REPLACE))
                        .after()
                        .state()
                        .isDown())
                .isTrue();
    }
}

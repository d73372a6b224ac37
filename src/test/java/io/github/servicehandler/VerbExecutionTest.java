package io.github.servicehandler;

import static io.github.servicehandler.ShowOutput.missing;
import static io.github.servicehandler.ShowOutput.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.servicehandler.command.AccessDeniedException;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.ManagerAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerbExecutionTest {

    private final ScriptedRunner runner = new ScriptedRunner();
    private final Systemd systemd = Systemd.of(ManagerAddress.user(), runner);
    private final ServiceHandler a = systemd.service("a");
    private final ServiceHandler b = systemd.service("b");
    private final ServiceHandler c = systemd.service("c");

    private Map<ServiceHandler, Outcome.Kind> perform(Verb verb, ServiceHandler... handlers) {
        Map<ServiceHandler, Outcome> outcomes = systemd.perform(verb, List.of(handlers));
        assertThat(outcomes.keySet()).containsExactly(handlers);
        return outcomes.entrySet().stream()
                .collect(java.util.stream.Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().kind()));
    }

    @Test
    void manyAreOrderedAtOnceWithAnOutcomeForEach() {
        runner.shows(unit("a").dead(), unit("a").running())
                .shows(unit("b").running())
                .shows(unit("c").dead(), unit("c").failed())
                .on("start", CommandResult.failed(1, "Job for c.service failed because the control process exited."));

        assertThat(perform(Verb.START, a, b, c))
                .containsEntry(a, Outcome.Kind.OK)
                .containsEntry(b, Outcome.Kind.ALREADY)
                .containsEntry(c, Outcome.Kind.FAILED);
        assertThat(runner.ran())
                .startsWith(
                        "show a.service b.service c.service",
                        "start a.service b.service c.service",
                        "show a.service b.service c.service");
    }

    @Test
    void aFailureThatIsSeenAfterTheStartIsTheReasonOfAnOutcomeThatIsOk() {
        runner.shows(unit("a").dead(), unit("a").failed().exited(203)).accepts("start");

        Outcome outcome = a.start();

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(outcome.reason()).startsWith("the unit has failed since: result exit-code, exit code 203/EXEC");
    }

    @Test
    void aServiceThatEndedWellAndIsStartedAgainHasNotFailed() {
        ShowOutput again = unit("a").is("activating", "auto-restart").run("aaaa");
        runner.shows(unit("a").dead(), again).accepts("start");

        assertThat(a.start().reason()).isEmpty();
    }

    @Test
    void theStatusBeforeAVerbIsReadWithinItsDeadline() {
        runner.shows(unit("a").running()).shows(unit("b").running()).accepts("restart");
        Verb soon = Verb.RESTART.within(Duration.ofSeconds(2));

        systemd.perform(soon, List.of(a, b));
        a.perform(soon);

        assertThat(runner.commands())
                .filteredOn(command -> command.argv().contains("show"))
                .extracting(Command::timeout)
                .containsExactly(Duration.ofSeconds(2), systemd.timeout(), Duration.ofSeconds(2), systemd.timeout());
    }

    @Test
    void noneAreNoOrder() {
        assertThat(systemd.perform(Verb.START, List.of())).isEmpty();
        assertThat(runner.ran()).isEmpty();
    }

    @Test
    void theSameOneTwiceIsOne() {
        runner.shows(unit("a").dead(), unit("a").running()).accepts("start");
        assertThat(systemd.perform(Verb.START, List.of(a, systemd.service("a.service"))))
                .hasSize(1);
        assertThat(runner.ran()).contains("start a.service");
    }

    @Test
    void aMissingOneAmongManyFailsAndLeavesTheOthersAlone() {
        runner.shows(unit("a").dead(), unit("a").running())
                .shows(missing("b"))
                .on("start", CommandResult.failed(5, "Failed to start b.service: Unit b.service not found."));

        assertThat(perform(Verb.START, a, b)).containsEntry(a, Outcome.Kind.OK).containsEntry(b, Outcome.Kind.FAILED);
    }

    @Test
    void whereSystemdDoesAllOrNothingTheOthersAreOrderedAgain() {
        runner.shows(unit("a").dead(), unit("a").dead(), unit("a").running())
                .shows(missing("b"))
                .shows(unit("c").dead(), unit("c").dead(), unit("c").running())
                .on(
                        "start",
                        CommandResult.failed(5, "Failed to enqueue jobs: Unit b.service not found."),
                        CommandResult.ok(""));

        assertThat(perform(Verb.START, a, b, c))
                .containsEntry(a, Outcome.Kind.OK)
                .containsEntry(b, Outcome.Kind.FAILED)
                .containsEntry(c, Outcome.Kind.OK);
        assertThat(runner.ran())
                .containsSubsequence("start a.service b.service c.service", "start a.service c.service");
    }

    /** Answers as systemd 262 does under a polkit rule that permits the request for one unit only. */
    private static CommandResult permittedOnly(String unit, Command command) {
        List<String> names = command.argv()
                .subList(command.argv().indexOf("--") + 1, command.argv().size());
        if (names.equals(List.of(unit))) {
            return CommandResult.ok("");
        }
        return names.size() > 1
                ? CommandResult.failed(4, "Failed to enqueue jobs: Access denied")
                : CommandResult.failed(
                        1,
                        "Failed to start " + names.get(0) + ": Access denied as the requested operation requires"
                                + " interactive authentication.");
    }

    @Test
    void whereOneOfSeveralIsDeniedThePermittedOnesAreOrderedAgain() {
        runner.shows(unit("a").dead())
                .shows(unit("b").dead())
                .shows(unit("c").dead(), unit("c").running())
                .on("start", command -> permittedOnly("c.service", command));

        List<Outcome> outcomes =
                List.copyOf(systemd.perform(Verb.START, List.of(a, b, c)).values());

        assertThat(outcomes)
                .extracting(Outcome::kind)
                .containsExactly(Outcome.Kind.FAILED, Outcome.Kind.FAILED, Outcome.Kind.OK);
        assertThat(outcomes.get(0).reason())
                .isEqualTo("Failed to start a.service: Access denied as the requested operation requires interactive"
                        + " authentication. (the user manager accepts requests only from its own user)");
        assertThat(outcomes.get(1).reason()).startsWith("Failed to start b.service: Access denied");
    }

    @Test
    void whereAllAreDeniedTheRequestIsDenied() {
        runner.shows(unit("a").dead())
                .shows(unit("b").dead())
                .shows(unit("c").dead())
                .on("start", command -> permittedOnly("other.service", command));

        assertThatExceptionOfType(AccessDeniedException.class)
                .isThrownBy(() -> systemd.perform(Verb.START, List.of(a, b, c)))
                .withMessageContaining("Failed to enqueue jobs: Access denied");
        assertThat(runner.ran()).contains("start a.service", "start b.service", "start c.service");
    }

    @Test
    void whereTheDeniedUnitIsMaskedTheDenialIsTheReason() {
        runner.shows(unit("a").dead(), unit("a").running())
                .shows(unit("b").dead().with("LoadState", "masked"))
                .on(
                        "start",
                        CommandResult.failed(1, "Failed to start b.service: Interactive authentication required."));

        Outcome denied =
                List.copyOf(systemd.perform(Verb.START, List.of(a, b)).values()).get(1);

        assertThat(denied.reason())
                .startsWith("Failed to start b.service: Interactive authentication required. (")
                .contains("its own user")
                .doesNotContain("masked");
    }

    @Test
    void whereSeveralAreMissingTheOthersAreOrderedAgainOnce() {
        runner.shows(unit("a").dead(), unit("a").dead(), unit("a").running())
                .shows(missing("b"))
                .shows(missing("c"))
                .on(
                        "start",
                        CommandResult.failed(5, "Failed to enqueue jobs: Unit b.service not found."),
                        CommandResult.ok(""));

        assertThat(perform(Verb.START, a, b, c))
                .containsEntry(a, Outcome.Kind.OK)
                .containsEntry(b, Outcome.Kind.FAILED)
                .containsEntry(c, Outcome.Kind.FAILED);
        assertThat(runner.ran()).containsSubsequence("start a.service b.service c.service", "start a.service");
    }

    @Test
    void aMissingOneDoesNotKeepTheOthersFromBeingEnabled() {
        runner.shows(unit("a").dead(), unit("a").dead(), unit("a").enablement("enabled"))
                .shows(missing("b"))
                .on(
                        "enable",
                        CommandResult.failed(1, "Failed to enable unit: Unit file b.service does not exist."),
                        CommandResult.ok(""));

        assertThat(perform(Verb.ENABLE, a, b)).containsEntry(a, Outcome.Kind.OK).containsEntry(b, Outcome.Kind.FAILED);
        assertThat(runner.ran()).containsSubsequence("enable a.service b.service", "enable a.service");
    }

    @Test
    void theEndOfAServiceMeanwhileDoesNotExplainARefusal() {
        String refusal = "Failed to reload a.service: Job type reload is not applicable for unit a.service.";
        runner.shows(
                        unit("a").running().run("aaaa"),
                        unit("a").is("activating", "auto-restart").run("aaaa"))
                .on("reload", CommandResult.failed(3, refusal))
                .on("journalctl", CommandResult.ok("unrelated\n"));

        Outcome outcome = a.reload();

        assertThat(outcome.reason()).isEqualTo(refusal + " (the unit has no ExecReload=; restart it instead)");
        assertThat(outcome.log()).isEmpty();
    }

    @Test
    void onlyTheOneThatCannotBeCleanedFails() {
        runner.shows(unit("a").dead())
                .shows(unit("b").running())
                .on(
                        "clean",
                        CommandResult.failed(
                                1, "Failed to clean unit b.service: Unit is not inactive or has pending job."));

        assertThat(perform(Verb.CLEAN, a, b)).containsEntry(a, Outcome.Kind.OK).containsEntry(b, Outcome.Kind.FAILED);
    }

    @Test
    void aComplaintThatNamesNobodyIsHeldAgainstThoseThatAreNotAsAsked() {
        runner.shows(unit("a").dead(), unit("a").running())
                .shows(unit("b").dead())
                .on("start", CommandResult.failed(1, "Something went wrong."));

        assertThat(perform(Verb.START, a, b)).containsEntry(a, Outcome.Kind.OK).containsEntry(b, Outcome.Kind.FAILED);
        assertThat(runner.ran()).containsOnlyOnce("start a.service b.service");
    }

    @Test
    void aDenialForOneOfManyLeavesTheOutcomesOfTheOthers() {
        runner.shows(unit("a").dead(), unit("a").running())
                .shows(unit("b").dead())
                .on("start", CommandResult.failed(4, "Failed to start b.service: Access denied"));

        List<Outcome> outcomes =
                List.copyOf(systemd.perform(Verb.START, List.of(a, b)).values());

        assertThat(outcomes.get(0).kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(outcomes.get(1).kind()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(outcomes.get(1).reason())
                .isEqualTo("Failed to start b.service: Access denied"
                        + " (the user manager accepts requests only from its own user)");
    }

    @Test
    void aDestructiveTransactionIsNotADenial() {
        String line = "Failed to start a.service: Transaction for a.service/start is destructive"
                + " (b.service has 'start' job queued, but 'stop' is included in transaction).";
        runner.shows(unit("a").dead()).on("start", CommandResult.failed(4, line));
        assertThat(a.start().reason()).startsWith(line + " (a job is queued that must not be replaced");
    }

    @Test
    void eachUnitThatAnErrorAboutAllMentionsIsRequestedAlone() {
        runner.shows(unit("a").dead(), unit("a").dead(), unit("a").running())
                .shows(unit("b").dead())
                .on(
                        "start",
                        CommandResult.failed(
                                4,
                                "Failed to enqueue jobs: Transaction for a.service/start, b.service/start is destructive"
                                        + " (c.service has 'start' job queued, but 'stop' is included in transaction)."),
                        CommandResult.ok(""),
                        CommandResult.failed(4, "Failed to start b.service: Transaction is destructive."));

        assertThat(perform(Verb.START, a, b)).containsEntry(a, Outcome.Kind.OK).containsEntry(b, Outcome.Kind.FAILED);
        assertThat(runner.ran()).containsSubsequence("start a.service b.service", "start a.service", "start b.service");
    }

    // -- skipped starts

    @Test
    void aConditionThatWasNotMetSkipsTheStart() {
        runner.shows(
                        unit("a").dead(),
                        unit("a").dead().with("ConditionResult", "no").with("ConditionTimestampMonotonic", 7))
                .accepts("start");
        Outcome outcome = a.start();
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.SKIPPED);
        assertThat(outcome.reason()).isEqualTo("a condition of the unit was not met");
    }

    @Test
    void whereTheUnitWasForgottenTheJournalTellsOfTheCondition() {
        runner.shows(unit("a").dead())
                .accepts("start")
                .on(
                        "journalctl",
                        CommandResult.ok(
                                "A was skipped because of an unmet condition check (ConditionPathExists=/x).\n"));
        Outcome outcome = a.start();
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.SKIPPED);
        assertThat(outcome.reason()).contains("ConditionPathExists=/x");
    }

    @Test
    void whereTheJournalTellsOfNoConditionTheUnitHasRunAndEnded() {
        runner.shows(unit("a").dead()).accepts("start").on("journalctl", CommandResult.ok("Started A.\n"));
        assertThat(a.start().kind()).isEqualTo(Outcome.Kind.OK);
    }

    @Test
    void aStartThatWasNotEvenTriedHitTheStartLimit() {
        ShowOutput failed = unit("a").failed().with("InactiveEnterTimestampMonotonic", 5);
        runner.shows(failed, failed.with("StateChangeTimestampMonotonic", 9))
                .on("start", CommandResult.failed(1, "Job for a.service failed.\nSee the logs.\n"));
        Outcome outcome = a.start();
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(outcome.reason()).contains("start", "reset-failed");
    }

    // -- kill

    @Test
    void killWaitsUntilSystemdHasSeenTheDeath() {
        ShowOutput up = unit("a").running();
        runner.shows(up, up, up, up, unit("a").failed()).accepts("kill");
        Outcome outcome = a.kill(Signal.KILL);
        assertThat(outcome.after().state()).isEqualTo(ServiceState.ERROR);
        assertThat(runner.fakeTime().passed()).isEqualTo(Duration.ofMillis(15));
    }

    @Test
    void killSeesARestartInBetween() {
        ShowOutput up = unit("a").running();
        runner.shows(up, up, up.run("bbbb").with("MainPID", 43).with("NRestarts", 1))
                .accepts("kill");
        assertThat(a.kill(Signal.KILL).after().mainPid()).hasValue(43);
    }

    @Test
    void aSignalThatMayBeHandledIsWaitedForATenthOfASecond() {
        runner.shows(unit("a").running()).accepts("kill");
        Outcome outcome = a.kill(Signal.HUP);
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(outcome.took()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void aProcessThatDoesNotDieIsWaitedForFiveSeconds() {
        runner.shows(unit("a").running()).accepts("kill");
        assertThat(a.kill(Signal.KILL).took()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void theMainProcessIsNotWaitedForWhereItGotNoSignal() {
        runner.shows(unit("a").running()).accepts("kill");
        assertThat(a.kill(Signal.KILL, KillTarget.CONTROL).took()).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void killFailsIfNothingRuns() {
        runner.shows(unit("a").failed()).accepts("kill");
        Outcome outcome = a.kill(Signal.TERM);
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(outcome.reason()).isEqualTo("the unit has no running process to send a signal to");
    }

    @Test
    void killFailsIfSystemdSaysSo() {
        runner.shows(unit("a").dead())
                .on("kill", CommandResult.failed(1, "Failed to kill unit a.service: Unit a.service not loaded."));
        Outcome outcome = a.kill(Signal.TERM);
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(outcome.reason()).contains("not loaded");
    }

    @Test
    void killHasWorkedIfOnlyAuxiliaryProcessesMadeTrouble() {
        runner.shows(unit("a").running(), unit("a").dead())
                .on(
                        "kill",
                        CommandResult.failed(
                                1,
                                "Failed to kill unit a.service: Failed to send signal SIGTERM to auxiliary processes: Input/output error"));
        assertThat(a.kill(Signal.TERM).kind()).isEqualTo(Outcome.Kind.OK);
    }

    // -- and other verbs

    @Test
    void thereIsNothingToResetInAUnitThatIsNotLoaded() {
        runner.shows(unit("a").dead())
                .on(
                        "reset-failed",
                        CommandResult.failed(
                                1, "Failed to reset failed state of unit a.service: Unit a.service not loaded."));
        assertThat(a.resetFailed().kind()).isEqualTo(Outcome.Kind.ALREADY);
    }

    @Test
    void reloadFailsWithWhatSystemctlSaysOfIt() {
        runner.shows(unit("a").running())
                .on(
                        "reload",
                        CommandResult.failed(
                                3,
                                "Failed to reload a.service: Job type reload is not applicable for unit a.service.\nSee system logs.\n"));
        Outcome outcome = a.reload();
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(outcome.reason())
                .isEqualTo("Failed to reload a.service: Job type reload is not applicable for unit a.service."
                        + " (the unit has no ExecReload=; restart it instead)");
    }

    @Test
    void enableOfAStaticUnitIsSkipped() {
        runner.shows(unit("a").dead().enablement("static")).accepts("enable");
        assertThat(a.enable().reason()).contains("no [Install] section");
    }

    @Test
    void tryRestartOfWhatIsDownIsSkipped() {
        runner.shows(unit("a").dead()).accepts("try-restart");
        assertThat(a.tryRestart().reason()).contains("it was not restarted");
    }
}

package io.github.servicehandler;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.CapturedOutput.Complained;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.unit.UnitName;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SystemctlComplaintTest {

    private static final UnitName A = UnitName.of("a");

    @Test
    void successIsNoComplaint() {
        SystemctlComplaint complaint = new SystemctlComplaint(CommandResult.ok(""), List.of(A));
        assertThat(complaint.isNone()).isTrue();
        assertThat(complaint.isAbout(A)).isFalse();
        assertThat(complaint.isAboutAll()).isFalse();
    }

    @Test
    void aWarningOfASuccessIsNone() {
        CommandResult result = new CommandResult(0, "", "Unit a.service changed on disk.", java.time.Duration.ZERO);
        assertThat(new SystemctlComplaint(result, List.of(A)).isAbout(A)).isFalse();
    }

    @Test
    void theOnlyUnitIsToBlame() {
        assertThat(complaint("Something went wrong.", "a").isAbout(A)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.service     | Failed to start a.service: Unit a.service not found.   | true",
                "a.service     | Job for a.service failed.                              | true",
                "a.service     | Failed to mask unit: File '/x/a.service' already exists| true",
                "a.service     | Failed to start aa.service: no                         | false",
                "a.service     | Failed to start b-a.service: no                        | false",
                "a.service     | Failed to start x.a.service: no                        | false",
                "a.service     | Failed to start a.services: no                         | false",
                "a@1.service   | Failed to start a@11.service: no                       | false",
                "a@1.service   | Failed to start a@1.service: no                        | true",
                "a\\x20.service| Failed to start a\\x20.service: no                     | true",
                "x20.service   | Failed to start a\\x20.service: no                     | false",
                "a.service     | A dependency job for a.service failed. See 'journalctl'| true",
                "a.service     | Assertion failed on job for a.service.                 | true",
                "a.service     | a.service is not active, cannot reload.                | true",
                "a.service     | Failed to reset failed state of unit a.service: no     | true",
                "a.service     | Failed to start b.service: Unit a.service not found.   | false",
                "a.service     | Failed to enqueue jobs: Unit a.service not found.      | true"
            })
    void amongManyTheNamedOnesAreToBlame(String unit, String stderr, boolean blamed) {
        assertThat(complaint(stderr, unit, "other").isAbout(UnitName.of(unit))).isEqualTo(blamed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Warning: The unit file, source configuration file or drop-ins of a.service changed on disk. Run 'x'.",
                "Warning: Stopping b.service, but it can still be activated by:\n  a.service",
                "Stopping 'a.service', but its triggering units are still active:\na.service, b.timer",
                "Disabling 'a.service', but its triggering units are still active:\na.service",
                "Created symlink /x/default.target.wants/a.service → /y/a.service.",
                "Created symlink '/x/default.target.wants/a.service' → '/y/a.service'.",
                "Removed /x/default.target.wants/a.service.",
                "Removed \"/x/default.target.wants/a.service\".",
                "Unit /x/a.service is masked, ignoring.",
                "Unit a.service does not exist, proceeding anyway.",
                "Unit /x/a.service is added as a dependency to a non-existent unit b.target.",
                "See \"systemctl --user status a.service\" and \"journalctl --user -xeu a.service\" for details.",
                "To force a start use \"systemctl reset-failed a.service\"\nfollowed by \"systemctl start a.service\" again."
            })
    void warningsAndProgressBlameNobody(String notice) {
        SystemctlComplaint complaint = complaint(notice + "\nFailed to start b.service: no\n", "a", "b");
        assertThat(complaint.isAbout(A)).isFalse();
        assertThat(complaint.mentions(A)).isFalse();
        assertThat(complaint.isAboutAll()).isFalse();
        assertThat(complaint(notice + "\nFailed to start: no\n", "a").lineAbout(A))
                .isEqualTo("Failed to start: no");
    }

    @Test
    void aLineOfAnUnknownFormOnlyMentionsAUnit() {
        SystemctlComplaint complaint = complaint("The news is a.service.", "a", "b");
        assertThat(complaint.isAbout(A)).isFalse();
        assertThat(complaint.mentions(A)).isTrue();
        assertThat(complaint.mentions(UnitName.of("b"))).isFalse();
    }

    @Test
    void aComplaintThatNamesNobodyIsAboutAll() {
        assertThat(complaint("Something went wrong.", "a", "b").isAboutAll()).isTrue();
        assertThat(complaint("Failed to start b.service: no", "a", "b").isAboutAll())
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("io.github.servicehandler.CapturedOutput#all")
    void anOrderToStartIsAllOrNothingFromVersion258(CapturedOutput systemd) {
        SystemctlComplaint complaint = captured(systemd, "start", "running", "missing");
        assertThat(complaint.isAbout(UnitName.of("missing"))).isTrue();
        assertThat(complaint.isAbout(UnitName.of("running"))).isFalse();
        assertThat(complaint.isAboutAll()).isEqualTo(systemd.version() >= 258);
    }

    @ParameterizedTest
    @MethodSource("io.github.servicehandler.CapturedOutput#all")
    void anOrderToEnableIsAllOrNothingEverywhere(CapturedOutput systemd) {
        SystemctlComplaint complaint = captured(systemd, "enable", "stopped", "missing");
        assertThat(complaint.isAbout(UnitName.of("missing"))).isTrue();
        assertThat(complaint.isAbout(UnitName.of("stopped"))).isFalse();
        assertThat(complaint.isAboutAll()).isTrue();
    }

    @Test
    void knowsTheTroubleWithAuxiliaryProcesses() {
        assertThat(complaint(
                                "Failed to kill unit a.service: Failed to send signal SIGTERM to auxiliary processes:"
                                        + " Input/output error",
                                "a")
                        .isAboutAuxiliaryProcesses())
                .isTrue();
        assertThat(complaint("Failed to kill unit a.service: No such process", "a")
                        .isAboutAuxiliaryProcesses())
                .isFalse();
    }

    @Test
    void quotesTheLineAboutTheUnitOrElseTheFirst() {
        String stderr = "Failed to start b.service: no\nFailed to start a.service: never\nSee the logs.\n";
        assertThat(complaint(stderr, "a", "b").lineAbout(A)).isEqualTo("Failed to start a.service: never");
        assertThat(complaint(stderr, "c").lineAbout(UnitName.of("c"))).isEqualTo("Failed to start b.service: no");
        assertThat(complaint("", "a").lineAbout(A)).isEqualTo("exit code 1");
    }

    @Test
    @Timeout(20)
    void errorsAboutThousandsOfUnitsAreFoundFast() {
        String[] units =
                IntStream.range(0, 3000).mapToObj(i -> "bot-" + i + ".service").toArray(String[]::new);
        String stderr = Stream.of(units)
                .map(unit -> "Failed to start " + unit + ": Unit " + unit + " not found.\n")
                .collect(Collectors.joining());
        SystemctlComplaint complaint = complaint(stderr, units);

        assertThat(names(units)).allSatisfy(unit -> {
            assertThat(complaint.isAbout(unit)).isTrue();
            assertThat(complaint.isAboutAll()).isFalse();
            assertThat(complaint.isDoubtfulAbout(unit)).isFalse();
            assertThat(complaint.mentions(unit)).isFalse();
            assertThat(complaint.lineAbout(unit)).startsWith("Failed to start " + unit);
        });
    }

    private static SystemctlComplaint complaint(String stderr, String... units) {
        return new SystemctlComplaint(CommandResult.failed(1, stderr), names(units));
    }

    private static SystemctlComplaint captured(CapturedOutput systemd, String verb, String... units) {
        String names = String.join(".service ", units) + ".service";
        Complained complained = systemd.complaint("systemctl --user " + verb + " " + names);
        return new SystemctlComplaint(CommandResult.failed(complained.exitCode(), complained.stderr()), names(units));
    }

    private static List<UnitName> names(String... units) {
        return Stream.of(units).map(UnitName::of).toList();
    }
}

package io.github.servicehandler.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandStartException;
import io.github.servicehandler.journal.JournalWarning.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests with the error output of journalctl 247 to 262. */
class JournalctlErrorsTest {

    private static final Command COMMAND = Command.of("journalctl");
    private static final String DENIED = "No journal files were opened due to insufficient permissions.\n";

    private final List<JournalWarning> warnings = new ArrayList<>();

    private void judge(int exitCode, String stderr) {
        JournalctlErrors.checkExit(COMMAND, exitCode, stderr, warnings::add);
    }

    @Test
    void aQuietEndIsFine() {
        judge(0, "");

        assertThat(warnings).isEmpty();
    }

    @Test
    void aPatternThatMatchedNothingIsFine() {
        judge(1, "");

        assertThat(warnings).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Data from the specified boot (+0) is not available: No such boot ID in journal",
                "No journal boot entry found for the specified boot (+0)."
            })
    void aBootWithoutEntriesIsFine(String complaint) {
        judge(1, complaint);

        assertThat(warnings).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {DENIED, "\u001B[0;1;31mNo journal files were opened due to insufficient permissions.\u001B[0m\n"
            })
    void noPermission(String complaint) {
        assertThatExceptionOfType(JournalAccessException.class)
                .isThrownBy(() -> judge(1, complaint))
                .withMessageContaining("usermod -aG systemd-journal")
                .withMessageNotContaining("\u001B")
                .satisfies(e -> assertThat(e.exitCode()).hasValue(1));
    }

    @Test
    void aDamagedFileIsAWarning() {
        judge(0, """
                Journal file /a/short.journal is truncated, ignoring file.
                \u001B[0;1;38;5;185mJournal file /a/zero.journal corrupted, ignoring file.\u001B[0m
                """);

        assertThat(warnings)
                .containsExactly(
                        new JournalWarning(
                                Kind.CORRUPT_FILE, "Journal file /a/short.journal is truncated, ignoring file."),
                        new JournalWarning(
                                Kind.CORRUPT_FILE, "Journal file /a/zero.journal corrupted, ignoring file."));
    }

    @Test
    void damageThatEndsTheReadingIsAWarning() {
        judge(1, "Failed to iterate through journal: Bad message\n");

        assertThat(warnings).extracting(JournalWarning::kind).containsExactly(Kind.CORRUPT_FILE);
    }

    @Test
    void aFileThatWasVacuumedIsNotDamaged() {
        judge(0, """
                An error was encountered while opening journal file or directory /a/b.journal, ignoring file: \
                No such file or directory
                """);

        assertThat(warnings).extracting(JournalWarning::kind).containsExactly(Kind.REMOVED_FILE);
    }

    @Test
    void anEntryThatIsDamagedIsToldApart() {
        judge(1, "Invalid field.\n");

        assertThat(warnings).extracting(JournalWarning::kind).containsExactly(Kind.DAMAGED_ENTRY);
    }

    @Test
    void anyOtherComplaintIsAWarningToo() {
        judge(0, "Something new\n");

        assertThat(warnings).containsExactly(new JournalWarning(Kind.OTHER, "Something new"));
    }

    @Test
    void anyOtherFailure() {
        assertThatExceptionOfType(JournalReadException.class)
                .isThrownBy(() -> judge(1, "Bad pattern \"(\": missing closing parenthesis\n"))
                .withMessageContaining("missing closing parenthesis");
        assertThatExceptionOfType(JournalReadException.class)
                .isThrownBy(() -> judge(137, ""))
                .withMessageContaining("137");
    }

    @Test
    void whyThereIsNothing() {
        assertThat(JournalctlErrors.explainNoEntries(COMMAND, CommandResult.ok("a line")))
                .isEmpty();
        assertThat(JournalctlErrors.explainNoEntries(
                        COMMAND, CommandResult.failed(0, "No journal files were found.\n")))
                .containsInstanceOf(NoJournalException.class);
        assertThat(JournalctlErrors.explainNoEntries(COMMAND, CommandResult.failed(1, DENIED)))
                .containsInstanceOf(JournalAccessException.class);
    }

    @Test
    void noJournalctl() {
        CommandException translated =
                JournalctlErrors.translate(new CommandStartException("none", COMMAND, true, null));

        assertThat(translated).isInstanceOf(NoJournalException.class).hasMessageContaining("journalctl");
        CommandStartException other = new CommandStartException("too long", COMMAND, false, null);
        assertThat(JournalctlErrors.translate(other)).isSameAs(other);
    }
}

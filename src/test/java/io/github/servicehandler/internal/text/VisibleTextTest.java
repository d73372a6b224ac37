package io.github.servicehandler.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.ListedUnit;
import io.github.servicehandler.Outcome;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandFailedException;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.files.LogFileLine;
import io.github.servicehandler.files.UnitFileText;
import io.github.servicehandler.journal.JournalWarning;
import io.github.servicehandler.testing.FakeSystemd;
import io.github.servicehandler.testing.ProgramBehaviour;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTextTest {

    /** Clears the screen, sets the title, goes to the beginning of the line, and reverses what follows. */
    private static final String HOSTILE = "\u001b[2J\u001b]0;owned\u0007\rfine\u202egood";

    private static final String SHOWN = "\\x1b[2J\\x1b]0;owned\\x07\\rfine\\u202egood";

    @Test
    void escapesWhatATerminalWouldObey() {
        assertThat(VisibleText.line(HOSTILE + "\nnext\tcell\u2028")).isEqualTo(SHOWN + "\\nnext\tcell\\u2028");
        assertThat(VisibleText.lines(HOSTILE + "\nnext\tcell\u2028")).isEqualTo(SHOWN + "\nnext\tcell\\u2028");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "gr\u00fc\u00dfe \u20ac", "\u65e5\u672c\u8a9e", "\ud83d\ude80", "a\\b"})
    void leavesTheRest(String text) {
        assertThat(VisibleText.line(text)).isSameAs(text);
    }

    @Test
    void textOfOthersIsShownThatWay() {
        CommandResult result = CommandResult.failed(1, HOSTILE);
        assertThat(result).hasToString("CommandResult[exitCode=1, stdout=, stderr=" + SHOWN + ", took=PT0S]");
        assertThat(new CommandFailedException(HOSTILE + "\nx", Command.of("a"), result))
                .hasMessage(SHOWN + "\\nx [a]");
        assertThat(new ListedUnit("a.service", "loaded", "active", "running", HOSTILE).toString())
                .endsWith("description=" + SHOWN + "]");
        assertThat(new LogFileLine(HOSTILE, false)).hasToString(SHOWN);
        assertThat(new UnitFileText(List.of(new UnitFileText.Fragment(Path.of("/a"), HOSTILE))).toString())
                .contains(SHOWN)
                .doesNotContain("\u001b");
        assertThat(new JournalWarning(JournalWarning.Kind.OTHER, HOSTILE).message())
                .isEqualTo(SHOWN);
    }

    @Test
    void anOutcomeAndTheEntriesOfTheJournalAreShownThatWay() {
        // a carriage return ends a line there
        String hostile = HOSTILE.replace("\r", "");
        String shown = SHOWN.replace("\\r", "");
        FakeSystemd fake = FakeSystemd.create();
        fake.install("evil.service", "[Service]\nType=oneshot\nExecStart=/evil\n");
        fake.program("/evil", ProgramBehaviour.healthy().logs(hostile).exits(1));
        Systemd systemd = Systemd.of(ManagerAddress.user(), fake);
        Outcome outcome = systemd.service("evil").start();
        assertThat(outcome.log()).contains(hostile);
        assertThat(outcome.toString()).contains(shown).doesNotContain("\u001b", "\u202e", "\r");
        assertThat(systemd.service("evil").journal().last(10).read()).anySatisfy(entry -> {
            assertThat(entry.message()).isEqualTo(hostile);
            assertThat(entry.toString()).endsWith(": " + shown);
        });
    }

    @Test
    void aCommandLineCanBePastedAndIsStillHarmless() {
        assertThat(Command.of("printf", "a\u001bb'\u202e"))
                .hasToString("printf 'a'\"$(printf '\\033')\"'b'\\'''\"$(printf '\\342\\200\\256')\"''");
    }
}

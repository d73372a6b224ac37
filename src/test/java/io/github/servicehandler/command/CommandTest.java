package io.github.servicehandler.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest {

    @Test
    void isAValue() {
        assertThat(Command.of("systemctl", "start"))
                .isEqualTo(Command.of(List.of("systemctl", "start")))
                .hasSameHashCodeAs(Command.of("systemctl", "start"))
                .isNotEqualTo(Command.of("systemctl", "stop"));
    }

    @Test
    void differsByEachOfItsParts() {
        Command command = Command.of("cat");
        assertThat(command.withTimeout(Duration.ofSeconds(1))).isNotEqualTo(command);
        assertThat(command.withEnvironment("A", "b")).isNotEqualTo(command);
        assertThat(command.withInput("text")).isNotEqualTo(command);
    }

    @Test
    void changesAreCopies() {
        Command command = Command.of("cat")
                .withTimeout(Duration.ofSeconds(1))
                .withEnvironment("A", "1")
                .withEnvironment("B", "2")
                .withInput("text");
        assertThat(command)
                .isEqualTo(new Command(List.of("cat"), Duration.ofSeconds(1), Map.of("A", "1", "B", "2"), "text"));
    }

    @Test
    void cannotBeChangedFromOutside() {
        List<String> argv = new ArrayList<>(List.of("echo"));
        Command command = Command.of(argv);
        argv.add("more");
        assertThat(command.argv()).containsExactly("echo");
        assertThat(command.program()).isEqualTo("echo");
    }

    @Test
    void hasThirtySecondsUnlessToldOtherwise() {
        assertThat(Command.of("true").timeout()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void needsAProgram() {
        assertThatIllegalArgumentException()
                .isThrownBy(Command::of)
                .withMessageContaining("must begin with a program to run");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Command.of(""))
                .withMessageContaining("must begin with a program to run");
    }

    @Test
    void refusesNulInAnArgument() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Command.of("echo", "a\0b"))
                .withMessageContaining("a?b");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void refusesATimeoutThatIsNotPositive(long seconds) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Command.of("true").withTimeout(Duration.ofSeconds(seconds)))
                .withMessageContaining("must be positive");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A=B", "A B", "1A", "A\0", "-A", "Ä"})
    void refusesAVariableThatNoShellCouldSet(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Command.of("true").withEnvironment(name, "value"))
                .withMessageContaining("A-Z");
    }

    @Test
    void refusesNulInAVariable() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Command.of("true").withEnvironment("A", "secret\0"))
                .withMessageContaining("A")
                .withMessageNotContaining("secret");
    }

    @Test
    void toStringShowsPlainWordsPlainly() {
        assertThat(Command.of("systemctl", "--user", "show", "--property=Id,Names", "a@b.service"))
                .hasToString("systemctl --user show --property=Id,Names a@b.service");
    }

    @Test
    void toStringShowsHowMuchIsReadButNotWhat() {
        assertThat(Command.of("cat").withInput("secret")).hasToString("cat # reads 6 characters");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "it's", "''", "\"", "\\", "a\\", "$HOME", "`id`", "$(id)", "*", "?", "[a-z]*", "~", "a~b", "#",
                "a#b", "!", "!!", "a;b", "a&b", "a|b", "<a", ">a", "(a)", "{a,b}", "a\nb", "\n", "a\tb", "\r", "A=b",
                "-n", "--", "äöü", "\u0001", "%s", "'\"'\"'"
            })
    void toStringPastedIntoAShellGivesTheSameWords(String word) {
        if (word.equals("äöü")) {
            Processes.assumeUtf8();
        }
        Command command = Command.of("printf", "%s\\0", word, "and", word);
        assertThat(pasted(command).stdout()).isEqualTo(word + "\0and\0" + word + "\0");
    }

    @Test
    void toStringShowsNamesOfVariablesButNoValues() {
        Command command =
                Command.of("printenv", "A").withEnvironment("B", "hunter2").withEnvironment("A", "hunter2");
        assertThat(command).hasToString("printenv A # sets A, B");
        assertThat(command.withInput("secret")).hasToString("printenv A # sets A, B, reads 6 characters");
    }

    @Test
    void exceptionsShowNoValuesOfVariables() {
        Command slow = Command.of("sleep", "9").withEnvironment("TOKEN", "hunter2");
        assertThatThrownBy(() -> CommandRunner.local().run(slow.withTimeout(Duration.ofMillis(50))))
                .isInstanceOf(CommandTimeoutException.class)
                .hasMessageEndingWith("[sleep 9 # sets TOKEN]");
    }

    @Test
    void aProgramNamedLikeAnAssignmentStaysAProgram() {
        assertThat(pasted(Command.of("A=b", "true")).exitCode()).isEqualTo(127);
    }

    private static CommandResult pasted(Command command) {
        return CommandRunner.local().run(Command.of("/bin/sh", "-c", command.toString()));
    }
}

package io.github.servicehandler.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.command.CommandResult;
import java.util.List;

/** The result of a command, with assertions. */
final class Answer {

    private final CommandResult result;
    private final String command;

    Answer(CommandResult result, String command) {
        this.result = result;
        this.command = command;
    }

    Answer exits(int code) {
        assertThat(result.exitCode()).as("exit code of %s: %s", command, result).isEqualTo(code);
        return this;
    }

    /** Asserts that standard output is the text, apart from whitespace at its end. */
    Answer prints(String text) {
        assertThat(result.stdout().stripTrailing()).as(command).isEqualTo(text);
        return this;
    }

    /** Asserts that standard error contains the texts. */
    Answer printsErrors(String... texts) {
        assertThat(result.stderr()).as("standard error of %s", command).contains(texts);
        return this;
    }

    /** Asserts that standard error is empty. */
    Answer printsNoErrors() {
        assertThat(result.stderr()).as("standard error of %s", command).isEmpty();
        return this;
    }

    String stdout() {
        return result.stdout();
    }

    String stderr() {
        return result.stderr();
    }

    List<String> lines() {
        return result.stdout().lines().toList();
    }
}

package io.github.servicehandler.command;

import java.time.Duration;
import java.util.Objects;

/**
 * Holds what a finished command left behind. Immutable.
 *
 * @param exitCode the exit code; 128 plus the signal's number when a signal ended it
 * @param stdout all that it wrote to its standard output, decoded as UTF-8 with U+FFFD for bytes that are not
 * @param stderr all that it wrote to its standard error, decoded likewise
 * @param took how long it ran
 */
public record CommandResult(int exitCode, String stdout, String stderr, Duration took) {

    /**
     * Checks that nothing is {@code null}.
     *
     * @param exitCode the exit code; 128 plus the signal's number when a signal ended it
     * @param stdout all that it wrote to its standard output, decoded as UTF-8 with U+FFFD for bytes that are not
     * @param stderr all that it wrote to its standard error, decoded likewise
     * @param took how long it ran
     */
    public CommandResult {
        Objects.requireNonNull(stdout, "stdout");
        Objects.requireNonNull(stderr, "stderr");
        Objects.requireNonNull(took, "took");
    }

    /**
     * Returns the result of a command that succeeded; handy as the answer of a faked runner.
     *
     * @param stdout what it wrote
     * @return a result with exit code 0, nothing on standard error and no time taken
     */
    public static CommandResult ok(String stdout) {
        return new CommandResult(0, stdout, "", Duration.ZERO);
    }

    /**
     * Returns the result of a command that failed; handy as the answer of a faked runner.
     *
     * @param exitCode its exit code
     * @param stderr what it complained
     * @return a result with nothing on standard output and no time taken
     */
    public static CommandResult failed(int exitCode, String stderr) {
        return new CommandResult(exitCode, "", stderr, Duration.ZERO);
    }

    /**
     * Tells whether the exit code is 0.
     *
     * @return whether the command succeeded
     */
    public boolean succeeded() {
        return exitCode == 0;
    }
}

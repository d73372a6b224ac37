package io.github.servicehandler.command;

import io.github.servicehandler.internal.text.VisibleText;
import java.time.Duration;
import java.util.Objects;

/**
 * The result of a finished command. Immutable.
 *
 * @param exitCode the exit code, or 128 plus the number of the signal that ended the command
 * @param stdout the complete standard output, decoded as UTF-8; invalid bytes become U+FFFD
 * @param stderr the complete standard error, decoded likewise
 * @param took the run time
 */
public record CommandResult(int exitCode, String stdout, String stderr, Duration took) {

    /**
     * Checks that nothing is {@code null}.
     *
     * @param exitCode the exit code, or 128 plus the number of the signal that ended the command
     * @param stdout the complete standard output, decoded as UTF-8; invalid bytes become U+FFFD
     * @param stderr the complete standard error, decoded likewise
     * @param took the run time
     */
    public CommandResult {
        Objects.requireNonNull(stdout, "stdout");
        Objects.requireNonNull(stderr, "stderr");
        Objects.requireNonNull(took, "took");
    }

    /**
     * Returns the result of a command that succeeded. Useful for a fake runner.
     *
     * @param stdout the standard output
     * @return a result with exit code 0, an empty standard error and a run time of zero
     */
    public static CommandResult ok(String stdout) {
        return new CommandResult(0, stdout, "", Duration.ZERO);
    }

    /**
     * Returns the result of a command that failed. Useful for a fake runner.
     *
     * @param exitCode the exit code
     * @param stderr the standard error
     * @return a result with an empty standard output and a run time of zero
     */
    public static CommandResult failed(int exitCode, String stderr) {
        return new CommandResult(exitCode, "", stderr, Duration.ZERO);
    }

    /**
     * Returns whether the command succeeded.
     *
     * @return {@code true} if the exit code is 0
     */
    public boolean succeeded() {
        return exitCode == 0;
    }

    /** Returns all parts, with escapes for what a terminal would obey. */
    @Override
    public String toString() {
        return VisibleText.lines("CommandResult[exitCode=" + exitCode + ", stdout=" + stdout + ", stderr=" + stderr
                + ", took=" + took + "]");
    }
}

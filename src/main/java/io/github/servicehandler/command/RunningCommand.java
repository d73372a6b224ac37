package io.github.servicehandler.command;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * A long-running command that has been started. Closing it kills the command and everything that it started.
 *
 * <p>Only one thread at a time may use each stream; the other methods are thread-safe.
 */
public interface RunningCommand extends AutoCloseable {

    /**
     * Starts a long-running command. A runner that returns no running command, as a mock does unless a test defines its
     * method {@code start}, counts as one that does not start such commands.
     *
     * @param runner the runner that starts it
     * @param command the command to start
     * @return the running command, which the caller must close
     * @throws CommandStartException if the program is missing or cannot be executed
     * @throws UnsupportedOperationException if the runner does not start long-running commands
     */
    static RunningCommand start(CommandRunner runner, Command command) {
        RunningCommand started = runner.start(command);
        if (started == null) {
            throw new UnsupportedOperationException(
                    "the runner's start() returned null, so it does not start long-running commands, such as "
                            + command);
        }
        return started;
    }

    /**
     * Returns the command.
     *
     * @return the command
     */
    Command command();

    /**
     * Returns the stream that writes to the standard input of the command.
     *
     * @return the stream; closing it ends the command's input
     */
    OutputStream stdin();

    /**
     * Returns the stream that reads the standard output of the command. A slow reader slows the command down, because
     * only the pipe buffers the output.
     *
     * @return the stream; it ends when the command ends or is closed
     */
    InputStream stdout();

    /**
     * Returns the end of what the command has written to its standard error, at most 8,192 characters.
     *
     * @return the text so far, possibly empty
     */
    String stderrTail();

    /**
     * Returns the exit code, once the command has ended.
     *
     * @return the exit code, or empty while the command runs
     */
    OptionalInt exitCode();

    /**
     * Waits for the command to end.
     *
     * @param atMost the maximum time to wait
     * @return the exit code, or empty if the command still runs after that time
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    OptionalInt await(Duration atMost) throws InterruptedException;

    /** Kills the command with everything that it started, and closes its streams. Further calls have no effect. */
    @Override
    void close();
}

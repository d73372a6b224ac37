package io.github.servicehandler.command;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * Is a command that has been started and lives on. Close it to end it and everything that it started.
 *
 * <p>The streams belong to one reader and one writer; the other methods are thread-safe.
 */
public interface RunningCommand extends AutoCloseable {

    /**
     * Returns the command that is running.
     *
     * @return the command
     */
    Command command();

    /**
     * Returns the stream to write to the command's standard input.
     *
     * @return the stream; closing it tells the command that there is no more
     */
    OutputStream stdin();

    /**
     * Returns the stream of the command's standard output. Who reads slowly slows the command: nothing is buffered in between
     * but the pipe.
     *
     * @return the stream; at its end when the command has ended or was closed
     */
    InputStream stdout();

    /**
     * Returns the last of what the command has written to its standard error, at most 8 KiB.
     *
     * @return the text so far, possibly empty
     */
    String stderrTail();

    /**
     * Returns the exit code, once the command has ended.
     *
     * @return the exit code, or empty while it runs
     */
    OptionalInt exitCode();

    /**
     * Waits for the command to end.
     *
     * @param atMost how long to wait
     * @return the exit code, or empty if it still runs after that time
     * @throws InterruptedException if the thread was interrupted while it waited
     */
    OptionalInt await(Duration atMost) throws InterruptedException;

    /** Kills the command with everything that it started, and releases its streams. Does nothing the second time. */
    @Override
    void close();
}

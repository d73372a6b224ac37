package io.github.servicehandler.command;

/**
 * Runs commands: the one thing to replace to run them elsewhere, or not at all.
 *
 * <p>A lambda will do for a test: {@code CommandRunner runner = command -> CommandResult.ok("");}. Implementations must be
 * thread-safe, and must never wait longer than the command's timeout.
 */
@FunctionalInterface
public interface CommandRunner {

    /**
     * Runs a command to its end. A non-zero exit code is a result, not an error.
     *
     * @param command what to run
     * @return what came back
     * @throws CommandStartException if the program is missing or cannot be executed
     * @throws CommandTimeoutException if it did not end within its timeout; it has been killed
     * @throws OutputLimitException if it wrote more than the runner keeps; it has been killed
     * @throws CommandInterruptedException if the thread was interrupted; the command has been killed, the thread's
     *     interrupt flag is set
     */
    CommandResult run(Command command);

    /**
     * Starts a command that lives on, such as {@code journalctl --follow}, with its standard input and output as streams.
     * The command's timeout does not apply: it runs until it ends or is closed.
     *
     * <p>The default refuses; a runner that was given as a lambda only runs commands to their end.
     *
     * @param command what to start
     * @return the running command, to be closed by the caller
     * @throws CommandStartException if the program is missing or cannot be executed
     * @throws UnsupportedOperationException if this runner starts nothing that lives on
     */
    default RunningCommand start(Command command) {
        throw new UnsupportedOperationException("this runner does not start long-lived commands: " + command);
    }

    /**
     * Tells whether commands run on this machine, as this user, so that a file or socket of ours is theirs too.
     *
     * @return whether they do; {@code false} by default
     */
    default boolean isLocal() {
        return false;
    }

    /**
     * Returns the time by which callers of this runner measure and wait. An in-memory systemd returns its virtual time here,
     * so that waiting on it takes no time.
     *
     * @return the time source; the system's by default
     */
    default TimeSource time() {
        return TimeSource.system();
    }

    /**
     * Returns the default runner: processes on this machine.
     *
     * <p>Both output streams are drained at once, standard input is empty, nothing outlives the command's timeout, and at most
     * 64 MiB of output are kept. Children inherit this process's environment, with a few variables set so that systemd's
     * tools answer in plain English UTF-8 without a pager, and {@code XDG_RUNTIME_DIR} defaulted to {@code /run/user/UID}
     * where that directory exists.
     *
     * @return the runner; thread-safe
     */
    static CommandRunner local() {
        return local(ProcessRunner.DEFAULT_OUTPUT_LIMIT);
    }

    /**
     * Returns the default runner with another limit on what a command may write.
     *
     * @param outputLimit bytes of standard output and, separately, standard error that are kept; a command that writes more is
     *     killed and reported with {@link OutputLimitException}
     * @return the runner; thread-safe
     * @throws IllegalArgumentException if {@code outputLimit} is negative
     */
    static CommandRunner local(int outputLimit) {
        return new ProcessRunner(outputLimit);
    }
}

package io.github.servicehandler.command;

/**
 * The interface through which this library runs all commands. Implement it to run them elsewhere, or to fake them.
 *
 * <p>In a test, a lambda is enough: {@code CommandRunner runner = command -> CommandResult.ok("");}. Implementations
 * must be thread-safe, and must stop waiting when the command's timeout has passed.
 */
@FunctionalInterface
public interface CommandRunner {

    /**
     * Runs a command to its end. A non-zero exit code is a result, not an error.
     *
     * @param command the command to run
     * @return the result
     * @throws CommandStartException if the program is missing or cannot be executed
     * @throws CommandTimeoutException if the command did not end within its timeout; it has been killed
     * @throws OutputLimitException if the command wrote more than the runner keeps; it has been killed
     * @throws CommandInterruptedException if the thread was interrupted; the command has been killed, and the thread's
     *     interrupt flag is set
     */
    CommandResult run(Command command);

    /**
     * Starts a long-running command, such as {@code journalctl --follow}, with its standard input and output as
     * streams. The timeout of the command does not apply: it runs until it ends or is closed.
     *
     * <p>The default implementation throws {@link UnsupportedOperationException}, so a runner that is a lambda can only
     * run commands to their end.
     *
     * @param command the command to start
     * @return the running command, which the caller must close
     * @throws CommandStartException if the program is missing or cannot be executed
     * @throws UnsupportedOperationException if this runner does not start long-running commands
     */
    default RunningCommand start(Command command) {
        throw new UnsupportedOperationException("this runner does not start long-running commands, such as " + command);
    }

    /**
     * Returns the time source that the callers of this runner use to measure time and to wait. An in-memory systemd
     * returns its virtual time, so that waiting takes no real time.
     *
     * @return the time source; by default that of the system
     */
    default TimeSource time() {
        return TimeSource.system();
    }

    /**
     * Returns whether commands run on this machine as this user, so that they see the same files and sockets as this
     * process.
     *
     * @return {@code true} if they do; {@code false} by default
     */
    default boolean isLocal() {
        return false;
    }

    /**
     * Returns the default runner, which starts processes on this machine.
     *
     * <p>It reads both output streams while the command runs, passes the command's input as standard input, and kills
     * the command with its descendants when the timeout expires. It keeps at most 64 MiB of each output stream. Child
     * processes inherit the environment of this process. A few variables are set so that systemd's tools print plain
     * English UTF-8 without a pager. If {@code XDG_RUNTIME_DIR} is unset or empty, it is {@code /run/user/UID} if that
     * directory exists.
     *
     * @return the runner; thread-safe
     */
    static CommandRunner local() {
        return local(ProcessRunner.DEFAULT_OUTPUT_LIMIT);
    }

    /**
     * Returns the default runner with another limit on the output of a command.
     *
     * @param outputLimit the maximum number of bytes of standard output and, separately, of standard error; a command
     *     that writes more is killed and reported with an {@link OutputLimitException}
     * @return the runner; thread-safe
     * @throws IllegalArgumentException if {@code outputLimit} is negative
     */
    static CommandRunner local(int outputLimit) {
        return new ProcessRunner(outputLimit);
    }
}

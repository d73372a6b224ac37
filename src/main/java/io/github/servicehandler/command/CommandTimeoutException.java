package io.github.servicehandler.command;

import java.util.concurrent.TimeUnit;

/**
 * Failure of a command to end within its timeout. The command was killed, together with everything that it started, or
 * was not run at all because too many others for the same manager had not ended.
 */
public final class CommandTimeoutException extends CommandException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param command the command that was killed
     */
    public CommandTimeoutException(Command command) {
        this(
                command,
                "the command did not end within " + TimeUnit.MILLISECONDS.convert(command.timeout())
                        + " ms, so it was killed");
    }

    /**
     * Creates the exception for a command that was not run in time.
     *
     * @param command the command
     * @param problem why it was not run
     */
    public CommandTimeoutException(Command command, String problem) {
        super(problem, command, null, null);
    }
}

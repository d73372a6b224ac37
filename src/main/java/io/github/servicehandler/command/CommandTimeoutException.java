package io.github.servicehandler.command;

import java.util.concurrent.TimeUnit;

/** Failure of a command to end within its timeout. The command was killed, together with everything that it started. */
public final class CommandTimeoutException extends CommandException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param command the command that was killed
     */
    public CommandTimeoutException(Command command) {
        super(
                "the command did not end within " + TimeUnit.MILLISECONDS.convert(command.timeout())
                        + " ms, so it was killed",
                command,
                null,
                null);
    }
}

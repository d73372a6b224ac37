package io.github.servicehandler.command;

/** Failure of a command for a reason that has no exception of its own; the message contains its error output. */
public final class CommandFailedException extends CommandException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what went wrong and what to do
     * @param command the command that was run
     * @param result the result of the command
     */
    public CommandFailedException(String message, Command command, CommandResult result) {
        super(message, command, result, null);
    }
}

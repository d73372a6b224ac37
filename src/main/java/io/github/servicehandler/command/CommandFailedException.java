package io.github.servicehandler.command;

/** Reports that a command failed in a way that says nothing of the unit; the message holds its complaint. */
public final class CommandFailedException extends CommandException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what went wrong and what to do
     * @param command what was run
     * @param result what came back
     */
    public CommandFailedException(String message, Command command, CommandResult result) {
        super(message, command, result, null);
    }
}

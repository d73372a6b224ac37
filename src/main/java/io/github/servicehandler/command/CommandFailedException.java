package io.github.servicehandler.command;

/** Thrown when a command fails for a reason that has no exception of its own; the message contains its error output. */
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

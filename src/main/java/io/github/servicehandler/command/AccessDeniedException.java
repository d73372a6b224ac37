package io.github.servicehandler.command;

/** Refusal of a request by the manager, because the user lacks the permission. */
public final class AccessDeniedException extends CommandException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what went wrong and what to do
     * @param command the command that was run
     * @param result the result of the command
     */
    public AccessDeniedException(String message, Command command, CommandResult result) {
        super(message, command, result, null);
    }
}

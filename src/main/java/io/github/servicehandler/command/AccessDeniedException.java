package io.github.servicehandler.command;

/** Thrown when the manager refuses a request because the user lacks the permission. */
public final class AccessDeniedException extends CommandException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what went wrong and what to do
     * @param command what was run
     * @param result what came back
     */
    public AccessDeniedException(String message, Command command, CommandResult result) {
        super(message, command, result, null);
    }
}

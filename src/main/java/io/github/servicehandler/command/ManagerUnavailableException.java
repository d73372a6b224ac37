package io.github.servicehandler.command;

import org.jspecify.annotations.Nullable;

/**
 * Lack of a manager that answers: there is no systemd, no bus, or the user has no running manager. The message says
 * what to do.
 */
public final class ManagerUnavailableException extends CommandException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what went wrong, and what to do
     * @param command the command that was run, or would have been
     * @param result the result of the command, or {@code null} if there was none
     * @param cause the cause, or {@code null}
     */
    public ManagerUnavailableException(
            String message, Command command, @Nullable CommandResult result, @Nullable Throwable cause) {
        super(message, command, result, cause);
    }
}

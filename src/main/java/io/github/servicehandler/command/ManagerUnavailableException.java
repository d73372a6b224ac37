package io.github.servicehandler.command;

import org.jspecify.annotations.Nullable;

/** Reports that no manager answered: there is no systemd, no bus, or the user has no manager running. The message says what to do. */
public final class ManagerUnavailableException extends CommandException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what went wrong and what to do
     * @param command what was run, or would have been
     * @param result what came back, or {@code null} if nothing did
     * @param cause the cause, or {@code null}
     */
    public ManagerUnavailableException(
            String message, Command command, @Nullable CommandResult result, @Nullable Throwable cause) {
        super(message, command, result, cause);
    }
}

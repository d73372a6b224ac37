package io.github.servicehandler.command;

import org.jspecify.annotations.Nullable;

/** Failure of a request because its unit does not exist. */
public final class UnitNotFoundException extends CommandException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what went wrong and what to do
     * @param command the command that was run
     * @param result the result of the command, or {@code null} if there is none
     */
    public UnitNotFoundException(String message, Command command, @Nullable CommandResult result) {
        super(message, command, result, null);
    }
}

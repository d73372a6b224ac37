package io.github.servicehandler.command;

import org.jspecify.annotations.Nullable;

/** Thrown when a unit does not exist. */
public final class UnitNotFoundException extends CommandException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what went wrong and what to do
     * @param command what was run
     * @param result what came back, or {@code null} if nothing did
     */
    public UnitNotFoundException(String message, Command command, @Nullable CommandResult result) {
        super(message, command, result, null);
    }
}

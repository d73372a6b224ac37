package io.github.servicehandler;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;

/** Failure of a unit to reach a state in time. */
public final class StateTimeoutException extends CommandException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message the expected state, the time waited, and the last status
     * @param command the command that reads the unit's status
     */
    public StateTimeoutException(String message, Command command) {
        super(message, command, null, null);
    }
}

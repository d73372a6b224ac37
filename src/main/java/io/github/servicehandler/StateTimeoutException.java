package io.github.servicehandler;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;

/** Reports that a unit did not reach a state in time. */
public final class StateTimeoutException extends CommandException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message which state, how long was waited, and how the unit was then
     * @param command what shows the unit's state
     */
    public StateTimeoutException(String message, Command command) {
        super(message, command, null, null);
    }
}

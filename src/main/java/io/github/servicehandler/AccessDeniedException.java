package io.github.servicehandler;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.CommandResult;

/** Thrown when the manager refuses a request because the user lacks the permission. */
public final class AccessDeniedException extends CommandException {

    private static final long serialVersionUID = 1L;

    AccessDeniedException(String message, Command command, CommandResult result) {
        super(message, command, result, null);
    }
}

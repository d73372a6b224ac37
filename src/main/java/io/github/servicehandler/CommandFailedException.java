package io.github.servicehandler;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.CommandResult;

/** Thrown when a command fails for a reason that has no exception of its own; the message contains its error output. */
public final class CommandFailedException extends CommandException {

    private static final long serialVersionUID = 1L;

    CommandFailedException(String message, Command command, CommandResult result) {
        super(message, command, result, null);
    }
}

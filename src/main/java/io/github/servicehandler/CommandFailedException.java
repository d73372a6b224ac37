package io.github.servicehandler;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.CommandResult;

/** Reports that a command failed in a way that says nothing of the unit; the message holds its complaint. */
public final class CommandFailedException extends CommandException {

    private static final long serialVersionUID = 1L;

    CommandFailedException(String message, Command command, CommandResult result) {
        super(message, command, result, null);
    }
}

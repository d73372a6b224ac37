package io.github.servicehandler;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.CommandResult;

/**
 * Thrown when output is not what systemd prints: truncated, garbled, or of a version that this library does not know.
 */
public final class UnexpectedOutputException extends CommandException {

    private static final long serialVersionUID = 1L;

    UnexpectedOutputException(String message, Command command, CommandResult result, Throwable cause) {
        super(message, command, result, cause);
    }
}

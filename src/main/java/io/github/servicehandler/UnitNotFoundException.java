package io.github.servicehandler;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.CommandResult;
import org.jspecify.annotations.Nullable;

/** Thrown when a unit does not exist. */
public final class UnitNotFoundException extends CommandException {

    private static final long serialVersionUID = 1L;

    UnitNotFoundException(String message, Command command, @Nullable CommandResult result) {
        super(message, command, result, null);
    }
}

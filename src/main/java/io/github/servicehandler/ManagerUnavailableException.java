package io.github.servicehandler;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.CommandResult;
import org.jspecify.annotations.Nullable;

/** Reports that no manager answered: there is no systemd, no bus, or the user has no manager running. The message says what to do. */
public final class ManagerUnavailableException extends CommandException {

    private static final long serialVersionUID = 1L;

    ManagerUnavailableException(
            String message, Command command, @Nullable CommandResult result, @Nullable Throwable cause) {
        super(message, command, result, cause);
    }
}

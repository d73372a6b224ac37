package io.github.servicehandler.journal;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.CommandResult;
import org.jspecify.annotations.Nullable;

/**
 * Failure of journalctl for a reason that has no exception of its own, such as an invalid pattern. The message contains
 * journalctl's error output.
 */
public final class JournalReadException extends CommandException {

    private static final long serialVersionUID = 1L;

    JournalReadException(String message, Command command, @Nullable CommandResult result, @Nullable Throwable cause) {
        super(message, command, result, cause);
    }
}

package io.github.servicehandler.journal;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.CommandResult;
import org.jspecify.annotations.Nullable;

/** Reports that journalctl failed for another reason, such as a pattern that it does not understand; the message holds its complaint. */
public final class JournalReadException extends CommandException {

    private static final long serialVersionUID = 1L;

    JournalReadException(String message, Command command, @Nullable CommandResult result, @Nullable Throwable cause) {
        super(message, command, result, cause);
    }
}

package io.github.servicehandler.journal;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.CommandResult;
import org.jspecify.annotations.Nullable;

/** Thrown when there is no journal: no journal files, or no journalctl. The message says what to do. */
public final class NoJournalException extends CommandException {

    private static final long serialVersionUID = 1L;

    NoJournalException(String message, Command command, @Nullable CommandResult result, @Nullable Throwable cause) {
        super(message, command, result, cause);
    }
}

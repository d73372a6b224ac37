package io.github.servicehandler.journal;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.CommandResult;
import org.jspecify.annotations.Nullable;

/** Absence of a journal: there are no journal files, or there is no journalctl. The message says what to do. */
public final class NoJournalException extends CommandException {

    private static final long serialVersionUID = 1L;

    NoJournalException(String message, Command command, @Nullable CommandResult result, @Nullable Throwable cause) {
        super(message, command, result, cause);
    }
}

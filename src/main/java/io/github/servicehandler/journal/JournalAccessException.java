package io.github.servicehandler.journal;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.CommandResult;
import org.jspecify.annotations.Nullable;

/** Denial of access to the journal: the user that runs journalctl may not read it. The message says what to do. */
public final class JournalAccessException extends CommandException {

    private static final long serialVersionUID = 1L;

    JournalAccessException(String message, Command command, @Nullable CommandResult result, @Nullable Throwable cause) {
        super(message, command, result, cause);
    }
}

package io.github.servicehandler.command;

import java.util.concurrent.TimeUnit;

/** Reports that a command did not end within its timeout. It has been killed, with everything that it started. */
public final class CommandTimeoutException extends CommandException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param command what was run
     */
    public CommandTimeoutException(Command command) {
        super(
                "no end within " + TimeUnit.MILLISECONDS.convert(command.timeout()) + " ms, so it was killed",
                command,
                null,
                null);
    }
}

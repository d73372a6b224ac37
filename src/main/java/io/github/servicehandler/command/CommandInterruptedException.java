package io.github.servicehandler.command;

/** Reports that the thread was interrupted while its command ran. The command has been killed; the interrupt flag is set. */
public final class CommandInterruptedException extends CommandException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param command what was run
     */
    public CommandInterruptedException(Command command) {
        super("interrupted, so it was killed", command, null, null);
    }
}

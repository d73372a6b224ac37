package io.github.servicehandler.command;

/** Interruption of a thread while its command ran. The command was killed; the thread's interrupt flag is set. */
public final class CommandInterruptedException extends CommandException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param command the command that was killed
     */
    public CommandInterruptedException(Command command) {
        super("the thread was interrupted, so its command was killed", command, null, null);
    }
}

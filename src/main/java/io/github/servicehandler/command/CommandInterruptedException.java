package io.github.servicehandler.command;

/**
 * Interruption of a thread while it waited for a command or for the state of a unit. If a command was running, it was
 * killed. The thread's interrupt flag is set.
 */
public final class CommandInterruptedException extends CommandException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param command the command that was running, or that would have run next
     */
    public CommandInterruptedException(Command command) {
        super("the thread was interrupted; if its command was running, it was killed", command, null, null);
    }
}

package io.github.servicehandler.command;

/** Failure of a command that wrote more than its runner keeps. The command was killed. */
public final class OutputLimitException extends CommandException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param command the command that was killed
     * @param limit the number of bytes that the runner keeps
     */
    public OutputLimitException(Command command, int limit) {
        super("the command wrote more than the limit of " + limit + " bytes, so it was killed", command, null, null);
    }
}

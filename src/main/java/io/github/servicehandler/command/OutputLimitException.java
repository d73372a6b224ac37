package io.github.servicehandler.command;

/** Reports that a command wrote more than its runner keeps. It has been killed. */
public final class OutputLimitException extends CommandException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param command what was run
     * @param limit how many bytes the runner keeps
     */
    public OutputLimitException(Command command, int limit) {
        super("more output than the " + limit + " bytes that are kept, so it was killed", command, null, null);
    }
}

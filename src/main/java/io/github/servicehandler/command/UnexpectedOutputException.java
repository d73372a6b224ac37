package io.github.servicehandler.command;

/**
 * Output of systemd's programs that this library cannot parse. It is truncated or garbled, or comes from a version of
 * systemd that this library does not know.
 */
public final class UnexpectedOutputException extends CommandException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what went wrong and what to do
     * @param command the command that was run
     * @param result the result of the command
     * @param cause the cause
     */
    public UnexpectedOutputException(String message, Command command, CommandResult result, Throwable cause) {
        super(message, command, result, cause);
    }
}

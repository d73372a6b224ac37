package io.github.servicehandler.command;

import org.jspecify.annotations.Nullable;

/** Failure to start a command: the program is missing or not executable, or the system refused to run it. */
public final class CommandStartException extends CommandException {

    private static final long serialVersionUID = 1L;

    /** Whether the program does not exist. */
    private final boolean programMissing;

    /**
     * Creates the exception.
     *
     * @param message what went wrong and what to do
     * @param command the command that was not started
     * @param programMissing whether the program does not exist
     * @param cause the system's error, or {@code null}
     */
    public CommandStartException(String message, Command command, boolean programMissing, @Nullable Throwable cause) {
        super(message, command, null, cause);
        this.programMissing = programMissing;
    }

    /**
     * Returns whether the program does not exist.
     *
     * @return {@code true} if the program is missing
     */
    public boolean isProgramMissing() {
        return programMissing;
    }
}

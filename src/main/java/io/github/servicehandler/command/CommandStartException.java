package io.github.servicehandler.command;

import org.jspecify.annotations.Nullable;

/** Reports that a command could not be started: the program is missing, not executable, or the system refused. */
public final class CommandStartException extends CommandException {

    private static final long serialVersionUID = 1L;

    /** Whether the program is not there at all. */
    private final boolean programMissing;

    /**
     * Creates the exception.
     *
     * @param message what went wrong and what to do
     * @param command what was to be run
     * @param programMissing whether there is no such program
     * @param cause the system's complaint, or {@code null}
     */
    public CommandStartException(String message, Command command, boolean programMissing, @Nullable Throwable cause) {
        super(message, command, null, cause);
        this.programMissing = programMissing;
    }

    /**
     * Tells whether the reason is that there is no such program.
     *
     * @return whether the program is missing
     */
    public boolean isProgramMissing() {
        return programMissing;
    }
}

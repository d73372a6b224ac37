package io.github.servicehandler.command;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Is the root of all that this library throws when a command did not do what it was run for. Each carries the command and,
 * where there is one, its result.
 *
 * <p>Catch this one to handle every failure alike; the subclasses tell what to do.
 */
public abstract class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final int LONGEST_LINE = 200;

    private final transient Command command;
    private final transient @Nullable CommandResult result;

    /**
     * Creates the exception.
     *
     * @param message what went wrong and what to do; the command's beginning is appended to it
     * @param command what was run
     * @param result what came back, or {@code null} if nothing did
     * @param cause the cause, or {@code null}
     */
    protected CommandException(
            String message, Command command, @Nullable CommandResult result, @Nullable Throwable cause) {
        super(message + " [" + excerpt(command.toString()) + "]", cause);
        this.command = Objects.requireNonNull(command, "command");
        this.result = result;
    }

    /** Returns as much of the command line as leaves the message readable: one with many names may be a megabyte long. */
    private static String excerpt(String line) {
        return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…";
    }

    /**
     * Returns the command that was run, whole.
     *
     * @return the command
     */
    public final Command command() {
        return command;
    }

    /**
     * Returns the command's exit code.
     *
     * @return the exit code, or empty if it never ended by itself
     */
    public final OptionalInt exitCode() {
        return Optional.ofNullable(result).stream()
                .mapToInt(CommandResult::exitCode)
                .findFirst();
    }

    /**
     * Returns what the command wrote to its standard error.
     *
     * @return the text, possibly empty
     */
    public final String stderr() {
        return result == null ? "" : result.stderr();
    }
}

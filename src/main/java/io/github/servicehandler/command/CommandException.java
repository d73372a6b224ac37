package io.github.servicehandler.command;

import io.github.servicehandler.internal.text.VisibleText;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Base class of the exceptions for commands that failed. Each carries the command and, if there is one, its result.
 *
 * <p>Catch this class to handle every failure alike, or a subclass to handle one kind of failure.
 */
public abstract class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final int LONGEST_LINE = 200;

    private final transient Command command;
    private final transient @Nullable CommandResult result;

    /**
     * Creates the exception.
     *
     * @param message what went wrong and what to do; the beginning of the command line is appended to it
     * @param command the command that failed
     * @param result the result of the command, or {@code null} if there is none
     * @param cause the cause, or {@code null}
     */
    protected CommandException(
            String message, Command command, @Nullable CommandResult result, @Nullable Throwable cause) {
        super(VisibleText.line(message + " [" + excerpt(command.toString()) + "]"), cause);
        this.command = Objects.requireNonNull(command, "command");
        this.result = result;
    }

    /** Returns the beginning of the command line, which may be a megabyte long, to keep the message readable. */
    private static String excerpt(String line) {
        return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…";
    }

    /**
     * Returns the complete command that failed.
     *
     * @return the command
     */
    public final Command command() {
        return command;
    }

    /**
     * Returns the exit code of the command.
     *
     * @return the exit code, or empty if the command gave none, for example because it was killed after its timeout
     */
    public final OptionalInt exitCode() {
        return Optional.ofNullable(result).stream()
                .mapToInt(CommandResult::exitCode)
                .findFirst();
    }

    /**
     * Returns the standard error of the command.
     *
     * @return the text; empty if the command wrote nothing to it or gave no result
     */
    public final String stderr() {
        return result == null ? "" : result.stderr();
    }
}

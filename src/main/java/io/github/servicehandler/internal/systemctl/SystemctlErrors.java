package io.github.servicehandler.internal.systemctl;

import io.github.servicehandler.command.AccessDeniedException;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.CommandFailedException;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandStartException;
import io.github.servicehandler.command.ManagerUnavailableException;
import io.github.servicehandler.command.UnexpectedOutputException;
import io.github.servicehandler.command.UnitNotFoundException;
import java.util.regex.Pattern;

/**
 * Translates a command's complaint into an exception. This is the only place that reads complaints for that: the exit code first,
 * the text only where the code does not tell.
 */
public final class SystemctlErrors {

    private static final int NO_PERMISSION = 4;
    private static final int NOT_INSTALLED = 5;

    private static final Pattern NO_MANAGER =
            Pattern.compile("Failed to connect to .{0,200}bus|Failed to get D-Bus connection"
                    + "|not been booted with systemd|Connection reset by peer|Transport endpoint is not connected"
                    + "|Failed to set up transport|Host is down");
    private static final Pattern DENIED = Pattern.compile(
            "Access denied|Interactive authentication required|Permission denied|Operation not permitted|Not authorized",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern MISSING =
            Pattern.compile("Unit (?:file )?\\S+ (?:not found|does not exist|could not be found)");

    private static final int EXCERPT = 300;
    private static final int SEARCHED = 16 * 1024;

    private SystemctlErrors() {}

    /** Tells whether the command never reached the manager, or was refused by it. */
    static boolean isBeyondTheUnit(CommandResult result) {
        return !result.succeeded() && (isNoManager(result) || isDenied(result));
    }

    /** Returns the exception for a command that failed. */
    static CommandException translate(Command command, CommandResult result) {
        String complaint = excerpt(result.stderr());
        if (isNoManager(result)) {
            return new ManagerUnavailableException(
                    "no systemd manager answered (" + complaint + "): " + adviceOnManager(command),
                    command,
                    result,
                    null);
        }
        if (isDenied(result)) {
            return new AccessDeniedException(
                    "not permitted (" + complaint + "): " + adviceOnAccess(command), command, result);
        }
        if (isMissingUnit(result)) {
            return new UnitNotFoundException(complaint, command, result);
        }
        return new CommandFailedException("exit code " + result.exitCode() + ": " + complaint, command, result);
    }

    /** Returns the exception for a command that could not even be started. */
    static CommandException translate(CommandStartException failure) {
        if (!failure.isProgramMissing()) {
            return failure;
        }
        return new ManagerUnavailableException(
                "no \"" + failure.command().program()
                        + "\" on the PATH: this machine, or this container, has no systemd",
                failure.command(),
                null,
                failure);
    }

    /** Returns the exception for output that could not be read. */
    static CommandException unreadable(Command command, CommandResult result, IllegalArgumentException cause) {
        return new UnexpectedOutputException(
                "unexpected output (" + cause.getMessage() + "): \"" + excerpt(result.stdout()) + "\"",
                command,
                result,
                cause);
    }

    static boolean isMissingUnit(CommandResult result) {
        return result.exitCode() == NOT_INSTALLED
                || MISSING.matcher(complaint(result)).find();
    }

    /** Returns what there is to search: a flood of complaints says no more than its beginning. */
    private static String complaint(CommandResult result) {
        String stderr = result.stderr();
        return stderr.substring(0, Math.min(stderr.length(), SEARCHED));
    }

    private static boolean isNoManager(CommandResult result) {
        return NO_MANAGER.matcher(complaint(result)).find();
    }

    private static boolean isDenied(CommandResult result) {
        return result.exitCode() == NO_PERMISSION
                || DENIED.matcher(complaint(result)).find();
    }

    private static String adviceOnManager(Command command) {
        return command.argv().contains("--user")
                ? "log in as that user, or let the manager run without a login: \"loginctl enable-linger\"."
                        + " XDG_RUNTIME_DIR must be set and exist"
                : "this machine, or this container, was not started by systemd";
    }

    private static String adviceOnAccess(Command command) {
        return command.argv().contains("--user")
                ? "the user manager takes orders from its own user only"
                : "the system manager takes orders from root, or from whom a rule of polkit allows it";
    }

    /** Returns the first lines, as much of them as fits an error message, on one line. */
    public static String excerpt(String text) {
        // cut first: flattening takes its time where there are many blanks
        String begin = text.substring(0, Math.min(text.length(), 4 * EXCERPT));
        String flat = begin.strip().replaceAll("\\s*\\R\\s*", "; ");
        return flat.length() <= EXCERPT ? flat : flat.substring(0, EXCERPT) + "…";
    }
}

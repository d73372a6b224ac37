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
import io.github.servicehandler.internal.text.ExitNames;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The translation of failed commands into exceptions. No other class reads error output for that. The exit code decides
 * first, and the error output only where the code is not sufficient.
 */
public final class SystemctlErrors {

    private static final int NO_PERMISSION = 4;
    private static final int NOT_INSTALLED = 5;

    private static final Pattern NO_MANAGER =
            Pattern.compile("Failed to connect to .{0,200}bus|Failed to get D-Bus connection"
                    + "|not been booted with systemd|Connection reset by peer|Transport endpoint is not connected"
                    + "|Failed to set up transport|Host is down");
    private static final Pattern DENIED = Pattern.compile(
            "Access denied|Interactive authentication required|Permission denied|Operation not permitted"
                    + "|Not authorized",
            Pattern.CASE_INSENSITIVE);
    /** Refusals with the exit code of a missing permission that have nothing to do with permissions. */
    private static final Pattern REFUSED =
            Pattern.compile("may be requested by dependency only|is destructive|may not be isolated");
    /** Attempts by the manager itself that failed: that it may not do something says nothing about the caller. */
    private static final Pattern ATTEMPT_OF_MANAGER = Pattern.compile("Failed to send signal");

    private static final Pattern ABOUT_UNIT = Pattern.compile("Failed to [a-z -]+ \\S+\\.[a-z]+: .*");

    private static final Pattern MISSING = Pattern.compile(
            "Unit (?:file )?\\S+ (?:not found|does not exist|could not be found)" + "|No files found for \\S+");

    private static final int SEARCHED = 16 * 1024;

    private SystemctlErrors() {}

    /** Returns whether the command did not reach the manager, or the manager refused it. */
    static boolean isManagerFailure(CommandResult result) {
        return !result.succeeded() && (isNoManager(result) || isDenied(result));
    }

    /**
     * Returns whether the command did not reach the manager, or the manager denied access to each of the units. If it
     * denied access only to some, the result still contains what became of the others.
     *
     * @param units the number of units of the request
     */
    static boolean isManagerFailure(CommandResult result, int units) {
        return isManagerFailure(result) && (isNoManager(result) || !isPartlyDenied(result, units));
    }

    private static boolean isPartlyDenied(CommandResult result, int units) {
        long denied = complaint(result)
                .lines()
                .filter(line -> ABOUT_UNIT.matcher(line).matches() && isDenial(line))
                .count();
        return denied > 0 && denied < units;
    }

    /**
     * Returns whether the manager answered once for all units of a request: it may have denied the request because of
     * only some of them.
     */
    public static boolean isOneAnswerForAll(AccessDeniedException denial) {
        return denial.stderr().lines().anyMatch(line -> line.startsWith("Failed to enqueue jobs: "));
    }

    /** Returns what to do about an error line that reports a missing permission; empty for other lines. */
    public static Optional<String> adviceOn(String line, Command command) {
        return isDenial(line) ? Optional.of(adviceOnAccess(command)) : Optional.empty();
    }

    private static boolean isDenial(String line) {
        return DENIED.matcher(line).find() && !ATTEMPT_OF_MANAGER.matcher(line).find();
    }

    /** Returns the exception for a command that failed. */
    static CommandException translate(Command command, CommandResult result) {
        String complaint = OutputExcerpt.of(result.stderr());
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
        return new CommandFailedException(
                "exit code " + ExitNames.describe(result.exitCode()) + ": " + complaint, command, result);
    }

    /** Returns the exception for a command that could not be started. */
    static CommandException translate(CommandStartException failure) {
        if (!failure.isProgramMissing()) {
            return failure;
        }
        return new ManagerUnavailableException(
                "no \"" + failure.command().program() + "\" on the PATH: this machine or container has no systemd",
                failure.command(),
                null,
                failure);
    }

    /** Returns the exception for output that could not be parsed. */
    static CommandException unreadable(Command command, CommandResult result, IllegalArgumentException cause) {
        return new UnexpectedOutputException(
                "unexpected output (" + cause.getMessage() + "): \"" + OutputExcerpt.of(result.stdout()) + "\"",
                command,
                result,
                cause);
    }

    static boolean isMissingUnit(CommandResult result) {
        return result.exitCode() == NOT_INSTALLED
                || MISSING.matcher(complaint(result)).find();
    }

    /** Returns the part of the error output to search: the beginning of a very long one is sufficient. */
    private static String complaint(CommandResult result) {
        String stderr = result.stderr();
        return stderr.substring(0, Math.min(stderr.length(), SEARCHED));
    }

    private static boolean isNoManager(CommandResult result) {
        return NO_MANAGER.matcher(complaint(result)).find();
    }

    private static boolean isDenied(CommandResult result) {
        String complaint = complaint(result);
        return complaint.lines().anyMatch(SystemctlErrors::isDenial)
                || (result.exitCode() == NO_PERMISSION
                        && !REFUSED.matcher(complaint).find());
    }

    private static String adviceOnManager(Command command) {
        return command.argv().contains("--user")
                ? "log in as that user, or run \"loginctl enable-linger\" to keep the manager running without a login;"
                        + " XDG_RUNTIME_DIR must name an existing directory of the same user, such as /run/user/1000,"
                        + " not that of another user, as after su or sudo -E"
                : "this machine or container was not started by systemd";
    }

    private static String adviceOnAccess(Command command) {
        return command.argv().contains("--user")
                ? "the user manager accepts requests only from its own user"
                : "the system manager requires root, or a polkit rule that permits the request";
    }
}

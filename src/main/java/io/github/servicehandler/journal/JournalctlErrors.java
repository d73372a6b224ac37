package io.github.servicehandler.journal;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandStartException;
import io.github.servicehandler.internal.systemctl.OutputExcerpt;
import io.github.servicehandler.internal.text.ExitNames;
import io.github.servicehandler.journal.JournalWarning.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Translation of journalctl's error output into exceptions and warnings. Only this class interprets that output. */
final class JournalctlErrors {

    private static final Pattern DENIED =
            Pattern.compile("insufficient permissions|Permission denied|Operation not permitted");
    private static final Pattern NO_FILES = Pattern.compile("No journal files were found");
    private static final Pattern NO_BOOT = Pattern.compile("No such boot ID|No journal boot entry found");
    private static final Pattern DAMAGED = Pattern.compile(
            "corrupt|truncated|ignoring file|Bad message|Invalid field|Input/output error|Failed to iterate",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern REMOVED = Pattern.compile("ignoring file: No such file or directory");
    private static final Pattern DAMAGED_ENTRY = Pattern.compile("Invalid field");

    /** systemd 247 colours its error output regardless of any option. */
    private static final Pattern COLOURS = Pattern.compile("\u001B\\[[0-9;]{0,20}[mK]");

    private JournalctlErrors() {}

    /**
     * Checks how journalctl ended. If it did not fail, each line of its standard error becomes a warning. A damaged
     * part of the journal and an unknown boot are not failures.
     *
     * @throws CommandException if journalctl failed
     */
    static void checkExit(Command command, int exitCode, String stderr, Consumer<JournalWarning> warnings) {
        String errors = COLOURS.matcher(stderr).replaceAll("");
        if (DENIED.matcher(errors).find() && exitCode != 0) {
            throw denied(command, result(exitCode, errors));
        }
        // journalctl exits with 1 and prints nothing if the pattern of --grep matched nothing
        boolean succeeded = exitCode == 0 || (exitCode == 1 && errors.isBlank());
        boolean isPartial = DAMAGED.matcher(errors).find();
        if (!succeeded && !isPartial && !NO_BOOT.matcher(errors).find()) {
            throw new JournalReadException(
                    "journalctl failed with exit code " + ExitNames.describe(exitCode) + ": " + excerpt(errors),
                    command,
                    result(exitCode, errors),
                    null);
        }
        if (succeeded || isPartial) {
            errors.lines().filter(line -> !line.isBlank()).forEach(line -> warnings.accept(warning(line)));
        }
    }

    private static JournalWarning warning(String line) {
        return new JournalWarning(kindOf(line), excerpt(line));
    }

    private static Kind kindOf(String line) {
        if (DAMAGED_ENTRY.matcher(line).find()) {
            return Kind.DAMAGED_ENTRY;
        }
        if (REMOVED.matcher(line).find()) {
            return Kind.REMOVED_FILE;
        }
        return DAMAGED.matcher(line).find() ? Kind.CORRUPT_FILE : Kind.OTHER;
    }

    /**
     * Returns the reason why the journal shows no entries, given the result of a journalctl that would show any entry
     * at all; empty if that result shows no problem.
     */
    static Optional<CommandException> explainNoEntries(Command command, CommandResult result) {
        if (DENIED.matcher(result.stderr()).find() && !result.succeeded()) {
            return Optional.of(denied(command, result));
        }
        return NO_FILES.matcher(result.stderr()).find()
                ? Optional.of(new NoJournalException(
                        "there are no journal files: systemd-journald is not running or stores nothing; see Storage= in"
                                + " journald.conf(5)",
                        command,
                        result,
                        null))
                : Optional.empty();
    }

    private static CommandException denied(Command command, CommandResult result) {
        return new JournalAccessException(
                "access to the journal was denied (" + excerpt(result.stderr())
                        + "): a user may read the entries of their own user services if the journal is stored on disk;"
                        + " for all other entries, add the user to the group systemd-journal with"
                        + " \"usermod -aG systemd-journal USER\" and log in again",
                command,
                result,
                null);
    }

    /** Returns the exception to throw for a journalctl that could not be started. */
    static CommandException translate(CommandStartException failure) {
        return failure.isProgramMissing()
                ? new NoJournalException(
                        "no \"" + failure.command().program()
                                + "\" on the PATH: this machine or container has no systemd journal",
                        failure.command(),
                        null,
                        failure)
                : failure;
    }

    private static CommandResult result(int exitCode, String stderr) {
        return new CommandResult(exitCode, "", stderr, Duration.ZERO);
    }

    private static String excerpt(String text) {
        return OutputExcerpt.of(COLOURS.matcher(text).replaceAll(""));
    }
}

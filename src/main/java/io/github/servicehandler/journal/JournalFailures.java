package io.github.servicehandler.journal;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandStartException;
import io.github.servicehandler.journal.JournalWarning.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Translates journalctl's complaints into exceptions and warnings. This is the only place that reads them. */
final class JournalFailures {

    private static final Pattern DENIED =
            Pattern.compile("insufficient permissions|Permission denied|Operation not permitted");
    private static final Pattern NO_FILES = Pattern.compile("No journal files were found");
    private static final Pattern NO_BOOT = Pattern.compile("No such boot ID|No journal boot entry found");
    private static final Pattern DAMAGED = Pattern.compile(
            "corrupt|truncated|ignoring file|Bad message|Input/output error|Failed to iterate",
            Pattern.CASE_INSENSITIVE);

    /** systemd 247 colours its complaints whatever it is told. */
    private static final Pattern COLOURS = Pattern.compile("\u001B\\[[0-9;]{0,20}[mK]");

    private static final int EXCERPT = 300;

    private JournalFailures() {}

    /**
     * Judges how journalctl ended.
     *
     * @throws CommandException if it failed in a way that says nothing about a part of the journal
     */
    static void judge(Command command, int exitCode, String stderr, Consumer<JournalWarning> warnings) {
        String complaint = COLOURS.matcher(stderr).replaceAll("");
        if (DENIED.matcher(complaint).find() && exitCode != 0) {
            throw denied(command, result(exitCode, complaint));
        }
        // it exits with 1 and says nothing where a pattern matched nothing
        boolean isFine = exitCode == 0 || (exitCode == 1 && complaint.isBlank());
        boolean isPartial = DAMAGED.matcher(complaint).find();
        if (!isFine && !isPartial && !NO_BOOT.matcher(complaint).find()) {
            throw new JournalReadException(
                    "journalctl ended with " + exitCode + ": " + excerpt(complaint),
                    command,
                    result(exitCode, complaint),
                    null);
        }
        if (isFine || isPartial) {
            complaint.lines().filter(line -> !line.isBlank()).forEach(line -> warnings.accept(warning(line)));
        }
    }

    private static JournalWarning warning(String line) {
        return new JournalWarning(DAMAGED.matcher(line).find() ? Kind.CORRUPT_FILE : Kind.OTHER, excerpt(line));
    }

    /** Returns why the journal shows nothing, from what journalctl says when it is asked for anything at all. */
    static Optional<CommandException> ofNothing(Command command, CommandResult result) {
        if (DENIED.matcher(result.stderr()).find() && !result.succeeded()) {
            return Optional.of(denied(command, result));
        }
        return NO_FILES.matcher(result.stderr()).find()
                ? Optional.of(new NoJournalException(
                        "there are no journal files: systemd-journald does not run or keeps none, see Storage= in"
                                + " journald.conf(5)",
                        command,
                        result,
                        null))
                : Optional.empty();
    }

    private static CommandException denied(Command command, CommandResult result) {
        return new JournalAccessException(
                "the journal may not be read (" + excerpt(result.stderr())
                        + "): everybody may read what their own user services write, if it is kept on disk; for the rest add"
                        + " the user to the group systemd-journal, \"usermod -aG systemd-journal USER\", and log in again",
                command,
                result,
                null);
    }

    /** Returns the exception for a journalctl that could not be started. */
    static CommandException translate(CommandStartException failure) {
        return failure.isProgramMissing()
                ? new NoJournalException(
                        "no \"" + failure.command().program()
                                + "\" on the PATH: this machine, or this container, has no journal",
                        failure.command(),
                        null,
                        failure)
                : failure;
    }

    private static CommandResult result(int exitCode, String stderr) {
        return new CommandResult(exitCode, "", stderr, Duration.ZERO);
    }

    private static String excerpt(String text) {
        String begin = text.substring(0, Math.min(text.length(), 4 * EXCERPT));
        String flat = COLOURS.matcher(begin).replaceAll("").strip().replaceAll("\\s*\\R\\s*", "; ");
        return flat.length() <= EXCERPT ? flat : flat.substring(0, EXCERPT) + "…";
    }
}

package io.github.servicehandler.internal.systemctl;

import io.github.servicehandler.command.AccessDeniedException;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.CommandFailedException;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.internal.storage.UnitDrafts;
import java.security.SecureRandom;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writing and removing of files by commands, so that they are where the manager runs, here or elsewhere, and belong to
 * the user who runs the commands. Thread-safe.
 */
public final class FileCommands {

    private static final Logger log = LoggerFactory.getLogger(FileCommands.class.getPackageName());

    private static final SecureRandom RANDOM = new SecureRandom();

    private static final Pattern DENIED =
            Pattern.compile(": (?:Permission denied|Operation not permitted)\\s*$", Pattern.MULTILINE);

    private final ManagerClient client;

    /** Creates file commands that the client runs. Runs nothing. */
    public FileCommands(ManagerClient client) {
        this.client = client;
    }

    /**
     * Replaces a file as a whole: at any time, it has either its old content or its new one. A symbolic link is
     * replaced, not followed. The file can be read by all users. Its directory is created if it does not exist.
     *
     * @param path the absolute path
     * @throws CommandException if that failed; the old file then still exists
     */
    public void replace(String path, String text) {
        String directory = path.substring(0, path.lastIndexOf('/'));
        String draft =
                directory + "/" + UnitDrafts.PREFIX + Long.toUnsignedString(RANDOM.nextLong()) + UnitDrafts.SUFFIX;
        try {
            write(draft, text);
            run(Command.of(ProgramNames.MV, "-f", "-T", "--", draft, path));
        } catch (CommandException e) {
            removeDraft(draft);
            throw e;
        }
        // determines which of the two files exists after a power failure
        run(Command.of(ProgramNames.SYNC, "--", directory));
        removeAbandonedDrafts(directory);
    }

    private void write(String draft, String text) {
        // an empty file with these permissions whatever the umask, since dd creates files with those of the umask;
        // install would open its input by name, which fails for a user to whom the pipe does not belong
        run(Command.of(ProgramNames.INSTALL, "-D", "-m", "644", "-T", "--", "/dev/null", draft));
        run(Command.of(ProgramNames.DD, "of=" + draft, "conv=nocreat,notrunc,fsync", "oflag=nofollow", "status=none")
                .withInput(text));
    }

    /** Removes a file, if it exists. */
    public void remove(String path) {
        run(Command.of(ProgramNames.RM, "-f", "--", path));
    }

    private void removeDraft(String draft) {
        try {
            remove(draft);
        } catch (CommandException e) {
            log.debug("cannot remove {}", draft, e);
        }
    }

    /** Removes the drafts of programs that were killed while they wrote. */
    private void removeAbandonedDrafts(String directory) {
        String age = UnitDrafts.ABANDONED_AFTER.toSeconds() + " seconds ago";
        try {
            run(Command.of(
                    ProgramNames.FIND,
                    directory,
                    "-maxdepth",
                    "1",
                    "-type",
                    "f",
                    "-name",
                    UnitDrafts.PREFIX + "[0-9]*" + UnitDrafts.SUFFIX,
                    "!",
                    "-newermt",
                    age,
                    "-delete"));
        } catch (CommandException e) {
            log.debug("cannot remove abandoned drafts in {}", directory, e);
        }
    }

    private void run(Command command) {
        CommandResult result = client.run(command);
        if (!result.succeeded()) {
            throw failure(command, result);
        }
    }

    private static CommandException failure(Command command, CommandResult result) {
        String complaint = OutputExcerpt.of(result.stderr());
        return DENIED.matcher(result.stderr()).find()
                ? new AccessDeniedException(
                        "not permitted (" + complaint
                                + "): the user who runs the commands must be allowed to write to this directory",
                        command,
                        result)
                : new CommandFailedException(
                        command.program() + " failed with exit code " + result.exitCode() + ": " + complaint,
                        command,
                        result);
    }
}

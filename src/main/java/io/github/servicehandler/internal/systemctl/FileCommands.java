package io.github.servicehandler.internal.systemctl;

import io.github.servicehandler.command.AccessDeniedException;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.CommandFailedException;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.internal.storage.UnitDrafts;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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

    /** Replaces a file as {@link #replace(Map)} does. */
    public void replace(String path, String text) {
        replace(Map.of(path, text));
    }

    /**
     * Replaces files as a whole: at any time, each has either its old content or its new one. All of the new contents
     * are on the disk before the first file is replaced. A symbolic link is replaced, not followed. The files can be
     * read by all users. Their directories are created if they do not exist.
     *
     * @param texts the new contents by absolute path
     * @throws CommandException if that failed; the old files then still exist, or the first of the new ones
     */
    public void replace(Map<String, String> texts) {
        Map<String, String> drafts = new LinkedHashMap<>();
        try {
            texts.forEach((path, text) -> {
                String draft = directory(path) + "/" + UnitDrafts.PREFIX
                        + Long.toUnsignedString(RANDOM.nextLong())
                        + UnitDrafts.SUFFIX;
                drafts.put(path, draft);
                write(draft, text);
            });
            drafts.forEach((path, draft) -> run(Command.of(ProgramNames.MV, "-f", "-T", "--", draft, path)));
        } catch (CommandException e) {
            drafts.values().forEach(this::removeDraft);
            throw e;
        }
        texts.keySet().stream().map(FileCommands::directory).distinct().forEach(directory -> {
            // determines which of the two files exists after a power failure
            run(Command.of(ProgramNames.SYNC, "--", directory));
            removeAbandonedDrafts(directory);
        });
    }

    private static String directory(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }

    private void write(String draft, String text) {
        // an empty file with these permissions whatever the umask, since dd creates files with those of the umask;
        // install would open its input by name, which fails for a user to whom the pipe does not belong
        run(Command.of(ProgramNames.INSTALL, "-D", "-m", "644", "-T", "--", "/dev/null", draft));
        run(Command.of(ProgramNames.DD, "of=" + draft, "conv=nocreat,notrunc,fsync", "oflag=nofollow", "status=none")
                .withInput(text));
    }

    /** Removes files that exist. */
    public void remove(String... paths) {
        run(command(List.of(ProgramNames.RM, "-f", "--"), List.of(paths), List.of()));
    }

    /** Removes a directory if it exists and is empty. */
    public void removeIfEmpty(String directory) {
        List<String> empty = List.of("-maxdepth", "0", "-type", "d", "-empty", "-delete");
        // fails if there is no such directory
        client.run(command(List.of(ProgramNames.FIND), List.of(directory), empty));
    }

    /** Returns those of the absolute paths that are links to a device, as links that mask units are. */
    public List<String> masks(List<String> paths) {
        return find(paths, List.of("-maxdepth", "0", "-type", "l", "-xtype", "c", "-printf", "%p\\0"));
    }

    /** Returns those of the absolute paths that are links. */
    public List<String> links(List<String> paths) {
        return find(paths, List.of("-maxdepth", "0", "-type", "l", "-printf", "%p\\0"));
    }

    /** Returns the names of directories in some directories, by a pattern of find(1). */
    public List<String> directories(List<String> parents, String pattern) {
        return find(parents, List.of("-maxdepth", "1", "-type", "d", "-name", pattern, "-printf", "%f\\0"));
    }

    /** Returns what find(1) prints. It fails if one of the paths does not exist, but still prints the others. */
    private List<String> find(List<String> paths, List<String> expression) {
        String printed = client.run(command(List.of(ProgramNames.FIND), paths, expression))
                .stdout();
        return Stream.of(printed.split("\0", -1))
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    private static Command command(List<String> begin, List<String> paths, List<String> end) {
        return Command.of(Stream.of(begin, paths, end).flatMap(List::stream).toList());
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

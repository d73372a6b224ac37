package io.github.servicehandler.files;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.files.ServiceFile.Access;
import io.github.servicehandler.internal.systemctl.ManagerClient;
import io.github.servicehandler.internal.systemctl.ProgramNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A probe of whether files exist and can be read: by this process if commands run on this machine, otherwise by one
 * find(1) where they run.
 */
final class FileExistenceProbe {

    private static final Logger log = LoggerFactory.getLogger(FileExistenceProbe.class.getPackageName());

    private final ManagerClient client;

    FileExistenceProbe(ManagerClient client) {
        this.client = client;
    }

    /** Returns the access to each path. The result does not contain a path about which nothing is known. */
    Map<Path, Access> of(List<Path> paths) {
        List<Path> absolute =
                paths.stream().filter(path -> path.toString().startsWith("/")).toList();
        if (absolute.isEmpty()) {
            return Map.of();
        }
        return client.isLocal() ? probeLocally(absolute) : probeRemotely(absolute);
    }

    private static Map<Path, Access> probeLocally(List<Path> paths) {
        Map<Path, Access> access = new HashMap<>();
        paths.forEach(path -> access.put(path, probeLocally(path)));
        return access;
    }

    private static Access probeLocally(Path path) {
        if (Files.isReadable(path)) {
            return Access.READABLE;
        }
        if (Files.exists(path)) {
            return Access.UNREADABLE;
        }
        return Files.notExists(path) ? Access.MISSING : Access.UNKNOWN;
    }

    private Map<Path, Access> probeRemotely(List<Path> paths) {
        Command command = command(paths);
        try {
            return read(client.run(command).stdout(), paths);
        } catch (CommandException e) {
            log.debug("cannot check which files exist", e);
            return Map.of();
        }
    }

    /**
     * Returns the command that prints {@code r} and the path of each readable file, and {@code e} and the path of each
     * other file that exists.
     */
    private static Command command(List<Path> paths) {
        List<String> argv = new ArrayList<>(List.of(ProgramNames.FIND, "-L"));
        paths.forEach(path -> argv.add(path.toString()));
        argv.addAll(List.of("-maxdepth", "0", "!", "-type", "l"));
        argv.addAll(List.of("(", "-readable", "-printf", "r%p\\0", "-o", "-printf", "e%p\\0", ")"));
        return Command.of(argv);
    }

    /**
     * Reads the command's output. A file that was not printed is missing. But if none was printed, not even the unit's
     * own file, the check itself has failed, and nothing is known.
     */
    private static Map<Path, Access> read(String printed, List<Path> paths) {
        Map<Path, Access> access = new HashMap<>();
        for (String line : printed.split("\0", -1)) {
            if (!line.isEmpty()) {
                access.put(
                        ReportedPath.of(line.substring(1)),
                        line.charAt(0) == 'r' ? Access.READABLE : Access.UNREADABLE);
            }
        }
        if (!access.isEmpty()) {
            paths.forEach(path -> access.putIfAbsent(path, Access.MISSING));
        }
        return access;
    }
}

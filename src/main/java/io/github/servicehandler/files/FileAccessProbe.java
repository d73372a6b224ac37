package io.github.servicehandler.files;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.files.ServiceFile.Access;
import io.github.servicehandler.internal.systemctl.ProgramNames;
import io.github.servicehandler.internal.systemctl.SystemctlClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out whether files are there: itself where commands run on this machine, or else by one find(1) where they do. */
final class FileAccessProbe {

    private static final Logger log = LoggerFactory.getLogger(ServiceFileFinder.class);

    private static final Pattern GLOB = Pattern.compile("[*?\\[]");

    private final SystemctlClient client;

    FileAccessProbe(SystemctlClient client) {
        this.client = client;
    }

    /** Returns what is known; a path that is not in the answer is not known. */
    Map<Path, Access> of(List<Path> paths) {
        List<Path> definite = paths.stream()
                .filter(path -> path.toString().startsWith("/"))
                .filter(path -> !GLOB.matcher(path.toString()).find())
                .toList();
        if (definite.isEmpty()) {
            return Map.of();
        }
        return client.isLocal() ? here(definite) : there(definite);
    }

    private static Map<Path, Access> here(List<Path> paths) {
        Map<Path, Access> found = new HashMap<>();
        paths.forEach(path -> found.put(path, here(path)));
        return found;
    }

    private static Access here(Path path) {
        if (Files.isReadable(path)) {
            return Access.READABLE;
        }
        if (Files.exists(path)) {
            return Access.UNREADABLE;
        }
        return Files.notExists(path) ? Access.MISSING : Access.UNKNOWN;
    }

    private Map<Path, Access> there(List<Path> paths) {
        Command command = command(paths);
        try {
            return read(client.run(command).stdout(), paths);
        } catch (CommandException e) {
            log.debug("nobody told which files are there", e);
            return Map.of();
        }
    }

    /** Prints an {@code r} and the path of what can be read, an {@code e} and the path of what only exists. */
    private static Command command(List<Path> paths) {
        List<String> argv = new ArrayList<>(List.of(ProgramNames.FIND, "-L"));
        paths.forEach(path -> argv.add(path.toString()));
        argv.addAll(List.of("-maxdepth", "0", "!", "-type", "l"));
        argv.addAll(List.of("(", "-readable", "-printf", "r%p\\0", "-o", "-printf", "e%p\\0", ")"));
        return Command.of(argv);
    }

    /** What is neither is missing; but if nothing at all is there, not even the unit's own file, it was not asked well. */
    private static Map<Path, Access> read(String printed, List<Path> paths) {
        Map<Path, Access> found = new HashMap<>();
        for (String line : printed.split("\0", -1)) {
            if (!line.isEmpty()) {
                found.put(Path.of(line.substring(1)), line.charAt(0) == 'r' ? Access.READABLE : Access.UNREADABLE);
            }
        }
        if (!found.isEmpty()) {
            paths.forEach(path -> found.putIfAbsent(path, Access.MISSING));
        }
        return found;
    }
}

package io.github.servicehandler.command;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The files that execvp(3) tries for a program. Its error alone does not say whether the program is missing: it is
 * "Permission denied" if any directory of the PATH may not be entered, and "Not a directory" if the last one is a file.
 *
 * @param file the first file with that name, preferably one that may be executed; empty if there is none
 * @param closedDirectories the directories into which this user may not look
 */
record ProgramSearch(Optional<Path> file, List<String> closedDirectories) {

    /** The PATH that the JDK uses where there is none. */
    private static final String DEFAULT_PATH = ":/bin:/usr/bin";

    /** Searches for the program as the JDK does, which takes the PATH of this process and not that of the command. */
    static ProgramSearch of(String program) {
        return of(program, System.getenv("PATH"));
    }

    static ProgramSearch of(String program, @Nullable String path) {
        List<String> candidates = new ArrayList<>();
        if (program.contains("/")) {
            candidates.add(program);
        } else {
            for (String directory : (path == null ? DEFAULT_PATH : path).split(":", -1)) {
                candidates.add((directory.isEmpty() ? "." : directory) + "/" + program);
            }
        }
        List<Path> files = new ArrayList<>();
        List<String> closed = new ArrayList<>();
        candidates.forEach(candidate -> look(candidate, files, closed));
        Optional<Path> best = files.stream().filter(Files::isExecutable).findFirst();
        return new ProgramSearch(best.or(() -> files.stream().findFirst()), List.copyOf(closed));
    }

    private static void look(String candidate, List<Path> files, List<String> closed) {
        try {
            Path file = Path.of(candidate);
            if (!(boolean) Files.getAttribute(file, "isDirectory")) {
                files.add(file);
            }
        } catch (AccessDeniedException e) {
            closed.add(candidate.substring(0, candidate.lastIndexOf('/')));
        } catch (IOException | InvalidPathException e) {
            // there is no such file, or none that this JVM can name
        }
    }

    /** Returns the closed directories as a remark at the end of a message; empty if there are none. */
    String remark() {
        return closedDirectories.isEmpty()
                ? ""
                : "; this user may not look into " + String.join(", ", closedDirectories) + ", which is on the PATH";
    }
}

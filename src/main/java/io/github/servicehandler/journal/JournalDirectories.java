package io.github.servicehandler.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The directories in which journald of this machine keeps its files: one is lost at a reboot, the other is not.
 *
 * <p>A following journalctl watches those that exist when it starts. If the journal is made persistent or volatile
 * afterwards, or the first entry is written to a log namespace, it does not notice, and shows no new entries.
 */
final class JournalDirectories {

    private static final List<Path> PATHS = List.of(Path.of("/run/log/journal"), Path.of("/var/log/journal"));

    private static final String MISSING = "";

    private JournalDirectories() {}

    /** Returns what tells the present directories from others that were there before or will be there later. */
    static List<Object> identities() {
        return PATHS.stream().map(JournalDirectories::identity).toList();
    }

    private static Object identity(Path path) {
        try (Stream<Path> children = Files.list(path)) {
            Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
            // each namespace has a directory of its own
            return List.of(
                    Objects.requireNonNullElse(key, MISSING), children.sorted().toList());
        } catch (IOException | UncheckedIOException e) {
            return MISSING;
        }
    }
}

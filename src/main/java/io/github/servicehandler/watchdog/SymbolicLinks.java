package io.github.servicehandler.watchdog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A check of the symbolic links on the way to a file: only those of root and of this user are followed. */
final class SymbolicLinks {

    private static final Logger log = LoggerFactory.getLogger(SymbolicLinks.class.getPackageName());

    private static final int ROOT = 0;

    /** The number of links that Linux follows at most. */
    private static final int MOST_LINKS = 40;

    private SymbolicLinks() {}

    /** @throws IllegalArgumentException if another user owns a link on the way to the file */
    static void requireTrusted(Path file) {
        try {
            requireTrusted(file, (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException e) {
            // not Linux, or a directory that this user may not enter, so that nothing can be written there either
            log.debug("cannot check the symbolic links on the way to {}", file, e);
        }
    }

    static void requireTrusted(Path file, int self) throws IOException {
        Path rest = file.toAbsolutePath();
        for (int links = 0; links < MOST_LINKS; links++) {
            Path link = firstLink(rest);
            if (link == null) {
                return;
            }
            int owner = uid(link);
            if (owner != ROOT && owner != self) {
                throw new IllegalArgumentException("the way to the file " + file + " has the symbolic link " + link
                        + ", which belongs to another user (" + owner + "): use a directory that only this user can"
                        + " change");
            }
            Path target = Objects.requireNonNull(link.getParent()).resolve(Files.readSymbolicLink(link));
            rest = target.resolve(link.relativize(rest));
        }
    }

    private static @Nullable Path firstLink(Path path) {
        Path prefix = Objects.requireNonNull(path.getRoot());
        for (Path name : path) {
            prefix = prefix.resolve(name);
            if (Files.isSymbolicLink(prefix)) {
                return prefix;
            }
        }
        return null;
    }

    private static int uid(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }
}

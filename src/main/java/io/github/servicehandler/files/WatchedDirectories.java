package io.github.servicehandler.files;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The directories in which a change can affect a path: all directories above it, and all above the file that it links
 * to.
 */
final class WatchedDirectories {

    private static final WatchEvent.Kind<?>[] CREATE_AND_DELETE = {
        StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE
    };
    private static final WatchEvent.Kind<?>[] ALL_KINDS = {
        StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE, StandardWatchEventKinds.ENTRY_MODIFY
    };

    private final Path path;

    WatchedDirectories(Path path) {
        this.path = path;
    }

    /**
     * A directory to watch.
     *
     * @param names the names in it that matter
     * @param holdsFile whether writes to files in it matter, too
     */
    record WatchedDirectory(Path directory, Set<Path> names, boolean holdsFile) {

        WatchEvent.Kind<?>[] kinds() {
            return holdsFile ? ALL_KINDS.clone() : CREATE_AND_DELETE.clone();
        }

        WatchedDirectory and(WatchedDirectory other) {
            Set<Path> both = new HashSet<>(names);
            both.addAll(other.names);
            return new WatchedDirectory(directory, both, holdsFile || other.holdsFile);
        }
    }

    /**
     * Returns the directories that exist, the topmost first. If a missing one is created meanwhile, the watch on the
     * directory above it reports this. Two paths of the same directory count as one.
     */
    Map<Object, WatchedDirectory> current() {
        Map<Object, WatchedDirectory> directories = new LinkedHashMap<>();
        addAncestors(directories, path);
        try {
            Path real = path.toRealPath();
            if (!real.equals(path)) {
                addAncestors(directories, real);
            }
        } catch (IOException e) {
            // no file yet, or a broken link: a watch on a directory above it reports when that changes
            return directories;
        }
        return directories;
    }

    private static void addAncestors(Map<Object, WatchedDirectory> directories, Path file) {
        for (int count = 0; count < file.getNameCount(); count++) {
            Path directory = count == 0 ? file.getRoot() : file.getRoot().resolve(file.subpath(0, count));
            Object key = FileIdentity.ofDirectory(directory);
            if (key != null) {
                boolean last = count == file.getNameCount() - 1;
                directories.merge(
                        key, new WatchedDirectory(directory, Set.of(file.getName(count)), last), WatchedDirectory::and);
            }
        }
    }
}

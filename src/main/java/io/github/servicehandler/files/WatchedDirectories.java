package io.github.servicehandler.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The directories in which a change can affect a path: those of every name on the way to the file. A symbolic link on
 * the way, whether it stands for the file or for a directory, adds the names of what it leads to.
 */
final class WatchedDirectories {

    private static final WatchEvent.Kind<?>[] CREATE_AND_DELETE = {
        StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE
    };
    private static final WatchEvent.Kind<?>[] ALL_KINDS = {
        StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE, StandardWatchEventKinds.ENTRY_MODIFY
    };

    /** The number of symbolic links that Linux follows on the way to a file; see path_resolution(7). */
    private static final int MAX_LINKS = 40;

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

        /** Returns the kinds of events of a directory, with or without those of writes to its files. */
        static WatchEvent.Kind<?>[] kinds(boolean withWrites) {
            return withWrites ? ALL_KINDS.clone() : CREATE_AND_DELETE.clone();
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
        Deque<Path> names = new ArrayDeque<>();
        path.forEach(names::addLast);
        Path directory = path.getRoot();
        int links = 0;
        while (!names.isEmpty() && links <= MAX_LINKS) {
            Path name = names.removeFirst();
            Path next = directory.resolve(name).normalize();
            // links are resolved one by one, because each of them may be switched; the directory has none in its path,
            // so that ".." is the directory above
            Path target = isDot(name) ? null : target(next);
            if (!isDot(name)) {
                add(directories, directory, name, names.isEmpty() && target == null);
            }
            if (target == null) {
                directory = next;
            } else {
                links++;
                directory = target.isAbsolute() ? target.getRoot() : directory;
                prepend(target, names);
            }
        }
        return directories;
    }

    private static boolean isDot(Path name) {
        return name.toString().equals(".") || name.toString().equals("..");
    }

    /** Returns what a symbolic link contains; {@code null} if the path is not one. */
    private static @Nullable Path target(Path file) {
        try {
            return Files.isSymbolicLink(file) ? Files.readSymbolicLink(file) : null;
        } catch (IOException e) {
            // replaced just now: the watch on its directory reports that
            return null;
        }
    }

    private static void prepend(Path target, Deque<Path> names) {
        for (int i = target.getNameCount() - 1; i >= 0; i--) {
            names.addFirst(target.getName(i));
        }
    }

    private static void add(Map<Object, WatchedDirectory> directories, Path directory, Path name, boolean holdsFile) {
        Object key = FileIdentity.ofDirectory(directory);
        if (key != null) {
            directories.merge(key, new WatchedDirectory(directory, Set.of(name), holdsFile), WatchedDirectory::and);
        }
    }
}

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

    private static final WatchEvent.Kind<?>[] NAMES = {
        StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE
    };
    private static final WatchEvent.Kind<?>[] ALL = {
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
     * @param holdsFile whether it also matters when a file in it is written to
     */
    record Place(Path directory, Set<Path> names, boolean holdsFile) {

        WatchEvent.Kind<?>[] kinds() {
            return holdsFile ? ALL.clone() : NAMES.clone();
        }

        Place and(Place other) {
            Set<Path> both = new HashSet<>(names);
            both.addAll(other.names);
            return new Place(directory, both, holdsFile || other.holdsFile);
        }
    }

    /**
     * Returns the directories that exist, the topmost first. If a missing one is created meanwhile, the watch on the
     * directory above it reports this. Two paths of the same directory are one place.
     */
    Map<Object, Place> now() {
        Map<Object, Place> places = new LinkedHashMap<>();
        addWay(places, path);
        try {
            Path real = path.toRealPath();
            if (!real.equals(path)) {
                addWay(places, real);
            }
        } catch (IOException e) {
            // no file yet, or a broken link: a watch on the way reports when that changes
            return places;
        }
        return places;
    }

    private static void addWay(Map<Object, Place> places, Path file) {
        for (int count = 0; count < file.getNameCount(); count++) {
            Path directory = count == 0 ? file.getRoot() : file.getRoot().resolve(file.subpath(0, count));
            Object key = FileIdentity.ofDirectory(directory);
            if (key != null) {
                boolean last = count == file.getNameCount() - 1;
                places.merge(key, new Place(directory, Set.of(file.getName(count)), last), Place::and);
            }
        }
    }
}

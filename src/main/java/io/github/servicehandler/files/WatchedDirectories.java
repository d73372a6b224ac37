package io.github.servicehandler.files;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Knows the directories where something may happen to a name: its own and those above, and that of the file that it links to. */
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
     * Is a directory to watch.
     *
     * @param names what in it matters
     * @param holdsFile whether it matters too that something in it is written to
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
     * Returns the directories that are there, the uppermost first: if one that is missing is made meanwhile, the watch on the one above
     * tells. Two names for one directory are one place.
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
            // there is no file yet, or a link leads nowhere: a watch on the way tells when that changes
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

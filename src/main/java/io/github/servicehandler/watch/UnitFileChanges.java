package io.github.servicehandler.watch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The changes of unit files since the manager or a watch last looked at them. Used by the thread that reads the bus.
 *
 * <p>They can be seen only on this machine. To find them costs the manager nothing, and takes some milliseconds.
 */
final class UnitFileChanges {

    private static final Logger log = LoggerFactory.getLogger(UnitFileChanges.class.getPackageName());

    private final List<Path> directories;
    private @Nullable UnitFileScan loaded;
    private @Nullable UnitFileScan beforeReload;
    private @Nullable UnitFileScan seen;

    /**
     * Looks at the files for the first time.
     *
     * @param directories the directories in which the manager looks for unit files; none if they cannot be seen
     */
    UnitFileChanges(Collection<Path> directories) {
        this.directories = List.copyOf(directories);
        this.loaded = scan();
        this.beforeReload = loaded;
        this.seen = loaded;
    }

    private @Nullable UnitFileScan scan() {
        try {
            return directories.isEmpty() ? null : UnitFileScan.of(directories);
        } catch (IOException e) {
            log.debug("cannot look at the unit files in {}", directories, e);
            return null;
        }
    }

    /** Records that the manager begins to read all files. What changes from now on, it may not see. */
    void reloadBegins() {
        beforeReload = scan();
    }

    /** Returns the names of the files that have changed since the reload before this one; empty if that is unknown. */
    Optional<Set<String>> sinceReload() {
        UnitFileScan before = loaded;
        seen = scan();
        loaded = beforeReload;
        return changes(before, seen);
    }

    /** Returns the names of the files that have changed since the last look; empty if that is unknown. */
    Optional<Set<String>> sinceLook() {
        UnitFileScan before = seen;
        seen = scan();
        return changes(before, seen);
    }

    private static Optional<Set<String>> changes(@Nullable UnitFileScan before, @Nullable UnitFileScan now) {
        return before == null || now == null ? Optional.empty() : Optional.of(now.changesSince(before));
    }

    /** Returns the names of the units that have a file now; empty if that is unknown. Thread-safe. */
    Optional<Set<String>> unitNames() {
        return Optional.ofNullable(scan()).map(UnitFileScan::unitNames);
    }

    /** Returns whether changes of a file can be seen. */
    boolean canSee(String file) {
        return seen != null && seen.contains(Path.of(file));
    }
}

package io.github.servicehandler.files;

import io.github.servicehandler.files.WatchedDirectories.WatchedDirectory;
import io.github.servicehandler.internal.concurrent.Listeners;
import io.github.servicehandler.internal.concurrent.WorkLock;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watch on a path. It reports changes of the file, of the links on the way to it, and of the directories above it, as
 * far as the system reports them. Thread-safe.
 */
final class PathWatch implements FileHistory, Closeable {

    private static final Logger log = LoggerFactory.getLogger(PathWatch.class.getPackageName());

    private static final int MAX_ROUNDS = 100;

    private final WorkLock access = new WorkLock();
    private final Path path;
    private final WatchedDirectories directories;
    private final @Nullable DirectoryWatcher watcher;
    private final Set<Object> watched = new HashSet<>();
    private volatile Runnable listener = () -> {};
    private volatile BooleanSupplier growth = () -> false;
    private volatile boolean stale = true;
    private volatile boolean polling;
    private volatile boolean includesRotated;
    private volatile boolean hasPassed;
    private boolean closed;

    private PathWatch(Path path, @Nullable DirectoryWatcher watcher) {
        this.path = path;
        this.directories = new WatchedDirectories(path);
        this.watcher = watcher;
        this.polling = watcher == null;
    }

    static PathWatch of(Path path) {
        boolean reported = System.getProperty("os.name", "").startsWith("Linux")
                && path.getFileSystem().equals(FileSystems.getDefault());
        return new PathWatch(path, reported ? DirectoryWatcher.shared() : null);
    }

    /** Returns a watch without support from the system, which reports nothing. */
    static PathWatch polling(Path path) {
        return new PathWatch(path, null);
    }

    /**
     * Sets the listener for changes. It is called on the thread of the {@link DirectoryWatcher}, so it must not wait.
     *
     * @param grown returns whether the file has another length than when it was last looked at; it must not wait,
     *     either
     */
    void onChange(Runnable changed, BooleanSupplier grown) {
        growth = grown;
        listener = changed;
    }

    boolean hasGrown() {
        return growth.getAsBoolean();
    }

    /** Sets whether to report also that a file with a rotated name of this path is written to. */
    void includeRotated(boolean included) {
        includesRotated = included;
    }

    boolean includesRotated() {
        return includesRotated;
    }

    /** Returns whether changes may go unreported, so that the caller must look for them by itself. */
    boolean isPolling() {
        return polling;
    }

    /** Watches all directories as they are now. Anything that happens afterwards is reported. */
    void renew() {
        access.run(this::renewIfNeeded);
    }

    private void renewIfNeeded() {
        DirectoryWatcher reporting = watcher;
        if (reporting == null || closed || !(stale || polling)) {
            return;
        }
        stale = false;
        polling = false;
        // repeated, because a directory may be created after it was found missing and before the one above it is
        // watched
        int rounds = 0;
        while (watchAll(reporting)) {
            if (++rounds == MAX_ROUNDS) {
                polling = true;
                return;
            }
        }
    }

    /** Watches what must be watched now, and returns whether to check again. */
    private boolean watchAll(DirectoryWatcher reporting) {
        Map<Object, WatchedDirectory> needed = directories.current();
        watched.removeIf(key -> {
            boolean unneeded = !needed.containsKey(key);
            if (unneeded) {
                reporting.remove(this, key);
            }
            return unneeded;
        });
        boolean added = false;
        for (Map.Entry<Object, WatchedDirectory> entry : needed.entrySet()) {
            added |= watch(reporting, entry.getKey(), entry.getValue());
        }
        return added;
    }

    private boolean watch(DirectoryWatcher reporting, Object key, WatchedDirectory target) {
        try {
            boolean added = reporting.add(this, key, target);
            watched.add(key);
            return added;
        } catch (NoSuchFileException | NotDirectoryException e) {
            return true;
        } catch (IOException e) {
            log.debug("{} cannot be watched", target.directory(), e);
            polling = true;
            return false;
        }
    }

    /**
     * Reports a change to the listener.
     *
     * @param rearranged whether more than the content of a file may have changed
     */
    void changed(boolean rearranged) {
        if (rearranged) {
            stale = true;
        }
        Listeners.run(listener, path, log);
    }

    /** Sets whether there are files in the history. */
    void setPassed(boolean passed) {
        hasPassed = passed;
    }

    @Override
    public boolean hasPassed() {
        return hasPassed;
    }

    @Override
    public List<PassedFile> passed() {
        DirectoryWatcher reporting = watcher;
        if (reporting == null) {
            return List.of();
        }
        if (!reporting.isCurrent(this)) {
            // the directory was replaced, which has not been reported yet
            stale = true;
            renew();
        }
        return reporting.passed(this);
    }

    @Override
    public void forget(List<PassedFile> files) {
        if (watcher != null) {
            watcher.forget(this, files);
        }
    }

    @Override
    public void close() {
        access.run(() -> {
            closed = true;
            DirectoryWatcher reporting = watcher;
            if (reporting != null) {
                watched.forEach(key -> reporting.remove(this, key));
            }
            watched.clear();
        });
    }
}

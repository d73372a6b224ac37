package io.github.servicehandler.files;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Something that came to a name in a watched directory, and may have been renamed since. For use with the lock of the
 * {@link DirectoryWatcher}.
 */
final class Arrival {

    /**
     * The time in which a new file may be a copy that was made between two looks at the followed file. A file that has
     * been there for longer, such as one that an operator has uncompressed, is none.
     */
    private static final Duration COPY_TIME = Duration.ofSeconds(5);

    private final long since = System.nanoTime();
    private @Nullable Path name;
    private final boolean renamed;
    private boolean written;
    private int users;

    /**
     * Creates an arrival.
     *
     * @param name the name that it has now; {@code null} if it is gone
     * @param renamed whether it had another name before, so that it may have had content from the start
     */
    Arrival(@Nullable Path name, boolean renamed) {
        this.name = name;
        this.renamed = renamed;
    }

    /** Returns the present name; {@code null} if it is no longer in the directory. */
    @Nullable
    Path name() {
        return name;
    }

    void setName(@Nullable Path name) {
        this.name = name;
    }

    void markWritten() {
        written = true;
    }

    /** Returns whether it may have content. */
    boolean mayHaveContent() {
        return renamed || written;
    }

    /** Returns whether it is new, and not an older file, or one with a new name. */
    boolean isNew() {
        return (!renamed || written) && System.nanoTime() - since < COPY_TIME.toNanos();
    }

    void addUser() {
        users++;
    }

    /** Returns whether that was the last user. */
    boolean removeUser() {
        return --users == 0;
    }

    boolean hasUsers() {
        return users > 0;
    }
}

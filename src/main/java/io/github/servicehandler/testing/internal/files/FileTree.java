package io.github.servicehandler.testing.internal.files;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The part of a file system that unit files need: text files and symbolic links by absolute path. */
public interface FileTree {

    /**
     * A file or a symbolic link.
     *
     * @param text the text of a file, or the target of a link
     * @param isLink whether it is a link
     * @param version a number that changes with every write
     */
    record Node(String text, boolean isLink, long version) {

        public boolean isMask() {
            return isLink ? text.equals("/dev/null") : text.isEmpty();
        }
    }

    /** Returns the file or link at a path, without following a link; {@code null} if there is none. */
    @Nullable
    Node get(String path);

    /** Returns all files and links below a directory, sorted by their path relative to it. */
    Map<String, Node> below(String directory);

    /** Returns the targets of all links by the absolute path of the link. */
    Map<String, String> links();

    void write(String path, String text);

    void link(String path, String target);

    /** Removes a file or a link; returns {@code false} if there is none. */
    boolean remove(String path);

    /** Returns a number that increases with every change. */
    long version();
}

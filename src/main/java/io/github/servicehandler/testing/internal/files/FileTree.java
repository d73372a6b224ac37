package io.github.servicehandler.testing.internal.files;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Is as much of a file system as unit files need: text files and symbolic links by absolute path. */
public interface FileTree {

    /**
     * Is a file or a link.
     *
     * @param text a file's text, or a link's target
     * @param link whether it is a link
     * @param version differs whenever the file was written
     */
    record Entry(String text, boolean link, long version) {

        public boolean masks() {
            return link ? text.equals("/dev/null") : text.isEmpty();
        }
    }

    /** Returns what stands at a path, without following it. */
    @Nullable
    Entry get(String path);

    /** Returns all below a directory, by path relative to it, in order. */
    Map<String, Entry> below(String directory);

    /** Returns all links by absolute path. */
    Map<String, String> links();

    void write(String path, String text);

    void link(String path, String target);

    /** Removes a file or a link; false if there is none. */
    boolean remove(String path);

    /** Returns a number that grows with every change. */
    long version();
}

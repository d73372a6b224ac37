package io.github.servicehandler.testing.internal.files;

import java.nio.file.Path;
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
    record Node(String text, boolean isLink, long version) {}

    /** How many links the kernel follows before it gives up. */
    int MAX_LINKS = 40;

    /** Returns the file or link at a path, without following a link; {@code null} if there is none. */
    @Nullable
    Node get(String path);

    /** Returns the absolute path to which a path leads if it is that of a link, and otherwise the path itself. */
    default String target(String path) {
        Node node = get(path);
        return node == null || !node.isLink()
                ? path
                : Path.of(path).resolveSibling(node.text()).normalize().toString();
    }

    /** Follows all links from a path on; returns where they end, or {@code null} if they go round in a circle. */
    default @Nullable String end(String path) {
        String current = path;
        for (int i = 0; i < MAX_LINKS; i++) {
            String next = target(current);
            if (next.equals(current) && !isLink(current)) {
                return current;
            }
            current = next;
        }
        return null;
    }

    private boolean isLink(String path) {
        Node node = get(path);
        return node != null && node.isLink();
    }

    /** Returns the file to which a path leads; {@code null} if there is none. */
    default @Nullable Node file(String path) {
        String end = end(path);
        return end == null ? null : get(end);
    }

    /** Returns whether a path masks a unit: it leads to {@code /dev/null} or to an empty file. */
    default boolean isMask(String path) {
        String end = end(path);
        Node file = end == null ? null : get(end);
        return file == null ? "/dev/null".equals(end) : file.text().isEmpty();
    }

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

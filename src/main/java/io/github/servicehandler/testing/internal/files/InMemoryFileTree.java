package io.github.servicehandler.testing.internal.files;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A file tree in memory. */
public final class InMemoryFileTree implements FileTree {

    private final TreeMap<String, Node> entries = new TreeMap<>();
    private final TreeMap<String, String> links = new TreeMap<>();
    private long version;

    @Override
    public @Nullable Node get(String path) {
        return entries.get(path);
    }

    @Override
    public Map<String, Node> below(String directory) {
        Map<String, Node> found = new TreeMap<>();
        String prefix = directory + "/";
        entries.subMap(prefix, directory + "0")
                .forEach((path, entry) -> found.put(path.substring(prefix.length()), entry));
        return found;
    }

    @Override
    public Map<String, String> links() {
        return Collections.unmodifiableMap(links);
    }

    @Override
    public void write(String path, String text) {
        remove(path);
        entries.put(path, new Node(text, false, ++version));
    }

    @Override
    public void link(String path, String target) {
        entries.put(path, new Node(target, true, ++version));
        links.put(path, target);
    }

    @Override
    public boolean remove(String path) {
        version++;
        links.remove(path);
        return entries.remove(path) != null;
    }

    @Override
    public long version() {
        return version;
    }
}

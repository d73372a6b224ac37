package io.github.servicehandler.testing.internal.files;

import io.github.servicehandler.unit.UnitFile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Is all that the files say about a unit: its own file, the fragment, and its drop-ins.
 *
 * @param fragment the unit's file, or {@code null} if there is none
 * @param dropIns what changes it, in order
 */
public record UnitSource(@Nullable Part fragment, List<Part> dropIns) {

    public static final UnitSource NONE = new UnitSource(null, List.of());

    /** Is one file. */
    public record Part(String path, FileTree.Entry entry, UnitFile content) {

        public String directory() {
            return path.substring(0, path.lastIndexOf('/'));
        }

        /** Two readings of the same file are the same part if nobody wrote to it in between. */
        public boolean sameAs(Part other) {
            return path.equals(other.path) && entry.equals(other.entry);
        }
    }

    public boolean masked() {
        return fragment != null && fragment.entry().masks();
    }

    public boolean exists() {
        return fragment != null;
    }

    public String path() {
        return fragment == null ? "" : fragment.path();
    }

    public List<Part> parts() {
        List<Part> parts = new ArrayList<>(dropIns);
        if (fragment != null) {
            parts.add(0, fragment);
        }
        return parts;
    }
}

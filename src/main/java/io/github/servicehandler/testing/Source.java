package io.github.servicehandler.testing;

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
record Source(@Nullable Part fragment, List<Part> dropIns) {

    static final Source NONE = new Source(null, List.of());

    /** Is one file. */
    record Part(String path, FileTree.Entry entry, UnitFile content) {

        String directory() {
            return path.substring(0, path.lastIndexOf('/'));
        }

        /** Two readings of the same file are the same part if nobody wrote to it in between. */
        boolean sameAs(Part other) {
            return path.equals(other.path) && entry.equals(other.entry);
        }
    }

    boolean masked() {
        return fragment != null && fragment.entry().masks();
    }

    boolean exists() {
        return fragment != null;
    }

    String path() {
        return fragment == null ? "" : fragment.path();
    }

    List<Part> parts() {
        List<Part> parts = new ArrayList<>(dropIns);
        if (fragment != null) {
            parts.add(0, fragment);
        }
        return parts;
    }
}

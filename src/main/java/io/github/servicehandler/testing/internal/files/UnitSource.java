package io.github.servicehandler.testing.internal.files;

import io.github.servicehandler.unit.UnitFile;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The files of a unit: its unit file, called fragment, and its drop-ins.
 *
 * @param fragment the unit's file, or {@code null} if there is none
 * @param dropIns the drop-ins in the order in which they apply
 */
public record UnitSource(@Nullable Part fragment, List<Part> dropIns) {

    public static final UnitSource NONE = new UnitSource(null, List.of());

    /**
     * One file of a unit.
     *
     * @param entry the file or link at the path
     * @param isMask whether the path leads to {@code /dev/null} or to an empty file
     */
    public record Part(String path, FileTree.Node entry, UnitFile content, boolean isMask) {

        public String directory() {
            return path.substring(0, path.lastIndexOf('/'));
        }

        /**
         * Returns the part without a line and all that follow it. That of a link is whole.
         *
         * @param line the number of the line, counted from 1
         */
        public Part before(int line) {
            String text = entry.text().lines().limit(line - 1L).collect(Collectors.joining("\n", "", "\n"));
            return entry.isLink() ? this : new Part(path, entry, UnitFile.parse(text), isMask);
        }

        /** Returns whether both were read from the same file with no write in between. */
        public boolean sameAs(Part other) {
            return path.equals(other.path) && entry.equals(other.entry);
        }
    }

    /** Returns the files whose settings apply to a unit in a load state: of a masked one, those are its drop-ins. */
    public UnitSource applied(LoadState state) {
        return switch (state) {
            case NOT_FOUND -> NONE;
            case MASKED -> new UnitSource(null, dropIns);
            default -> this;
        };
    }

    public boolean masked() {
        return fragment != null && fragment.isMask();
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

package io.github.servicehandler;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A file that changes settings of a unit, and is kept apart from the unit's own file; see systemd.unit(5). Immutable.
 *
 * @param path its path on the machine of the manager
 * @param text its content, as of {@link io.github.servicehandler.files.UnitFileText}
 */
public record DropIn(Path path, String text) {

    /** The end of the names of directories of drop-ins. */
    static final String DIRECTORY_SUFFIX = ".d";

    /**
     * Checks that nothing is {@code null}.
     *
     * @param path its path
     * @param text its content
     */
    public DropIn {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(text, "text");
    }

    /**
     * Returns the name of the file.
     *
     * @return the name, such as {@code override.conf}
     */
    public String name() {
        return String.valueOf(path.getFileName());
    }

    /**
     * Returns the units to which the drop-in applies.
     *
     * @return the name of a unit; that of a template, which stands for its instances; a prefix such as
     *     {@code bot-.service}; or a type such as {@code service}
     */
    public String appliesTo() {
        String directory = directory(path);
        return directory.substring(0, directory.length() - DIRECTORY_SUFFIX.length());
    }

    static boolean isDropIn(Path path) {
        return directory(path).endsWith(DIRECTORY_SUFFIX);
    }

    private static String directory(Path path) {
        Path parent = path.getParent();
        return parent == null ? "" : String.valueOf(parent.getFileName());
    }
}

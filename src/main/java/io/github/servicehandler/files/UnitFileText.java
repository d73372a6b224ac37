package io.github.servicehandler.files;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Is the text of a unit, file by file, as {@code systemctl cat} prints it. Immutable.
 *
 * @param fragments the unit file, and then its drop-ins in the order in which they apply; empty for a unit without a file
 */
public record UnitFileText(List<Fragment> fragments) {

    /**
     * Is one of the files. Immutable.
     *
     * @param path where it is, on the machine of the service
     * @param text what is in it, unchanged, but that bytes which are no UTF-8 are U+FFFD, and that the last line has an end even if it
     *     has none in the file
     */
    public record Fragment(Path path, String text) {

        /**
         * Checks that nothing is {@code null}.
         *
         * @param path where it is
         * @param text what is in it
         */
        public Fragment {
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(text, "text");
        }
    }

    /**
     * Copies the list.
     *
     * @param fragments the unit file and its drop-ins
     */
    public UnitFileText {
        fragments = List.copyOf(fragments);
    }

    /**
     * Returns all of it, each file below a line with its path, an empty line between them.
     *
     * @return the text
     */
    public String text() {
        return fragments.stream()
                .map(fragment -> "# " + fragment.path() + "\n" + fragment.text())
                .collect(Collectors.joining("\n"));
    }

    /** Returns {@link #text()}. */
    @Override
    public String toString() {
        return text();
    }
}

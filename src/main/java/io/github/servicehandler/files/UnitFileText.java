package io.github.servicehandler.files;

import io.github.servicehandler.internal.text.VisibleText;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The text of a unit's files, as {@code systemctl cat} prints it. Immutable.
 *
 * @param fragments the unit file, followed by its drop-ins in the order in which they apply; empty for a unit without a
 *     file
 */
public record UnitFileText(List<Fragment> fragments) {

    /**
     * The text of one file. Immutable.
     *
     * @param path its path on the service's machine
     * @param text its content, except that invalid UTF-8 becomes U+FFFD, and that the last line has a line break even
     *     if the file ends without one
     */
    public record Fragment(Path path, String text) {

        /**
         * Checks that nothing is {@code null}.
         *
         * @param path its path on the service's machine
         * @param text its content
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
     * Returns the text of all files, each below a line with its path, separated by empty lines.
     *
     * @return the text
     */
    public String text() {
        return fragments.stream()
                .map(fragment -> "# " + fragment.path() + "\n" + fragment.text())
                .collect(Collectors.joining("\n"));
    }

    /** Returns {@link #text()}, with escapes for what a terminal would obey. */
    @Override
    public String toString() {
        return VisibleText.lines(text());
    }
}

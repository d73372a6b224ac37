package io.github.servicehandler.files;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Conversion of a path that the manager reported. */
final class ReportedPath {

    private ReportedPath() {}

    /**
     * Returns the path.
     *
     * @throws InvalidPathException if the locale of this JVM cannot represent it
     */
    static Path of(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new InvalidPathException(
                    text,
                    "the locale of this JVM (" + System.getProperty("sun.jnu.encoding")
                            + ") cannot represent the path; run the JVM with LC_ALL=C.UTF-8");
        }
    }
}

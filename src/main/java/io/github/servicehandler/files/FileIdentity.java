package io.github.servicehandler.files;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Lookup of the identity of the file or directory at a path. */
final class FileIdentity {

    private FileIdentity() {}

    /**
     * Returns the identity of the regular file at a path; {@code null} if there is none, or only a pipe or a directory.
     */
    static @Nullable Object of(Path path) throws IOException {
        BasicFileAttributes attributes = attributes(path);
        return attributes == null || !attributes.isRegularFile() ? null : key(attributes);
    }

    /** Returns the identity of the directory at a path; {@code null} if there is none or it cannot be determined. */
    static @Nullable Object ofDirectory(Path path) {
        try {
            BasicFileAttributes attributes = attributes(path);
            return attributes == null || !attributes.isDirectory() ? null : key(attributes);
        } catch (IOException e) {
            return null;
        }
    }

    private static Object key(BasicFileAttributes attributes) {
        Object key = attributes.fileKey();
        // some file systems have no keys; the creation time is the best substitute
        return key != null ? key : attributes.creationTime();
    }

    private static @Nullable BasicFileAttributes attributes(Path path) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            return null;
        } catch (FileSystemException e) {
            if (Files.notExists(path)) {
                // a part of the path is not a directory
                return null;
            }
            throw e;
        }
    }
}

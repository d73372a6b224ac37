package io.github.servicehandler.files;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Finds out what bears a name now. */
final class FileIdentity {

    private FileIdentity() {}

    /** Returns what identifies the file that bears a name; {@code null} if there is none but a pipe or a directory. */
    static @Nullable Object of(Path path) throws IOException {
        BasicFileAttributes attributes = attributes(path);
        return attributes == null || !attributes.isRegularFile() ? null : key(attributes);
    }

    /** Returns what identifies the directory that bears a name; {@code null} if there is none. */
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
        // some systems have no such key; the time of creation is the next best
        return key != null ? key : attributes.creationTime();
    }

    private static @Nullable BasicFileAttributes attributes(Path path) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            return null;
        } catch (FileSystemException e) {
            if (Files.notExists(path)) {
                // a part of the way there is no directory
                return null;
            }
            throw e;
        }
    }
}

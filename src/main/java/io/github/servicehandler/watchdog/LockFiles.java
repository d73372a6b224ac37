package io.github.servicehandler.watchdog;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Calls for files of this user alone, and for lock files among them. */
final class LockFiles {

    private LockFiles() {}

    /** Returns the attributes of new files that only their owner can read and write. */
    static FileAttribute<?>[] ownerOnly() {
        return ownerOnly("rw-------");
    }

    /** Returns the attributes of new directories that only their owner can enter. */
    static FileAttribute<?>[] ownerOnlyDirectory() {
        return ownerOnly("rwx------");
    }

    private static FileAttribute<?>[] ownerOnly(String permissions) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /** Opens a file to be locked, which is created if it is missing. */
    static FileChannel open(Path file) throws IOException {
        if (Files.exists(file, NOFOLLOW_LINKS) && !Files.isRegularFile(file, NOFOLLOW_LINKS)) {
            throw new IOException(file + " is not a regular file: delete it");
        }
        // reading as well, because opening a FIFO for writing alone would wait for a reader
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE, NOFOLLOW_LINKS),
                ownerOnly());
    }
}

package io.github.servicehandler.unit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Keeps unit files on disk. */
final class UnitFileStore {

    private static final Set<PosixFilePermission> READABLE_FOR_ALL = PosixFilePermissions.fromString("rw-r--r--");

    private UnitFileStore() {}

    static UnitFile read(Path file) throws IOException {
        return UnitFile.parse(Files.readString(file, StandardCharsets.UTF_8));
    }

    static void write(Path file, String text) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null) {
            throw new IOException("not a file to write to: " + file);
        }
        Path draft = Files.createTempFile(directory, ".unit-", ".tmp");
        try {
            fill(draft, text);
            if (Files.getFileStore(draft).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(draft, permissions(file));
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static Set<PosixFilePermission> permissions(Path file) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                ? Files.getPosixFilePermissions(file)
                : READABLE_FOR_ALL;
    }

    private static void fill(Path draft, String text) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            // without it a power cut after the move could leave an empty file of the right name
            channel.force(true);
        }
    }
}

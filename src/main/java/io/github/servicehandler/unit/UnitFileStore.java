package io.github.servicehandler.unit;

import io.github.servicehandler.internal.storage.AtomicFile;
import io.github.servicehandler.internal.storage.UnitDrafts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** Reading and writing of unit files on disk. */
final class UnitFileStore {

    private static final int LIMIT = 16 * 1024 * 1024;
    private static final Set<PosixFilePermission> READABLE_FOR_ALL = PosixFilePermissions.fromString("rw-r--r--");

    private UnitFileStore() {}

    static UnitFileLayout read(Path file) throws IOException {
        Path name = file.getFileName();
        Optional<UnitType> type = UnitType.ofSuffix(suffix(String.valueOf(name)));
        return new UnitFileParser(type.orElse(null)).parse(UnitFileEncoding.decode(bytes(file)));
    }

    private static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LIMIT + 1);
            if (bytes.length > LIMIT) {
                throw new IOException("a unit file must not be larger than 16 MiB: " + file);
            }
            return bytes;
        }
    }

    private static String suffix(String name) {
        return name.substring(Math.max(0, name.lastIndexOf('.')));
    }

    static void write(Path file, String text) throws IOException {
        AtomicFile content = new AtomicFile(file, UnitDrafts.PREFIX, UnitDrafts.SUFFIX);
        content.deleteDrafts(UnitDrafts.ABANDONED_AFTER);
        content.replace(UnitFileEncoding.encode(text), permissions(file));
    }

    private static Set<PosixFilePermission> permissions(Path file) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                ? Files.getPosixFilePermissions(file)
                : READABLE_FOR_ALL;
    }
}

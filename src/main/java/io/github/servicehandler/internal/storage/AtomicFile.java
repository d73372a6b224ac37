package io.github.servicehandler.internal.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that is only ever replaced as a whole: at any time, and after a crash, it has either its old content or its
 * new one. The new content is first written to a draft in the same directory. Symbolic links are replaced, not
 * followed.
 */
public final class AtomicFile {

    private static final Logger log = LoggerFactory.getLogger(AtomicFile.class.getPackageName());

    private final Path file;
    private final Path directory;
    private final String draftPrefix;
    private final String draftSuffix;

    /**
     * Describes a file. Creates nothing.
     *
     * @param file the file; it has a parent directory, which exists
     * @param draftPrefix the beginning of the names of drafts
     * @param draftSuffix the end of the names of drafts
     */
    public AtomicFile(Path file, String draftPrefix, String draftSuffix) throws IOException {
        this.file = file;
        this.draftPrefix = draftPrefix;
        this.draftSuffix = draftSuffix;
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IOException("a file needs a path with a parent directory, but the path was \"" + file + "\"");
        }
        directory = parent;
    }

    /**
     * Replaces the file.
     *
     * @param permissions the permissions of the new file, whatever the umask
     * @throws IOException if that failed; the old file still exists, unless only the directory could not be written to
     *     the disk
     */
    public void replace(String text, Set<PosixFilePermission> permissions) throws IOException {
        replace(text.getBytes(StandardCharsets.UTF_8), permissions);
    }

    /** Replaces the file by these bytes, as {@link #replace(String, Set)} does by a text. */
    public void replace(byte[] content, Set<PosixFilePermission> permissions) throws IOException {
        // an unpredictable name that is created exclusively, so that no other user can prepare it
        Path draft = Files.createTempFile(directory, draftPrefix, draftSuffix);
        try {
            write(draft, content);
            if (isPosix()) {
                Files.setPosixFilePermissions(draft, permissions);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
        forceDirectory();
    }

    private static void write(Path draft, byte[] content) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            // otherwise a power failure after the move could leave an empty file of that name
            channel.force(true);
        }
    }

    private boolean isPosix() throws IOException {
        return Files.getFileStore(directory).supportsFileAttributeView("posix");
    }

    /** Writes the directory to the disk, which determines which of the two files exists after a power failure. */
    private void forceDirectory() throws IOException {
        if (isPosix()) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /**
     * Deletes the drafts that programs have left that were killed while they wrote. A draft that cannot be deleted
     * stays.
     *
     * @param minimumAge the age of drafts that no running program writes any more
     */
    public void deleteDrafts(Duration minimumAge) throws IOException {
        Instant latest = Instant.now().minus(minimumAge);
        try (DirectoryStream<Path> drafts = Files.newDirectoryStream(directory, this::isDraft)) {
            drafts.forEach(draft -> deleteIfOlder(draft, latest));
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private boolean isDraft(Path path) {
        return Pattern.matches(
                Pattern.quote(draftPrefix) + "[0-9]+" + Pattern.quote(draftSuffix),
                path.getFileName().toString());
    }

    private static void deleteIfOlder(Path draft, Instant latest) {
        try {
            if (!Files.getLastModifiedTime(draft, LinkOption.NOFOLLOW_LINKS)
                    .toInstant()
                    .isAfter(latest)) {
                Files.delete(draft);
            }
        } catch (IOException e) {
            log.debug("cannot delete the draft {}", draft, e);
        }
    }
}

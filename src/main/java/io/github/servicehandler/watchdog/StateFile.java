package io.github.servicehandler.watchdog;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.github.servicehandler.internal.concurrent.WorkLock;
import io.github.servicehandler.internal.storage.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A file with a text that is replaced as a whole, so that it is complete even after a crash. While the file is open, no
 * other program can open it and overwrite the text. Only its owner can read it. Symbolic links of other users are not
 * followed: in a directory of theirs, they could direct root to any file. Thread-safe.
 */
final class StateFile implements AutoCloseable {

    private static final long MAX_BYTES = 256L << 20;
    private static final String DRAFT_SUFFIX = ".new";

    /** Permissions of new files: evidence may contain lines of the services' logs. */
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    /**
     * The files that are open in this program. Locks of the kernel exclude other programs only, and end when any
     * descriptor of the lock file is closed.
     */
    private static final Set<Path> OPEN_FILES = ConcurrentHashMap.newKeySet();

    /**
     * The channels of locks that another part of this program holds, such as another class loader. They stay open: to
     * close one would release that other lock.
     */
    private static final Map<Path, FileChannel> REFUSED = new ConcurrentHashMap<>();

    private final Path file;
    private final Consumer<String> problems;
    private final WorkLock access = new WorkLock();
    private @Nullable FileChannel lock;
    private boolean open;
    private boolean failed;

    /** @param problems gets a message for each problem of reading, writing or locking; none is thrown */
    StateFile(Path file, Consumer<String> problems) {
        this.file = target(file.toAbsolutePath());
        this.problems = problems;
    }

    /**
     * Locks the file until it is closed or this program ends.
     *
     * @throws IllegalStateException if another watchdog has locked the file
     */
    void open() {
        access.run(this::lock);
    }

    private void lock() {
        if (!OPEN_FILES.add(file)) {
            throw inUse();
        }
        open = true;
        try {
            FileChannel refused = REFUSED.remove(file);
            lock = refused == null ? LockFiles.open(sibling(".lock")) : refused;
            if (!isLocked(lock)) {
                close();
                throw inUse();
            }
            // this program alone writes the file from here on, so no draft is in use
            content().deleteDrafts(Duration.ZERO);
        } catch (IOException e) {
            problems.accept("the state file " + file + " could not be locked: " + IoErrorText.of(e));
        }
    }

    private AtomicFile content() throws IOException {
        return new AtomicFile(file, file.getFileName() + ".", DRAFT_SUFFIX);
    }

    private boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            REFUSED.put(file, channel);
            lock = null;
            return false;
        }
    }

    private IllegalStateException inUse() {
        return new IllegalStateException(
                "another watchdog uses the state file " + file + "; each watchdog needs a file of its own");
    }

    private Path sibling(String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    /** Returns the target of a symbolic link, so that the target is replaced and not the link. */
    private static Path target(Path file) {
        SymbolicLinks.requireTrusted(file);
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IllegalArgumentException("the state file " + file + " is not a regular file");
        }
        try {
            Path directory = Objects.requireNonNull(file.getParent()).toRealPath();
            return Files.exists(file) ? file.toRealPath() : directory.resolve(file.getFileName());
        } catch (IOException e) {
            return file;
        }
    }

    /** Passes the text to a reader, if the file exists. If the reader throws an exception, the file is renamed. */
    void read(Consumer<String> reader, Instant now) {
        access.run(() -> {
            try {
                if (Files.exists(file, NOFOLLOW_LINKS)) {
                    reader.accept(text());
                }
            } catch (IOException | RuntimeException e) {
                setAside(e, now);
            }
        });
    }

    private String text() throws IOException {
        if (!Files.isRegularFile(file, NOFOLLOW_LINKS)) {
            throw new IllegalArgumentException("it is no longer a regular file");
        }
        try (InputStream in = Files.newInputStream(file, NOFOLLOW_LINKS)) {
            requireReasonable(Files.size(file));
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(in.readAllBytes()))
                    .toString();
        }
    }

    private static void requireReasonable(long size) {
        if (size > MAX_BYTES) {
            throw new IllegalArgumentException("it has " + size + " bytes, but at most " + MAX_BYTES + " are allowed");
        }
    }

    private void setAside(Exception reason, Instant now) {
        if (!open) {
            problems.accept("the state file " + file + " cannot be used, and is left as it is: " + reason.getMessage());
            return;
        }
        Path aside = sibling(".corrupt-" + now.toEpochMilli());
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            problems.accept("the state file " + file + " cannot be used and was renamed to " + aside.getFileName()
                    + ": " + reason.getMessage());
        } catch (IOException e) {
            problems.accept("the state file " + file + " cannot be used: " + reason.getMessage()
                    + "; renaming it failed, too: " + IoErrorText.of(e));
        }
    }

    /** Writes a text. Returns whether that succeeded. A failure is reported once, until writing succeeds again. */
    boolean write(String text) {
        return access.get(() -> tryReplace(text));
    }

    private boolean tryReplace(String text) {
        try {
            content().replace(text, OWNER_ONLY);
            failed = false;
        } catch (IOException e) {
            if (!failed) {
                problems.accept("the state file " + file + " could not be written: " + IoErrorText.of(e));
            }
            failed = true;
        }
        return !failed;
    }

    @Override
    public void close() {
        access.run(this::release);
    }

    private void release() {
        if (open) {
            OPEN_FILES.remove(file);
        }
        open = false;
        try {
            if (lock != null) {
                lock.close();
            }
        } catch (IOException e) {
            problems.accept("the lock of the state file " + file + " could not be released: " + IoErrorText.of(e));
        }
    }
}

package io.github.servicehandler.watchdog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a text in a file, so that it is there whole or not at all, whatever happens in between. As long as it is open
 * no other program can open it, which would undo what this one keeps. Thread-safe.
 */
final class StateFile implements AutoCloseable {

    private static final long MAX_BYTES = 256L << 20;

    /**
     * Which files this program has: the kernel's locks keep out other programs only, and go with any descriptor that is
     * closed.
     */
    private static final Set<Path> OPEN_FILES = ConcurrentHashMap.newKeySet();

    /**
     * Locks that another part of this program holds, as another class loader's; to close one's own would give up that
     * one's.
     */
    private static final Map<Path, FileChannel> REFUSED = new ConcurrentHashMap<>();

    private final Path file;
    private final Consumer<String> problems;
    private @Nullable FileChannel lock;
    private boolean open;
    private boolean failed;

    /** @param complaints hears of what goes wrong, none of which is thrown */
    StateFile(Path file, Consumer<String> problems) {
        this.file = target(file.toAbsolutePath());
        this.problems = problems;
    }

    /**
     * Keeps all others from it until it is closed, or this program ends in whatever way.
     *
     * @throws IllegalStateException if another has it
     */
    synchronized void open() {
        if (!OPEN_FILES.add(file)) {
            throw inUse();
        }
        open = true;
        try {
            FileChannel refused = REFUSED.remove(file);
            lock = refused == null ? channel() : refused;
            if (!isLocked(lock)) {
                close();
                throw inUse();
            }
        } catch (IOException e) {
            problems.accept("the state in " + file + " could not be locked: " + e);
        }
    }

    private FileChannel channel() throws IOException {
        return FileChannel.open(sibling(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
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
                "another watchdog keeps its state in " + file + "; each needs a file of its own");
    }

    private Path sibling(String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    /** Returns what a link points to: the file is replaced, not the link. */
    private static Path target(Path file) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IllegalArgumentException(file + " is no file to keep a watchdog's state in");
        }
        try {
            Path directory = Objects.requireNonNull(file.getParent()).toRealPath();
            return Files.exists(file) ? file.toRealPath() : directory.resolve(file.getFileName());
        } catch (IOException e) {
            return file;
        }
    }

    /** Has the text read, if there is one; one that the reader does not accept is put aside. */
    synchronized void read(Consumer<String> reader, Instant now) {
        try {
            if (Files.exists(file)) {
                requireReasonable(Files.size(file));
                reader.accept(Files.readString(file));
            }
        } catch (IOException | RuntimeException e) {
            setAside(e, now);
        }
    }

    private static void requireReasonable(long size) {
        if (size > MAX_BYTES) {
            throw new IllegalArgumentException("it has " + size + " bytes");
        }
    }

    private void setAside(Exception reason, Instant now) {
        if (!open) {
            problems.accept("the state in " + file + " could not be used, and is not ours to put aside: "
                    + reason.getMessage());
            return;
        }
        Path aside = sibling(".corrupt-" + now.toEpochMilli());
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            problems.accept("the state in " + file + " could not be used and was put aside as " + aside.getFileName()
                    + ": " + reason.getMessage());
        } catch (IOException e) {
            problems.accept("the state in " + file + " could not be read: " + reason);
        }
    }

    /** Writes a text, and tells whether it could be; that it could not is complained of once until it can be again. */
    synchronized boolean write(String text) {
        try {
            replace(text);
            failed = false;
        } catch (IOException e) {
            if (!failed) {
                problems.accept("the state could not be written to " + file + ": " + e);
            }
            failed = true;
        }
        return !failed;
    }

    private void replace(String text) throws IOException {
        Path fresh = sibling(".new");
        try (FileChannel channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            // or else a power failure could leave an empty file under the old name
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceDirectory();
    }

    /** After a power failure it is the directory that says which of the two files is there. */
    private void forceDirectory() throws IOException {
        try (FileChannel directory =
                FileChannel.open(Objects.requireNonNull(file.getParent()), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    @Override
    public synchronized void close() {
        if (open) {
            OPEN_FILES.remove(file);
        }
        open = false;
        try {
            if (lock != null) {
                lock.close();
            }
        } catch (IOException e) {
            problems.accept("the lock of " + file + " could not be given back: " + e);
        }
    }
}

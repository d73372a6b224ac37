package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.internal.concurrent.WorkLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file in which programs of one user lock a byte for each service that their watchdogs supervise. The kernel
 * releases the locks when a program ends, however it ends.
 */
final class ClaimFile {

    private static final Logger log = LoggerFactory.getLogger(ClaimFile.class.getPackageName());

    private static final String DIRECTORY = "servicehandler";
    private static final String NAME = "watchdog.lock";

    /** The open file. It is never closed, because that would release all locks of this program. */
    private static @Nullable FileChannel channel;

    private static final WorkLock ACCESS = new WorkLock();

    private ClaimFile() {}

    /**
     * The result of an attempt to lock the byte of a service. Both are {@code null} if there is no file to lock.
     *
     * @param lock the lock
     * @param other the watchdog that has locked it already, for people to read
     */
    record LockAttempt(@Nullable FileLock lock, @Nullable String other) {}

    static LockAttempt lock(ServiceHandler service) {
        return ACCESS.get(() -> tryLock(service));
    }

    private static LockAttempt tryLock(ServiceHandler service) {
        long position = position(service);
        try {
            FileChannel file = channel == null ? LockFiles.open(directory().resolve(NAME)) : channel;
            channel = file;
            FileLock lock = file.tryLock(position, 1, false);
            return lock == null ? new LockAttempt(null, holder(position)) : new LockAttempt(lock, null);
        } catch (OverlappingFileLockException e) {
            // for example by another class loader
            return new LockAttempt(null, "another watchdog of this program");
        } catch (IOException | UnsupportedOperationException e) {
            log.debug("cannot check whether another program supervises {}", service, e);
            return new LockAttempt(null, null);
        }
    }

    static void unlock(FileLock lock) {
        try {
            lock.release();
        } catch (IOException e) {
            log.debug("cannot release a lock", e);
        }
    }

    /** Returns the directory of the lock file: private to the user, and emptied when the machine starts. */
    private static Path directory() throws IOException {
        Path self = Path.of("/proc/self");
        boolean isRoot = (Integer) Files.getAttribute(self, "unix:uid") == 0;
        // the runtime directory of root itself is removed when root logs out
        Path parent = isRoot ? Path.of("/run") : ManagerAddress.user().runtimeDirectory();
        Path directory = parent.resolve(DIRECTORY);
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(directory, LockFiles.ownerOnlyDirectory());
        }
        boolean isOwn = Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                && Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(self));
        if (!isOwn) {
            throw new IOException(directory + " is no directory of this user");
        }
        return directory;
    }

    /** Returns the position of the byte of a service, which differs from that of any other service in practice. */
    private static long position(ServiceHandler service) {
        ManagerAddress address = service.systemd().address();
        String text = address.arguments() + " " + address.runtimeDirectory() + " " + service.unitName();
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong() >>> 2;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String holder(long position) {
        // 1: POSIX  ADVISORY  WRITE 4711 00:2d:123 0 0
        try (var lines = Files.lines(Path.of("/proc/locks"))) {
            return lines.map(line -> line.trim().split("\\s+"))
                    .filter(words -> words.length > 6 && words[6].equals(String.valueOf(position)))
                    .map(words -> "another watchdog (process " + words[4] + ")")
                    .findFirst()
                    .orElse("another watchdog");
        } catch (IOException | UncheckedIOException e) {
            log.debug("cannot read who holds a lock", e);
            return "another watchdog";
        }
    }
}

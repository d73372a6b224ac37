package io.github.servicehandler.watchdog;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes the conditions about files. */
final class FileChecks {

    private FileChecks() {}

    static Condition missing(Path file) {
        return Sampled.of("file-missing " + Words.quoted(file.toString()), input -> {
            boolean missing = Files.notExists(file);
            return new Reading(Truth.of(missing), null, file + (missing ? " is missing" : " exists"), input.now());
        });
    }

    static Condition olderThan(Path file, Duration age) {
        Moments.requirePositive(age, "the age of a file");
        return Sampled.of("file-older " + Words.quoted(file.toString()) + " " + Moments.text(age), input -> {
            try {
                Instant written = Files.getLastModifiedTime(file).toInstant();
                boolean old = written.plus(age).isBefore(input.wall());
                return new Reading(Truth.of(old), null, file + " was written at " + written, input.now());
            } catch (NoSuchFileException e) {
                return new Reading(Truth.TRUE, null, file + " is missing", input.now());
            }
        });
    }

    static Condition largerThan(Path file, long bytes) {
        return Sampled.of("file-larger " + Words.quoted(file.toString()) + " " + bytes, input -> {
            long size = Files.exists(file) ? Files.size(file) : 0;
            return new Reading(Truth.of(size > bytes), size, file + " has " + size + " bytes", input.now());
        });
    }

    static Condition changed(Path file) {
        return Sampled.of("file-changed " + Words.quoted(file.toString()), input -> {
            long written = Files.exists(file) ? Files.getLastModifiedTime(file).toMillis() : -1;
            Reading before = input.previous();
            @Nullable Long last = before == null ? null : before.value();
            boolean changed = last != null && last != written;
            return new Reading(
                    Truth.of(changed), written, file + (changed ? " has changed" : " is as it was"), input.now());
        });
    }
}

package io.github.servicehandler.watchdog;

import io.github.servicehandler.internal.text.LocalTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Conditions on files of this machine. */
final class FileConditions {

    private static final long MISSING = -1;

    private FileConditions() {}

    static Condition missing(Path file) {
        return SampledCondition.of("file-missing " + RuleFileQuotes.ifNeeded(file.toString()), input -> {
            boolean missing = Files.notExists(file);
            return new SensorReading(
                    TruthValue.of(missing), null, file + (missing ? " is missing" : " exists"), input.now());
        });
    }

    static Condition olderThan(Path file, Duration age) {
        Times.requirePositive(age, "the age of the file");
        return SampledCondition.of(
                "file-older " + RuleFileQuotes.ifNeeded(file.toString()) + " " + Times.text(age), input -> {
                    try {
                        Instant written = Files.getLastModifiedTime(file).toInstant();
                        boolean old = written.plus(age).isBefore(input.wall());
                        return new SensorReading(
                                TruthValue.of(old),
                                null,
                                file + " was written at " + LocalTime.format(written),
                                input.now());
                    } catch (NoSuchFileException e) {
                        return new SensorReading(TruthValue.TRUE, null, file + " is missing", input.now());
                    }
                });
    }

    static Condition largerThan(Path file, long bytes) {
        return SampledCondition.of("file-larger " + RuleFileQuotes.ifNeeded(file.toString()) + " " + bytes, input -> {
            long size = Files.exists(file) ? Files.size(file) : 0;
            return new SensorReading(TruthValue.of(size > bytes), size, file + " has " + size + " bytes", input.now());
        });
    }

    /**
     * Returns a condition that compares a file with the one that was there when the condition last held, or when the
     * file was first read. A file that differs from the last reading may still be being written.
     */
    static Condition changed(Path file) {
        return SampledCondition.of("file-changed " + RuleFileQuotes.ifNeeded(file.toString()), input -> {
            long now = fingerprint(file);
            Long baseline = input.baseline();
            if (baseline == null) {
                return new SensorReading(TruthValue.FALSE, now, file + " was read first", input.now(), now);
            }
            if (baseline == now) {
                return new SensorReading(TruthValue.FALSE, now, file + " is unchanged", input.now());
            }
            SensorReading previous = input.previous();
            return previous != null && Objects.equals(previous.value(), now)
                    ? new SensorReading(TruthValue.TRUE, now, file + " has changed", input.now(), now)
                    : new SensorReading(TruthValue.FALSE, now, file + " has changed just now", input.now());
        });
    }

    /** Returns a number that changes with the file, and is the same in every program. */
    private static long fingerprint(Path file) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            long written = attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
            // a link to the present release may change to a file of the same size and time
            int target = file.toRealPath().toString().hashCode();
            return ((written * 31 + attributes.size()) * 31 + target) & Long.MAX_VALUE;
        } catch (NoSuchFileException e) {
            return MISSING;
        }
    }
}

package io.github.servicehandler.watchdog;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Conditions on files of this machine. */
final class FileConditions {

    private FileConditions() {}

    static Condition missing(Path file) {
        return SampledCondition.of("file-missing " + RuleLineScanner.quoted(file.toString()), input -> {
            boolean missing = Files.notExists(file);
            return new SensorReading(
                    TruthValue.of(missing), null, file + (missing ? " is missing" : " exists"), input.now());
        });
    }

    static Condition olderThan(Path file, Duration age) {
        Times.requirePositive(age, "the age of the file");
        return SampledCondition.of(
                "file-older " + RuleLineScanner.quoted(file.toString()) + " " + Times.text(age), input -> {
                    try {
                        Instant written = Files.getLastModifiedTime(file).toInstant();
                        boolean old = written.plus(age).isBefore(input.wall());
                        return new SensorReading(
                                TruthValue.of(old), null, file + " was written at " + written, input.now());
                    } catch (NoSuchFileException e) {
                        return new SensorReading(TruthValue.TRUE, null, file + " is missing", input.now());
                    }
                });
    }

    static Condition largerThan(Path file, long bytes) {
        return SampledCondition.of("file-larger " + RuleLineScanner.quoted(file.toString()) + " " + bytes, input -> {
            long size = Files.exists(file) ? Files.size(file) : 0;
            return new SensorReading(TruthValue.of(size > bytes), size, file + " has " + size + " bytes", input.now());
        });
    }

    static Condition changed(Path file) {
        return SampledCondition.of("file-changed " + RuleLineScanner.quoted(file.toString()), input -> {
            long written = Files.exists(file) ? Files.getLastModifiedTime(file).toMillis() : -1;
            SensorReading before = input.previous();
            @Nullable Long last = before == null ? null : before.value();
            boolean changed = last != null && last != written;
            return new SensorReading(
                    TruthValue.of(changed), written, file + (changed ? " has changed" : " is unchanged"), input.now());
        });
    }
}

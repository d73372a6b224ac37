package io.github.servicehandler.watchdog;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A reading of a sensor.
 *
 * @param truth whether the reading fulfils the condition
 * @param value the number that was read, for conditions that compare two readings; {@code null} if there is none
 * @param evidence what was read, for people to read
 * @param at when the reading was taken, by the clock of the watchdog
 * @param baseline a number to compare later readings with, in other runs and programs, too; {@code null} to keep the
 *     present one
 */
record SensorReading(
        TruthValue truth,
        @Nullable Long value,
        String evidence,
        Instant at,
        @Nullable Long baseline) {

    SensorReading(TruthValue truth, @Nullable Long value, String evidence, Instant at) {
        this(truth, value, evidence, at, null);
    }
}

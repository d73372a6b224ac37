package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceStatus;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that is read periodically for a condition. Equal sensors are read once.
 *
 * @param key the text of the condition on one reading
 * @param every the time between two readings
 * @param timeout how long a reading may take, in addition to the timeout of the manager
 * @param probe takes the readings
 * @param identity what distinguishes the sensor from others with the same key; {@code null} if the key does
 */
record Sensor(
        String key,
        Duration every,
        Duration timeout,
        Probe probe,
        @Nullable Object identity) {

    /** The code that takes a reading. */
    @FunctionalInterface
    interface Probe {

        /** Takes a reading. May block, for a few seconds at most. */
        SensorReading read(ProbeInput input) throws Exception;

        /** Takes a reading without blocking; returns nothing if that is not possible. */
        default Optional<SensorReading> readImmediately(ProbeInput input) {
            return Optional.empty();
        }

        /** Returns whether {@link #judge} must be called, with a status from the manager, instead of {@link #read}. */
        default boolean needsDetails() {
            return false;
        }

        /** Takes a reading from the status of the service with all details. Does not block. */
        default SensorReading judge(ProbeInput input, ServiceStatus details) {
            throw new UnsupportedOperationException();
        }
    }

    /** Returns a name for the state file. Equal sensors have the same name. */
    String name() {
        return key + " every " + Times.text(every);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sensor that
                && key.equals(that.key)
                && every.equals(that.every)
                && Objects.equals(identity, that.identity);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    @Override
    public String toString() {
        return key;
    }
}

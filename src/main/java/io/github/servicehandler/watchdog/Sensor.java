package io.github.servicehandler.watchdog;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says what has to be read again and again for a condition. Two that are equal are read once.
 *
 * @param key what is read, in words
 * @param every how often
 * @param patience how long it may take, besides what the manager may take to answer
 * @param probe how
 * @param what what makes it another one than those of the same words; {@code null} if they say all
 */
record Sensor(
        String key,
        Duration every,
        Duration timeout,
        Probe probe,
        @Nullable Object identity) {

    /** Reads something of a service. */
    @FunctionalInterface
    interface Probe {

        /** Reads it. It may block, for a few seconds at most. */
        SensorReading read(ProbeInput input) throws Exception;

        /** Reads it without waiting for anybody, where that is possible. */
        default Optional<SensorReading> readImmediately(ProbeInput input) {
            return Optional.empty();
        }
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

package io.github.servicehandler.watchdog;

import java.time.Duration;
import java.util.Optional;

/**
 * Says what has to be read again and again for a condition. Two that are equal are read once.
 *
 * @param key what is read, in words
 * @param every how often
 * @param patience how long it may take, besides what the manager may take to answer
 * @param probe how; {@code null} for what the status in detail says
 */
record Sensor(String key, Duration every, Duration patience, Probe probe) {

    /** Reads something of a service. */
    @FunctionalInterface
    interface Probe {

        /** Reads it. It may block, for a few seconds at most. */
        Reading read(ProbeInput input) throws Exception;

        /** Reads it without waiting for anybody, where that is possible. */
        default Optional<Reading> glance(ProbeInput input) {
            return Optional.empty();
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sensor that && key.equals(that.key) && every.equals(that.every);
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

package io.github.servicehandler.watchdog;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Is what a sensor read once.
 *
 * @param truth whether the bound was passed
 * @param value what was read, in numbers, for what can only be judged by comparing two of them
 * @param evidence what was read, for a person
 * @param at when
 */
record SensorReading(TruthValue truth, @Nullable Long value, String evidence, Instant at) {}

package io.github.servicehandler.internal.text;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** A parser for systemd's timestamps, such as {@code Mon 2026-11-23 00:23:42.160372 UTC}. */
public final class Timestamps {

    private Timestamps() {}

    /** Returns the time, or empty if the text is empty, {@code n/a}, or not in UTC. */
    public static Optional<Instant> parse(String text) {
        String[] parts = text.split(" ", -1);
        if (parts.length != 4 || !parts[3].equals("UTC")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(parts[1] + "T" + parts[2] + "Z"));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}

package io.github.servicehandler.files;

import java.util.Objects;

/**
 * Is a line of a log file. Immutable.
 *
 * @param text the line without its line break, decoded as UTF-8 with U+FFFD for bytes that are not
 * @param truncated whether the line was longer than {@linkplain LogFile#longestLine the bound}, so that only its beginning is here
 */
public record LogFileLine(String text, boolean truncated) {

    /**
     * Checks that there is a text.
     *
     * @param text the line without its line break, decoded as UTF-8 with U+FFFD for bytes that are not
     * @param truncated whether the line was longer than {@linkplain LogFile#longestLine the bound}, so that only its beginning is
     *     here
     */
    public LogFileLine {
        Objects.requireNonNull(text, "text");
    }

    /** Returns the text. */
    @Override
    public String toString() {
        return text;
    }
}

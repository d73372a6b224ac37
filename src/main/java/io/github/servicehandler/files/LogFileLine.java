package io.github.servicehandler.files;

import io.github.servicehandler.internal.text.VisibleText;
import io.github.servicehandler.journal.StructuredMessage;
import java.util.Objects;
import java.util.Optional;

/**
 * A line of a log file. Immutable.
 *
 * @param text the line without its line break, decoded as UTF-8; invalid bytes become U+FFFD. It has several lines if
 *     {@link LogFile#multiline} joined them
 * @param truncated whether the line was longer than {@linkplain LogFile#longestLine the maximum}, so that this is only
 *     its beginning
 */
public record LogFileLine(String text, boolean truncated) {

    /**
     * Checks that the text is not {@code null}.
     *
     * @param text the line without its line break, decoded as UTF-8; invalid bytes become U+FFFD
     * @param truncated whether the line was longer than {@linkplain LogFile#longestLine the maximum}, so that this is
     *     only its beginning
     */
    public LogFileLine {
        Objects.requireNonNull(text, "text");
    }

    /**
     * Returns the fields of the line, if it consists of fields.
     *
     * @return the line as JSON or logfmt; empty if it is neither
     */
    public Optional<StructuredMessage> structured() {
        return StructuredMessage.parse(text);
    }

    /** Returns the text, with escapes for what a terminal would obey. */
    @Override
    public String toString() {
        return VisibleText.lines(text);
    }
}

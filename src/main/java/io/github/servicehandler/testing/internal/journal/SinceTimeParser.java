package io.github.servicehandler.testing.internal.journal;

import io.github.servicehandler.testing.internal.TestMistakeException;
import io.github.servicehandler.testing.internal.time.Microseconds;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.OptionalLong;

/** A parser for the times that journalctl's {@code --since} accepts, and for cursors. */
public final class SinceTimeParser {

    private SinceTimeParser() {}

    /**
     * Parses a time and returns it in microseconds since 1970.
     *
     * @throws TestMistakeException if the text is not a time that the fake supports
     */
    public static long parse(String text, Instant now) {
        if (text.equals("now")) {
            return micros(now);
        }
        if (text.startsWith("@")) {
            return Math.round(Double.parseDouble(text.substring(1)) * Microseconds.SECOND);
        }
        if (text.startsWith("-") || text.endsWith(" ago")) {
            OptionalLong span = Microseconds.parse(text.replace(" ago", "").replaceFirst("^-", ""));
            if (span.isPresent()) {
                return micros(now) - span.getAsLong();
            }
        }
        try {
            String plain = text.replace(" UTC", "").replace(' ', 'T');
            return micros(LocalDateTime.parse(plain, DateTimeFormatter.ISO_LOCAL_DATE_TIME)
                    .toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException e) {
            throw new TestMistakeException("the fake's journalctl does not support the time \"" + text
                    + "\"; write a time such as \"2026-01-01 12:00:00\", \"@1767225600\", \"-5min\" or \"now\"");
        }
    }

    private static long micros(Instant instant) {
        return instant.getEpochSecond() * Microseconds.SECOND + instant.getNano() / 1000;
    }

    /**
     * Returns the number of the entry to which a cursor points.
     *
     * @throws TestMistakeException if the text is not a cursor of the fake's journal
     */
    public static long parseCursor(String cursor) {
        for (String part : List.of(cursor.split(";", -1))) {
            if (part.startsWith("i=")) {
                return Long.parseLong(part.substring(2), 16);
            }
        }
        throw new TestMistakeException("\"" + cursor
                + "\" is not a cursor of the fake's journal; use the cursor of an entry that the fake returned");
    }
}

package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.testing.internal.TestMistakeException;
import io.github.servicehandler.testing.internal.time.VirtualTime;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The timestamp formats of systemctl, selected by {@code --timestamp=}. */
public enum TimestampStyle {
    PRETTY("EEE yyyy-MM-dd HH:mm:ss 'UTC'"),
    MICROS("EEE yyyy-MM-dd HH:mm:ss.SSSSSS 'UTC'"),
    UNIX("");

    private static final int FIRST_WITH_MICROS = 248;

    private final String pattern;

    TimestampStyle(String pattern) {
        this.pattern = pattern;
    }

    /** Returns the style that the options of a call select. */
    static TimestampStyle of(SystemctlCall call) {
        return of(call.line().value("--timestamp", "pretty"), call.manager().version());
    }

    private static TimestampStyle of(String word, int version) {
        return switch (word) {
            case "us", "µs", "us+utc", "µs+utc" -> version >= FIRST_WITH_MICROS ? MICROS : PRETTY;
            case "unix" -> UNIX;
            case "pretty", "utc" -> PRETTY;
            default ->
                throw new TestMistakeException("the fake's systemctl does not support --timestamp=\"" + word
                        + "\"; it supports pretty, utc, us, us+utc and unix");
        };
    }

    /** Formats a time given in microseconds of the machine's uptime; 0 means never and gives an empty string. */
    String print(long micros) {
        if (micros == 0) {
            return "";
        }
        Instant instant = VirtualTime.instantAt(micros);
        return this == UNIX
                ? "@" + instant.getEpochSecond()
                : DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
                        .withZone(ZoneOffset.UTC)
                        .format(instant);
    }
}

package io.github.servicehandler.internal.text;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The form in which people read moments. */
public final class LocalTime {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss z", Locale.ENGLISH);

    private static final DateTimeFormatter PRECISE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx", Locale.ENGLISH);

    private LocalTime() {}

    /** Returns a moment as people of this machine read it, in its time zone and in whole seconds. */
    public static String format(Instant moment) {
        return FORMAT.format(moment.atZone(ZoneId.systemDefault()));
    }

    /** Returns a moment in the time zone of this machine, in microseconds and with the offset of the zone. */
    public static String precise(Instant moment) {
        return PRECISE.format(moment.atZone(ZoneId.systemDefault()));
    }
}

package io.github.servicehandler.internal.text;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The form in which people read moments. */
public final class LocalTime {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss z", Locale.ENGLISH);

    private LocalTime() {}

    /** Returns a moment as people of this machine read it, in its time zone and in whole seconds. */
    public static String format(Instant moment) {
        return FORMAT.format(moment.atZone(ZoneId.systemDefault()));
    }
}

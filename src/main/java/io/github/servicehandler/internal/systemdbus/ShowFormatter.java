package io.github.servicehandler.internal.systemdbus;

import io.github.servicehandler.internal.dbus.Variant;
import io.github.servicehandler.internal.systemctl.QuotedWords;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * Formatter of property values, which prints them as {@code systemctl show} does, so that a status is the same from
 * every source.
 */
public final class ShowFormatter {

    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern(
                    "EEE yyyy-MM-dd HH:mm:ss.SSSSSS 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private ShowFormatter() {}

    public static String of(String property, Variant variant) {
        Object value = variant.value();
        if (value instanceof Boolean yes) {
            return yes ? "yes" : "no";
        }
        if (value instanceof Long number && variant.signature().toString().equals("t")) {
            return property.endsWith("Timestamp") ? timestamp(number) : Long.toUnsignedString(number);
        }
        if (value instanceof byte[] id) {
            return HexFormat.of().formatHex(id);
        }
        if (value instanceof List<?> values) {
            if (property.equals("Job")) {
                return job(values);
            }
            return variant.signature().toString().startsWith("(") ? error(values) : words(values);
        }
        return value.toString();
    }

    private static String timestamp(long micros) {
        return micros == 0 ? "" : TIMESTAMP.format(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
    }

    private static String words(List<?> values) {
        return QuotedWords.join(values.stream().map(Object::toString).toList());
    }

    /** Formats the job of a unit: its id without its path, or an empty text if there is none. */
    private static String job(List<?> values) {
        String id = values.isEmpty() ? "0" : values.get(0).toString();
        return id.equals("0") ? "" : id;
    }

    /** Formats a {@code LoadError}: a name and a message, both empty if there is no error. */
    private static String error(List<?> values) {
        return values.size() == 2 && !values.get(0).equals("") ? values.get(0) + " \"" + values.get(1) + '"' : "";
    }
}

package io.github.servicehandler.unit;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The time zones of calendar expressions. */
final class CalendarZones {

    private static final String UTC = "UTC";

    /** Zones of the IANA database that Java has under other names only. */
    private static final Map<String, ZoneId> FIXED =
            Map.of("EST", ZoneOffset.ofHours(-5), "MST", ZoneOffset.ofHours(-7), "HST", ZoneOffset.ofHours(-10));

    private CalendarZones() {}

    /** Returns the zone of a name; systemd accepts {@code UTC} in any case, and all others as written only. */
    static Optional<ZoneId> find(String name) {
        if (name.toUpperCase(Locale.ROOT).equals(UTC)) {
            return Optional.of(ZoneOffset.UTC);
        }
        return ZoneId.getAvailableZoneIds().contains(name) && !name.startsWith("SystemV/")
                ? Optional.of(ZoneId.of(name))
                : Optional.ofNullable(FIXED.get(name));
    }

    /** Returns the name by which a zone is written. */
    static String name(ZoneId zone) {
        if (zone.equals(ZoneOffset.UTC)) {
            return UTC;
        }
        return FIXED.entrySet().stream()
                .filter(entry -> entry.getValue().equals(zone))
                .map(Map.Entry::getKey)
                .findAny()
                .orElse(zone.getId());
    }
}

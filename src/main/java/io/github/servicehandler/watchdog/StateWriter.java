package io.github.servicehandler.watchdog;

import io.github.servicehandler.unit.UnitName;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * The writer of the state of an engine as text: lines of words, with a checksum at the end. {@link StateReader} reads
 * it.
 */
final class StateWriter {

    static final String HEADER = "servicehandler-watchdog 2";
    static final String NONE = "-";

    private StateWriter() {}

    static String of(EngineSnapshot state) {
        StringBuilder text = new StringBuilder(HEADER);
        line(text, state.firings(), "orders");
        line(text, List.of(), "maintenance", state.maintenance());
        for (EngineSnapshot.OfUnit unit : state.units()) {
            if (unit.service().isWorthKeeping()) {
                line(text, unit.service());
            }
            unit.instances().forEach(instance -> line(text, instance));
        }
        String body = text.append('\n').toString();
        return body + "end " + checksum(body) + "\n";
    }

    private static void line(StringBuilder text, EngineSnapshot.OfService service) {
        UnitName unit = service.unit();
        String rules = service.quarantinedBy().isEmpty() ? NONE : String.join(",", service.quarantinedBy());
        line(text, List.of(), "service", unit, service.maintenance(), rules, service.stoppedByRule());
        String stopped = service.runStoppedByOther();
        if (stopped != null) {
            line(text, List.of(), "stopped", unit, stopped.isEmpty() ? NONE : stopped);
        }
        if (service.hasGrace()) {
            line(text, List.of(), "grace", unit, service.graceUntil());
        }
        line(text, service.restarts(), "restarts", unit);
        line(text, service.failures(), "failures", unit);
        // the name of a sensor has blanks
        new TreeMap<>(service.baselines())
                .forEach((sensor, number) -> line(
                        text, List.of(), "baseline", unit, URLEncoder.encode(sensor, StandardCharsets.UTF_8), number));
    }

    private static void line(StringBuilder text, EngineSnapshot.OfInstance instance) {
        CalmPeriods calmPeriods = instance.calmPeriods();
        if (!calmPeriods.equals(CalmPeriods.NONE)) {
            line(
                    text,
                    List.of(),
                    "calm-periods",
                    instance.rule(),
                    instance.unit(),
                    instance.futile(),
                    calmPeriods.since() == null ? NONE : calmPeriods.since(),
                    calmPeriods.longest());
        }
        line(
                text,
                instance.firings(),
                "trial",
                instance.rule(),
                instance.unit(),
                instance.attempts(),
                instance.retryAt(),
                instance.wasTrue(),
                instance.pending(),
                instance.gaveUp(),
                instance.queued(),
                instance.unfinished(),
                instance.quietSince() == null ? NONE : instance.quietSince());
    }

    /**
     * Writes words, and then times, each as the number of nanoseconds since the time before, since there may be many.
     */
    private static void line(StringBuilder text, List<Instant> moments, Object... words) {
        text.append('\n').append(words[0]);
        for (int i = 1; i < words.length; i++) {
            text.append(' ').append(words[i]);
        }
        Instant before = Instant.EPOCH;
        for (Instant moment : moments) {
            text.append(' ').append(before.until(moment, ChronoUnit.NANOS));
            before = moment;
        }
    }

    static String checksum(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(crc.getValue());
    }
}

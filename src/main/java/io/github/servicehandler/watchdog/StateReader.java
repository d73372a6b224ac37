package io.github.servicehandler.watchdog;

import io.github.servicehandler.unit.UnitName;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The reader of texts of {@link StateWriter}. Times in the future, written while a clock was ahead, are moved back to
 * the present: otherwise they would hold rules back for as long as that clock was wrong.
 */
final class StateReader {

    private final Instant now;
    private final List<Instant> firings = new ArrayList<>();
    private final Map<UnitName, UnitState> units = new LinkedHashMap<>();
    private boolean maintenance;

    /** The words of the lines about calm periods, each of which comes before that of its rule instance. */
    private final Map<String, String[]> calmPeriods = new HashMap<>();

    /** The lines of one service so far. */
    private static final class UnitState {

        private boolean maintenance;
        private List<String> quarantinedBy = List.of();
        private boolean stoppedByRule;
        private @Nullable String runStoppedByOther;
        private Instant graceUntil = Instant.MIN;
        private List<Instant> restarts = List.of();
        private List<Instant> failures = List.of();
        private final Map<String, Long> baselines = new LinkedHashMap<>();
        private final List<EngineSnapshot.OfInstance> instances = new ArrayList<>();

        EngineSnapshot.OfUnit snapshot(UnitName name) {
            EngineSnapshot.OfService service = new EngineSnapshot.OfService(
                    name,
                    maintenance,
                    quarantinedBy,
                    stoppedByRule,
                    runStoppedByOther,
                    graceUntil,
                    restarts,
                    failures,
                    baselines);
            return new EngineSnapshot.OfUnit(service, instances);
        }
    }

    private StateReader(Instant now) {
        this.now = now;
    }

    /**
     * Reads a text.
     *
     * @throws RuntimeException if the text is not a complete and correct state
     */
    static EngineSnapshot read(String text, Instant now) {
        StateReader reader = new StateReader(now);
        body(text).lines().skip(1).map(line -> line.split(" ")).forEach(reader::parse);
        List<EngineSnapshot.OfUnit> snapshots = new ArrayList<>();
        reader.units.forEach((name, unit) -> snapshots.add(unit.snapshot(name)));
        return new EngineSnapshot(reader.firings, reader.maintenance, snapshots);
    }

    private static String body(String text) {
        int end = text.lastIndexOf("end ");
        if (end < 0 || !text.startsWith(StateWriter.HEADER + "\n")) {
            throw new IllegalArgumentException("it is not the state of a watchdog, or its end is missing");
        }
        String body = text.substring(0, end);
        if (!text.substring(end).equals("end " + StateWriter.checksum(body) + "\n")) {
            throw new IllegalArgumentException("its checksum is wrong");
        }
        return body;
    }

    private void parse(String[] words) {
        switch (words[0]) {
            case "orders" -> firings.addAll(moments(words, 1));
            case "maintenance" -> maintenance = Boolean.parseBoolean(words[1]);
            case "service" -> parseService(unit(words[1]), words);
            case "stopped" -> unit(words[1]).runStoppedByOther = words[2].equals(StateWriter.NONE) ? "" : words[2];
            case "grace" -> unit(words[1]).graceUntil = Instant.parse(words[2]);
            case "restarts" -> unit(words[1]).restarts = moments(words, 2);
            case "failures" -> unit(words[1]).failures = moments(words, 2);
            case "baseline" ->
                unit(words[1])
                        .baselines
                        .put(URLDecoder.decode(words[2], StandardCharsets.UTF_8), Long.valueOf(words[3]));
            case "calm-periods" -> calmPeriods.put(words[1] + " " + words[2], words);
            case "trial" -> unit(words[2]).instances.add(instance(words));
            default -> throw new IllegalArgumentException("unknown line \"" + words[0] + "\"");
        }
    }

    private UnitState unit(String name) {
        return units.computeIfAbsent(UnitName.of(name), key -> new UnitState());
    }

    private static void parseService(UnitState unit, String[] words) {
        unit.maintenance = Boolean.parseBoolean(words[2]);
        unit.quarantinedBy = rules(words[3]);
        unit.stoppedByRule = Boolean.parseBoolean(words[4]);
    }

    private static List<String> rules(String word) {
        return word.equals(StateWriter.NONE) ? List.of() : List.of(word.split(","));
    }

    private EngineSnapshot.OfInstance instance(String[] words) {
        String[] ofCalmPeriods = calmPeriods.get(words[1] + " " + words[2]);
        return new EngineSnapshot.OfInstance(
                words[1],
                UnitName.of(words[2]),
                Integer.parseInt(words[3]),
                Integer.parseInt(ofCalmPeriods == null ? words[3] : ofCalmPeriods[3]),
                ofCalmPeriods == null
                        ? CalmPeriods.NONE
                        : new CalmPeriods(quietSince(ofCalmPeriods[4]), Duration.parse(ofCalmPeriods[5])),
                Instant.parse(words[4]),
                Boolean.parseBoolean(words[5]),
                Boolean.parseBoolean(words[6]),
                Boolean.parseBoolean(words[7]),
                Boolean.parseBoolean(words[8]),
                Boolean.parseBoolean(words[9]),
                quietSince(words[10]),
                moments(words, 11));
    }

    private @Nullable Instant quietSince(String word) {
        return word.equals(StateWriter.NONE) ? null : Times.earlierOf(Instant.parse(word), now);
    }

    private List<Instant> moments(String[] words, int from) {
        List<Instant> moments = new ArrayList<>();
        Instant moment = Instant.EPOCH;
        for (int i = from; i < words.length; i++) {
            moment = moment.plusNanos(Long.parseLong(words[i]));
            moments.add(moment);
        }
        Duration ahead = Duration.between(now, moment);
        // all times move by the same amount, so that occurrences far apart do not become a burst
        return ahead.isNegative()
                ? moments
                : moments.stream().map(each -> each.minus(ahead)).toList();
    }
}

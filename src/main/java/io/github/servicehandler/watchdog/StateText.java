package io.github.servicehandler.watchdog;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Writes what an engine remembers as text, and reads it again: a line for each thing, of words, and in the end a checksum. Rules and
 * services that are no more are left out when it is read.
 */
final class StateText {

    private static final String HEADER = "servicehandler-watchdog 1";
    private static final String NONE = "-";

    private StateText() {}

    static String of(StateCopy state) {
        StringBuilder text = new StringBuilder(HEADER);
        line(text, state.orders(), "orders");
        line(text, List.of(), "maintenance", state.maintenance());
        for (StateCopy.OfUnit unit : state.units()) {
            if (unit.service().isWorthKeeping()) {
                line(text, unit.service());
            }
            unit.trials().forEach(trial -> line(text, trial));
        }
        String body = text.append('\n').toString();
        return body + "end " + checksum(body) + "\n";
    }

    private static void line(StringBuilder text, StateCopy.OfService service) {
        String unit = service.unit();
        line(text, List.of(), "service", unit, service.maintenance(), service.quarantined(), service.stoppedByRule());
        line(text, service.restarts(), "restarts", unit);
        line(text, service.failures(), "failures", unit);
    }

    private static void line(StringBuilder text, StateCopy.OfTrial trial) {
        line(
                text,
                trial.firings(),
                "trial",
                trial.rule(),
                trial.unit(),
                trial.attempts(),
                trial.retryAt(),
                trial.wasTrue(),
                trial.pending(),
                trial.gaveUp(),
                trial.queued(),
                trial.quietSince() == null ? NONE : trial.quietSince());
    }

    /** Writes words, and then moments: each by how many nanoseconds it is later than the one before, as there may be many. */
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

    private static String checksum(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(crc.getValue());
    }

    /**
     * Has an engine remember what a text says.
     *
     * @throws RuntimeException if the text is not one of these; the engine is as it was then
     */
    static void read(String text, Engine engine) {
        int end = text.lastIndexOf("end ");
        if (end < 0 || !text.startsWith(HEADER + "\n")) {
            throw new IllegalArgumentException("it is not a watchdog's state, or its end is missing");
        }
        String body = text.substring(0, end);
        if (!text.substring(end).equals("end " + checksum(body) + "\n")) {
            throw new IllegalArgumentException("its checksum is wrong");
        }
        List<Runnable> changes = new ArrayList<>();
        Map<String, Trial> trials = new HashMap<>();
        engine.forEachTrial((unit, trial) -> trials.put(trial.rule().name() + " " + unit, trial));
        body.lines().skip(1).map(line -> line.split(" ")).forEach(words -> changes.add(change(words, engine, trials)));
        changes.forEach(Runnable::run);
    }

    private static Runnable change(String[] words, Engine engine, Map<String, Trial> trials) {
        Ward ward = engine.ward();
        return switch (words[0]) {
            case "orders" -> adding(ward.firings(), moments(words, 1));
            case "maintenance" -> () -> ward.maintain(Boolean.parseBoolean(words[1]));
            case "service" -> guard(words, ward.guards().get(words[1]));
            case "restarts" -> history(ward, words[1], ServiceHistory::restarts, moments(words, 2));
            case "failures" -> history(ward, words[1], ServiceHistory::failures, moments(words, 2));
            case "trial" -> restore(trials.get(words[1] + " " + words[2]), state(words));
            default -> throw new IllegalArgumentException("no line begins with " + words[0]);
        };
    }

    private static Runnable adding(Ring ring, List<Instant> moments) {
        return () -> ring.addAll(moments);
    }

    private static Runnable history(
            Ward ward, String unit, Function<ServiceHistory, Ring> ring, List<Instant> moments) {
        ServiceHistory history = ward.histories().get(unit);
        return history == null ? () -> {} : adding(ring.apply(history), moments);
    }

    private static Runnable guard(String[] words, @Nullable Guard guard) {
        return () -> {
            if (guard != null) {
                guard.maintain(Boolean.parseBoolean(words[2]));
                guard.quarantine(Boolean.parseBoolean(words[3]));
                guard.stoppedByRule(Boolean.parseBoolean(words[4]));
            }
        };
    }

    private static Runnable restore(@Nullable Trial trial, TrialState state) {
        return () -> {
            if (trial != null) {
                trial.resume(state);
            }
        };
    }

    private static TrialState state(String[] words) {
        TrialState state = TrialState.fresh();
        state.attempts = Integer.parseInt(words[3]);
        state.retryAt = Instant.parse(words[4]);
        state.wasTrue = Boolean.parseBoolean(words[5]);
        state.pending = Boolean.parseBoolean(words[6]);
        state.gaveUp = Boolean.parseBoolean(words[7]);
        state.queued = Boolean.parseBoolean(words[8]);
        state.quietSince = words[9].equals(NONE) ? null : Instant.parse(words[9]);
        state.firings.addAll(moments(words, 10));
        return state;
    }

    private static List<Instant> moments(String[] words, int from) {
        List<Instant> moments = new ArrayList<>();
        Instant moment = Instant.EPOCH;
        for (int i = from; i < words.length; i++) {
            moment = moment.plusNanos(Long.parseLong(words[i]));
            moments.add(moment);
        }
        return moments;
    }
}

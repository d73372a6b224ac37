package io.github.servicehandler.watchdog;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Has an engine remember what {@link StateText} wrote. Rules and services that are no more are left out, and what a clock that was ahead
 * noted down for the time to come counts as of now at the latest: it would hold rules back for as long as that clock was wrong.
 */
final class StateReader {

    private final Ward ward;
    private final Duration longestGrace;
    private final Map<String, Trial> trials = new HashMap<>();
    private final Instant now;

    private StateReader(Engine engine, Instant now) {
        this.ward = engine.ward();
        this.longestGrace = engine.rules().stream()
                .map(rule -> rule.restraint().grace())
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        this.now = now;
        engine.forEachTrial((unit, trial) -> trials.put(trial.rule().name() + " " + unit, trial));
    }

    /**
     * Has an engine remember what a text says.
     *
     * @throws RuntimeException if the text is not one of these; the engine is as it was then
     */
    static void read(String text, Engine engine, Instant now) {
        StateReader reader = new StateReader(engine, now);
        List<Runnable> changes = new ArrayList<>();
        body(text).lines().skip(1).map(line -> line.split(" ")).forEach(words -> changes.add(reader.change(words)));
        changes.forEach(Runnable::run);
    }

    private static String body(String text) {
        int end = text.lastIndexOf("end ");
        if (end < 0 || !text.startsWith(StateText.HEADER + "\n")) {
            throw new IllegalArgumentException("it is not a watchdog's state, or its end is missing");
        }
        String body = text.substring(0, end);
        if (!text.substring(end).equals("end " + StateText.checksum(body) + "\n")) {
            throw new IllegalArgumentException("its checksum is wrong");
        }
        return body;
    }

    private Runnable change(String[] words) {
        return switch (words[0]) {
            case "orders" -> adding(ward.firings(), moments(words, 1));
            case "maintenance" -> () -> ward.maintain(Boolean.parseBoolean(words[1]));
            case "service" -> guard(words[1], guard -> restore(guard, words));
            case "grace" -> grace(words[1], Instant.parse(words[2]));
            case "restarts" -> history(words[1], ServiceHistory::restarts, moments(words, 2));
            case "failures" -> history(words[1], ServiceHistory::failures, moments(words, 2));
            case "trial" -> trial(trials.get(words[1] + " " + words[2]), state(words));
            default -> throw new IllegalArgumentException("no line begins with " + words[0]);
        };
    }

    private static Runnable adding(Ring ring, List<Instant> moments) {
        return () -> ring.addAll(moments);
    }

    private Runnable history(String unit, Function<ServiceHistory, Ring> ring, List<Instant> moments) {
        ServiceHistory history = ward.histories().get(unit);
        return history == null ? () -> {} : adding(ring.apply(history), moments);
    }

    private Runnable guard(String unit, Consumer<Guard> change) {
        Guard guard = ward.guards().get(unit);
        return guard == null ? () -> {} : () -> change.accept(guard);
    }

    private static void restore(Guard guard, String[] words) {
        guard.maintain(Boolean.parseBoolean(words[2]));
        rules(words[3]).forEach(guard::quarantine);
        guard.stoppedByRule(Boolean.parseBoolean(words[4]));
    }

    private Runnable grace(String unit, Instant until) {
        return guard(unit, guard -> guard.end(Moments.earlierOf(until, now.plus(longestGrace))));
    }

    private static List<String> rules(String word) {
        return word.equals(StateText.NONE) ? List.of() : List.of(word.split(","));
    }

    private Runnable trial(@Nullable Trial trial, TrialState state) {
        return () -> {
            if (trial != null) {
                trial.resume(state, now);
            }
        };
    }

    private TrialState state(String[] words) {
        TrialState state = TrialState.fresh();
        state.attempts = Integer.parseInt(words[3]);
        state.retryAt = Instant.parse(words[4]);
        state.wasTrue = Boolean.parseBoolean(words[5]);
        state.pending = Boolean.parseBoolean(words[6]);
        state.gaveUp = Boolean.parseBoolean(words[7]);
        state.queued = Boolean.parseBoolean(words[8]);
        state.unfinished = Boolean.parseBoolean(words[9]);
        state.quietSince = words[10].equals(StateText.NONE) ? null : notAfterNow(Instant.parse(words[10]));
        state.firings.addAll(moments(words, 11));
        return state;
    }

    private List<Instant> moments(String[] words, int from) {
        List<Instant> moments = new ArrayList<>();
        Instant moment = Instant.EPOCH;
        for (int i = from; i < words.length; i++) {
            moment = moment.plusNanos(Long.parseLong(words[i]));
            moments.add(moment);
        }
        Duration ahead = Duration.between(now, moment);
        // all of them by as much, so that what was far apart does not come to look like a burst
        return ahead.isNegative()
                ? moments
                : moments.stream().map(each -> each.minus(ahead)).toList();
    }

    private Instant notAfterNow(Instant moment) {
        return Moments.earlierOf(moment, now);
    }
}

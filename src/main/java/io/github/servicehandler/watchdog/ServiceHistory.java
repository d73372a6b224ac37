package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.ServiceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Remembers what was seen of one service, as far as rules may ask for it. Not thread-safe. */
final class ServiceHistory {

    /** So long a status that is older than what an order returned may still be on its way. */
    private static final Duration STRAGGLER_PERIOD = Duration.ofSeconds(10);

    private static final int READINGS_KEPT = 100;

    private final ServiceHandler service;
    private final OccurrenceWindow restarts = new OccurrenceWindow();
    private final OccurrenceWindow failures = new OccurrenceWindow();
    private final Map<Sensor, List<SensorReading>> readings = new HashMap<>();
    private final Map<String, OccurrenceWindow> lines = new HashMap<>();
    private @Nullable ServiceStatus status;
    private boolean known;
    private Instant since = Instant.EPOCH;
    private Instant runSince = Instant.EPOCH;
    private @Nullable Instant queriedAt;
    private @Nullable Instant journalFollowedSince;
    private Happening happening = Happening.NOTHING;

    /** Is what has just happened, for those conditions that are about that. */
    record Happening(@Nullable ServiceState from, @Nullable ServiceState to, boolean failed, boolean restarted) {

        static final Happening NOTHING = new Happening(null, null, false, false);
    }

    ServiceHistory(ServiceHandler service) {
        this.service = service;
    }

    ServiceHandler service() {
        return service;
    }

    Optional<ServiceStatus> status() {
        return known ? Optional.ofNullable(status) : Optional.empty();
    }

    ServiceState state() {
        return status().map(ServiceStatus::state).orElse(ServiceState.UNKNOWN);
    }

    Instant since() {
        return since;
    }

    /** Returns when this run was seen to begin; the beginning of time if it was there from the first. */
    Instant runSince() {
        return runSince;
    }

    Happening happening() {
        return happening;
    }

    OccurrenceWindow restarts() {
        return restarts;
    }

    OccurrenceWindow failures() {
        return failures;
    }

    /**
     * Takes note of a status that was read beside the watch, as an order to the service returns it: what the watch
     * still has on its way may be older, and what it has told meanwhile newer.
     */
    void observeQueried(ServiceStatus now, Instant at) {
        if (known && status != null && isOlder(now, status)) {
            return;
        }
        observe(now, at);
        queriedAt = at;
    }

    /**
     * Takes note of what may come after a change of state without an event, such as a result. Another state or run is
     * left to the event that is on its way.
     */
    void refine(ServiceStatus now) {
        if (known && status != null && isSameState(status, now)) {
            status = now;
        }
    }

    private static boolean isSameState(ServiceStatus before, ServiceStatus now) {
        return now.state() == before.state()
                && now.restarts() == before.restarts()
                && changed(now) == changed(before)
                && now.invocationId().equals(before.invocationId());
    }

    /** Takes note of a status; {@link #happening} tells what is new in it, until {@link #settle}. */
    void observe(ServiceStatus now, Instant at) {
        ServiceStatus before = status;
        if (before != null && isStraggler(before, now, at)) {
            return;
        }
        if (!known) {
            restartFollowedTime(at);
        }
        status = now;
        known = true;
        if (before == null) {
            since = now.since().filter(at::isAfter).orElse(at);
            return;
        }
        happening = compare(before, now, at);
    }

    private boolean isStraggler(ServiceStatus before, ServiceStatus now, Instant at) {
        return queriedAt != null && at.isBefore(queriedAt.plus(STRAGGLER_PERIOD)) && isOlder(now, before);
    }

    private static boolean isOlder(ServiceStatus one, ServiceStatus other) {
        return changed(one) > 0 && changed(one) < changed(other);
    }

    /** Returns when the state changed, by a clock that nobody sets; 0 if it never did since the unit was loaded. */
    private static long changed(ServiceStatus status) {
        return status.properties().number("StateChangeTimestampMonotonic").orElse(0);
    }

    private Happening compare(ServiceStatus before, ServiceStatus now, Instant at) {
        boolean isNewRun = isNewRun(before, now);
        boolean isNewState = before.state() != now.state();
        boolean missedFailure =
                isNewRun && now.restarts() > before.restarts() && before.state().isActive();
        // a crash is told in steps: failed, then about to be restarted; that is one failure
        boolean isNewFailure = (isNewRun && hasMoved(before, now)) || (isNewState && !isFailure(before));
        boolean failed = missedFailure || (isNewFailure && isFailure(now));
        if (isNewState || isNewRun) {
            since = at;
        }
        if (isNewRun) {
            runSince = at;
            restarts.add(at);
        }
        if (isNewRun || !now.state().isActive()) {
            readings.clear();
        }
        if (failed) {
            failures.add(at);
        }
        return new Happening(isNewState ? before.state() : null, isNewState ? now.state() : null, failed, isNewRun);
    }

    private static boolean isNewRun(ServiceStatus before, ServiceStatus now) {
        Optional<String> run = now.invocationId();
        return run.isPresent() && before.invocationId().isPresent() && !run.equals(before.invocationId());
    }

    /** A run that is new is told of while the state is still that of the one before. */
    private static boolean hasMoved(ServiceStatus before, ServiceStatus now) {
        return now.since().isEmpty() || !now.since().equals(before.since());
    }

    private static boolean isFailure(ServiceStatus status) {
        return status.state() == ServiceState.ERROR
                || (status.state() == ServiceState.RESTARTING
                        && !status.result().equals("success"));
    }

    /** Forgets what has just happened: it has been looked at. */
    void settle() {
        happening = Happening.NOTHING;
    }

    /** Takes note of the manager not being heard any more. */
    void contactLost() {
        known = false;
    }

    /**
     * Takes note of a reading, unless it was begun before the present run or state, or the service is not up any more.
     */
    void read(Sensor sensor, SensorReading reading) {
        if (reading.at().isBefore(since) || !state().isActive()) {
            return;
        }
        List<SensorReading> kept = readings.computeIfAbsent(sensor, key -> new ArrayList<>());
        if (kept.size() == READINGS_KEPT) {
            kept.remove(0);
        }
        kept.add(reading);
    }

    /** Returns what a sensor read last, the oldest first, in this run of the service. */
    List<SensorReading> last(Sensor sensor, int count) {
        List<SensorReading> kept = readings.getOrDefault(sensor, List.of());
        return List.copyOf(kept.subList(Math.max(0, kept.size() - count), kept.size()));
    }

    void stopFollowingJournal() {
        journalFollowedSince = null;
    }

    void journalFollowed(Instant now) {
        journalFollowedSince = now;
    }

    /** Begins to listen anew if it listens at all: what the service wrote up to now may come late. */
    void restartFollowedTime(Instant now) {
        if (journalFollowedSince != null) {
            journalFollowedSince = now;
        }
    }

    /** Returns since when the service's journal has been followed; {@code null} if it is not. */
    @Nullable
    Instant journalFollowedSince() {
        return journalFollowedSince;
    }

    /** Returns when the service wrote lines that match a pattern. */
    OccurrenceWindow lines(String pattern) {
        return lines.computeIfAbsent(pattern, key -> new OccurrenceWindow());
    }
}

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
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The observations of one service that rules may ask about. Not thread-safe. */
final class ServiceHistory {

    /** How long events with a status that is older than a queried one may still arrive. */
    private static final Duration STRAGGLER_PERIOD = Duration.ofSeconds(10);

    private static final int READINGS_KEPT = 100;

    private final ServiceHandler service;
    private final OccurrenceWindow restarts = new OccurrenceWindow();
    private final OccurrenceWindow failures = new OccurrenceWindow();
    private final Map<Sensor, List<SensorReading>> readings = new HashMap<>();
    private final Map<String, Long> baselines = new TreeMap<>();
    private final Map<String, OccurrenceWindow> lines = new HashMap<>();
    private @Nullable ServiceStatus status;
    /** The id of the last run, also after the manager has forgotten it; {@code null} if none is known. */
    private @Nullable String run;

    private boolean known;
    private Instant since = Instant.EPOCH;
    private Instant runSince = Instant.EPOCH;
    private @Nullable Instant queriedAt;
    private final Map<String, Instant> journalFollowedSince = new HashMap<>();
    private Instant journalReadUntil = Instant.EPOCH;
    private Happening happening = Happening.NOTHING;

    /** What has just happened, for conditions that are events. */
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

    /** Returns when the present run was seen to begin; {@link Instant#EPOCH} if it had begun before. */
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
     * Records a status that was queried beside the watch, for example after an action. It is ignored if the watch has
     * already reported a newer one. Older ones that the watch reports soon afterwards are ignored, too.
     */
    void observeQueried(ServiceStatus now, Instant at) {
        if (known && status != null && isOlder(now, status)) {
            return;
        }
        observe(now, at);
        queriedAt = at;
    }

    /**
     * Records details that may come after a change of state without an event of their own, such as a result. A status
     * with another state or run is ignored: its event will arrive.
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

    /** Records a status. Until {@link #settle} is called, {@link #happening} returns what is new in it. */
    void observe(ServiceStatus now, Instant at) {
        observe(now, at, StopEvidence.isStopped(now));
    }

    /** Records the status after a stop, which is no failure even if the service counts as failed. */
    void observeStopped(ServiceStatus now, Instant at) {
        observe(now, at, true);
    }

    private void observe(ServiceStatus now, Instant at, boolean stopped) {
        ServiceStatus before = status;
        if (isUnsettled(now) || (before != null && (isMixed(before, now) || isStraggler(before, now, at)))) {
            return;
        }
        if (!known) {
            restartFollowedTime(at);
        }
        boolean isNewRun = before != null && isNewRun(before, now);
        run = now.invocationId().orElse(run);
        status = now;
        known = true;
        if (before == null) {
            since = now.since().filter(at::isAfter).orElse(at);
            return;
        }
        happening = compare(before, now, at, isNewRun, stopped);
    }

    /**
     * Returns whether a job decides what becomes of a service that is down: the second half of a restart is to follow,
     * or the end of a stop is about to be reported. The watch reports the change or the end of the job.
     */
    private static boolean isUnsettled(ServiceStatus now) {
        return now.state().isDown() && now.hasJob();
    }

    /** Returns whether a status has the id and the result of a run that begins, but still the state before it. */
    private boolean isMixed(ServiceStatus before, ServiceStatus now) {
        return isNewRun(before, now)
                && now.state() == before.state()
                && !now.state().isActive()
                && changed(now) == changed(before);
    }

    private boolean isStraggler(ServiceStatus before, ServiceStatus now, Instant at) {
        return queriedAt != null && at.isBefore(queriedAt.plus(STRAGGLER_PERIOD)) && isOlder(now, before);
    }

    private static boolean isOlder(ServiceStatus one, ServiceStatus other) {
        return changed(one) > 0 && changed(one) < changed(other);
    }

    /** Returns when the state changed, by the monotonic clock; 0 if it has not changed since the unit was loaded. */
    private static long changed(ServiceStatus status) {
        return status.properties().number("StateChangeTimestampMonotonic").orElse(0);
    }

    private Happening compare(ServiceStatus before, ServiceStatus now, Instant at, boolean isNewRun, boolean stopped) {
        boolean isNewState = before.state() != now.state();
        boolean missedFailure =
                isNewRun && now.restarts() > before.restarts() && before.state().isActive();
        // a crash has several changes of state: failed, then about to be restarted; these are one failure
        boolean isNewFailure = isNewRun || (isNewState && !isFailure(before));
        boolean failed = missedFailure || (isNewFailure && isFailure(now) && !stopped);
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

    /**
     * Returns whether another run has begun. The manager forgets the last run of a service that it unloads. If the
     * service has not run before as far as is known, the run is new if it has begun after the first status.
     */
    private boolean isNewRun(ServiceStatus before, ServiceStatus now) {
        boolean isKnown = run != null || !before.state().isActive();
        return isKnown && now.invocationId().filter(id -> !id.equals(run)).isPresent();
    }

    private static boolean isFailure(ServiceStatus status) {
        return status.state() == ServiceState.ERROR
                || (status.state() == ServiceState.RESTARTING
                        && !status.result().equals("success"));
    }

    /** Forgets what has just happened, once the rules have been evaluated. */
    void settle() {
        happening = Happening.NOTHING;
    }

    /** Records that contact with the manager is lost. */
    void contactLost() {
        known = false;
    }

    /** Records a reading, unless it is older than the present run or state, or the service is no longer up. */
    void read(Sensor sensor, SensorReading reading) {
        if (reading.at().isBefore(since) || !state().isActive()) {
            return;
        }
        List<SensorReading> kept = readings.computeIfAbsent(sensor, key -> new ArrayList<>());
        if (kept.size() == READINGS_KEPT) {
            kept.remove(0);
        }
        kept.add(reading);
        if (reading.baseline() != null) {
            baselines.put(sensor.name(), reading.baseline());
        }
    }

    /** Returns the last baseline of each sensor that has one, by the name of the sensor. */
    Map<String, Long> baselines() {
        return baselines;
    }

    /** Forgets what was observed for rules that no longer exist. If they come back, it would be out of date. */
    void retain(Set<Sensor> sensors, Set<LinePattern> patterns) {
        Set<String> texts = patterns.stream().map(LinePattern::text).collect(Collectors.toSet());
        lines.keySet().retainAll(texts);
        journalFollowedSince.keySet().retainAll(texts);
        readings.keySet().retainAll(sensors);
        baselines.keySet().retainAll(sensors.stream().map(Sensor::name).toList());
    }

    /** Returns the last readings of a sensor in the present run of the service, the oldest first. */
    List<SensorReading> last(Sensor sensor, int count) {
        List<SensorReading> kept = readings.getOrDefault(sensor, List.of());
        return List.copyOf(kept.subList(Math.max(0, kept.size() - count), kept.size()));
    }

    /** Records that the journal is searched for a pattern, from now on unless it already was. */
    void journalFollowed(String pattern, Instant now) {
        journalFollowedSince.putIfAbsent(pattern, now);
    }

    void journalNotFollowed() {
        journalFollowedSince.clear();
    }

    /**
     * Sets the time since when the journal is followed to now, if it is followed at all: earlier lines may still
     * arrive.
     */
    void restartFollowedTime(Instant now) {
        journalFollowedSince.replaceAll((pattern, since) -> now);
    }

    /** Returns since when the journal of the service has been searched for a pattern; {@code null} if it is not. */
    @Nullable
    Instant journalFollowedSince(String pattern) {
        return journalFollowedSince.get(pattern);
    }

    /** Records that the lines written before a moment have all been handled. */
    void journalRead(Instant until) {
        journalReadUntil = until;
    }

    /** Returns the moment before which all lines have been handled for certain. Later lines may have been, too. */
    Instant journalReadUntil() {
        return journalReadUntil;
    }

    /** Returns the times of the log lines that match a pattern. */
    OccurrenceWindow lines(String pattern) {
        return lines.computeIfAbsent(pattern, key -> new OccurrenceWindow());
    }
}

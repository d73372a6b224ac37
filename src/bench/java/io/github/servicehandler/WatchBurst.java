package io.github.servicehandler;

import io.github.servicehandler.watch.Watch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Benchmark of a restart of all units at once by another program. A bare reader receives the same signals, so that the
 * library's reports can be compared with what the manager sent.
 */
final class WatchBurst {

    private static final Map<String, ServiceState> STATES = Map.of(
            "active", ServiceState.RUNNING,
            "activating", ServiceState.STARTING,
            "deactivating", ServiceState.STOPPING,
            "inactive", ServiceState.STOPPED);

    private final int units;
    private final ChainRecorder chains = new ChainRecorder();
    private final Map<String, List<ServiceState>> sent = new ConcurrentHashMap<>();

    WatchBurst(int units) {
        this.units = units;
    }

    @SuppressWarnings("try") // the bare reader works on its own thread
    void measure() throws IOException, InterruptedException {
        try (Instances instances = Instances.start(units);
                Watch watch = Watch.of(instances.handlers());
                FailureClient bare = BareReader.open(this::record)) {
            CountDownLatch restartedUnits = new CountDownLatch(units);
            watch.onEvent(chains);
            watch.onStateChange(change -> {
                if (change.to() == ServiceState.RUNNING) {
                    restartedUnits.countDown();
                }
            });
            long begin = System.nanoTime();
            instances.systemctl("restart");
            double restarted = seconds(begin);
            boolean reported = restartedUnits.await(60, TimeUnit.SECONDS);
            report(restarted, reported ? seconds(begin) : Double.NaN, watch);
        }
    }

    private void record(String unit, String activeState, long nanos) {
        List<ServiceState> seen = sent.computeIfAbsent(unit, key -> new ArrayList<>(List.of(ServiceState.RUNNING)));
        ServiceState state = Objects.requireNonNull(STATES.get(activeState), activeState);
        if (seen.get(seen.size() - 1) != state) {
            seen.add(state);
        }
    }

    private void report(double restarted, double reported, Watch watch) {
        long running = watch.statuses().values().stream()
                .filter(status -> status.state() == ServiceState.RUNNING)
                .count();
        Map<String, List<ServiceState>> observed = chains.states();
        long same = observed.entrySet().stream()
                .filter(unit -> unit.getValue().equals(sentTo(unit.getKey())))
                .count();
        Map<List<ServiceState>, Integer> kinds = new HashMap<>();
        observed.values().forEach(states -> kinds.merge(states, 1, Integer::sum));
        long once =
                chains.restarts().values().stream().filter(count -> count == 1).count();
        System.out.printf(
                "%n%d units restarted by systemctl in %.2f s, all reported as restarted after %.2f s%n",
                units, restarted, reported);
        System.out.printf(
                "  %d changes of state, %d breaks of a chain, units reported exactly as the manager sent %d, restarted once %d, running %d%n",
                chains.changes(), chains.breaks(), same, once, running);
        System.out.println("  what the units became: " + kinds);
    }

    /** Returns what became of a unit that was running. */
    private List<ServiceState> sentTo(String unit) {
        List<ServiceState> seen = sent.getOrDefault(unit, List.of(ServiceState.RUNNING));
        return seen.subList(1, seen.size());
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}

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
 * Has somebody else restart all units at once. A bare reader hears the same signals, so what the library tells can be
 * held against what the manager said.
 */
final class WatchBurst {

    private static final Map<String, ServiceState> STATES = Map.of(
            "active", ServiceState.RUNNING,
            "activating", ServiceState.STARTING,
            "deactivating", ServiceState.STOPPING,
            "inactive", ServiceState.STOPPED);

    private final int units;
    private final Chains chains = new Chains();
    private final Map<String, List<ServiceState>> said = new ConcurrentHashMap<>();

    WatchBurst(int units) {
        this.units = units;
    }

    @SuppressWarnings("try") // the bare reader hears by itself
    void measure() throws IOException, InterruptedException {
        try (Instances instances = Instances.start(units);
                Watch watch = Watch.of(instances.handlers());
                Hearer bare = BareReader.open(this::hear)) {
            CountDownLatch runAnew = new CountDownLatch(units);
            watch.onEvent(chains);
            watch.onStateChange(change -> {
                if (change.to() == ServiceState.RUNNING) {
                    runAnew.countDown();
                }
            });
            long begin = System.nanoTime();
            instances.systemctl("restart");
            double restarted = seconds(begin);
            boolean heard = runAnew.await(60, TimeUnit.SECONDS);
            report(restarted, heard ? seconds(begin) : Double.NaN, watch);
        }
    }

    private void hear(String unit, String activeState, long nanos) {
        List<ServiceState> seen = said.computeIfAbsent(unit, key -> new ArrayList<>(List.of(ServiceState.RUNNING)));
        ServiceState state = Objects.requireNonNull(STATES.get(activeState), activeState);
        if (seen.get(seen.size() - 1) != state) {
            seen.add(state);
        }
    }

    private void report(double restarted, double heard, Watch watch) {
        long running = watch.statuses().values().stream()
                .filter(status -> status.state() == ServiceState.RUNNING)
                .count();
        Map<String, List<ServiceState>> told = chains.states();
        long same = told.entrySet().stream()
                .filter(unit -> unit.getValue().equals(saidOf(unit.getKey())))
                .count();
        Map<List<ServiceState>, Integer> kinds = new HashMap<>();
        told.values().forEach(states -> kinds.merge(states, 1, Integer::sum));
        long once =
                chains.restarts().values().stream().filter(count -> count == 1).count();
        System.out.printf(
                "%n%d units restarted by systemctl in %.2f s, all heard to run anew after %.2f s%n",
                units, restarted, heard);
        System.out.printf(
                "  %d changes of state, %d breaks of a chain, units told exactly as the manager said %d, restarted once %d, running %d%n",
                chains.changes(), chains.breaks(), same, once, running);
        System.out.println("  what the units became: " + kinds);
    }

    /** Returns what became of a unit that was running. */
    private List<ServiceState> saidOf(String unit) {
        List<ServiceState> seen = said.getOrDefault(unit, List.of(ServiceState.RUNNING));
        return seen.subList(1, seen.size());
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}

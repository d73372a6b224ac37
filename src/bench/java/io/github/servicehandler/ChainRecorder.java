package io.github.servicehandler;

import io.github.servicehandler.watch.UnitEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Recorder of the changes of each unit in a watch, which counts violations of their order. Thread-safe. */
final class ChainRecorder implements Consumer<UnitEvent> {

    private final Map<String, List<ServiceState>> states = new HashMap<>();
    private final Map<String, Integer> restarts = new HashMap<>();
    private final Map<String, String> invocations = new HashMap<>();
    private int changes;
    private int breaks;

    @Override
    public synchronized void accept(UnitEvent event) {
        if (event instanceof UnitEvent.StateChanged changed) {
            add(changed.change());
        } else if (event instanceof UnitEvent.Restarted restarted) {
            add(restarted);
        } else {
            System.out.println("not expected: " + event);
            breaks++;
        }
    }

    private void add(StateChange change) {
        List<ServiceState> seen = states.computeIfAbsent(change.unit().toString(), unit -> new ArrayList<>());
        if (!seen.isEmpty() && seen.get(seen.size() - 1) != change.from()) {
            breaks++;
        }
        seen.add(change.to());
        changes++;
    }

    private void add(UnitEvent.Restarted event) {
        String unit = event.service().unitName().toString();
        String before = invocations.put(unit, event.status().invocationId().orElse(""));
        if (before != null && !before.equals(event.previousInvocation())) {
            breaks++;
        }
        restarts.merge(unit, 1, Integer::sum);
    }

    /** Returns what each unit became, in order. */
    synchronized Map<String, List<ServiceState>> states() {
        Map<String, List<ServiceState>> copy = new HashMap<>();
        states.forEach((unit, seen) -> copy.put(unit, List.copyOf(seen)));
        return copy;
    }

    /** Returns how often each unit began another run. */
    synchronized Map<String, Integer> restarts() {
        return Map.copyOf(restarts);
    }

    synchronized int changes() {
        return changes;
    }

    /**
     * Returns how many changes did not begin where the one before led to, and runs where the one before was another.
     */
    synchronized int breaks() {
        return breaks;
    }
}

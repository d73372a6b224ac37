package io.github.servicehandler.watchdog;

import java.util.ArrayList;
import java.util.List;

/** Collects what was decided, in order. Not thread-safe. */
final class Decisions {

    private final List<WatchdogEvent> events = new ArrayList<>();
    private final List<StepRun> orders = new ArrayList<>();

    void add(WatchdogEvent event) {
        events.add(event);
    }

    void add(StepRun order) {
        events.add(order.fired());
        orders.add(order);
    }

    List<WatchdogEvent> events() {
        return events;
    }

    List<StepRun> orders() {
        return orders;
    }
}

package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Watchdog of a test, with the events that it has reported. */
final class RecordedWatchdog implements AutoCloseable {

    private final List<WatchdogEvent> events = new ArrayList<>();
    private @Nullable Watchdog dog;

    void supervise(List<ServiceHandler> services, Rule... rules) {
        dog = Watchdog.builder()
                .watch(services)
                .rules(List.of(rules))
                .onEvent(events::add)
                .start();
    }

    List<WatchdogEvent> events() {
        return events;
    }

    /** Returns the names of the rules that fired, in order. */
    List<String> fired() {
        return events.stream()
                .filter(WatchdogEvent.Fired.class::isInstance)
                .map(event -> ((WatchdogEvent.Fired) event).rule())
                .toList();
    }

    @Override
    public void close() {
        if (dog != null) {
            dog.close();
        }
    }
}

package io.github.servicehandler.watchdog;

import java.util.ArrayList;
import java.util.List;

/** The decisions of an engine, in order. Not thread-safe. */
final class Decisions {

    private final List<WatchdogEvent> events = new ArrayList<>();
    private final List<StepRun> stepRuns = new ArrayList<>();

    void add(WatchdogEvent event) {
        events.add(event);
    }

    void add(StepRun stepRun) {
        events.add(stepRun.fired());
        stepRuns.add(stepRun);
    }

    List<WatchdogEvent> events() {
        return events;
    }

    List<StepRun> stepRuns() {
        return stepRuns;
    }
}

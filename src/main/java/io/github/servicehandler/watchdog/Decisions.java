package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The decisions of an engine, in order. Not thread-safe. */
final class Decisions {

    private final List<WatchdogEvent> events = new ArrayList<>();
    private final List<StepRun> stepRuns = new ArrayList<>();
    private final Set<ServiceHandler> journals = new LinkedHashSet<>();

    void add(WatchdogEvent event) {
        events.add(event);
    }

    void add(StepRun stepRun) {
        events.add(stepRun.fired());
        stepRuns.add(stepRun);
    }

    /** Adds services whose journals have to be read to their end before a rule can decide. */
    void readJournals(Set<ServiceHandler> services) {
        journals.addAll(services);
    }

    Set<ServiceHandler> journals() {
        return journals;
    }

    List<WatchdogEvent> events() {
        return events;
    }

    List<StepRun> stepRuns() {
        return stepRuns;
    }
}

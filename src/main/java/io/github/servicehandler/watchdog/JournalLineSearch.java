package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.journal.JournalEntry;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * A search for patterns in the log lines of a service.
 *
 * @param service the service
 * @param patterns the patterns
 * @param from the time, by the wall clock, before which lines are ignored
 */
record JournalLineSearch(ServiceHandler service, Set<LinePattern> patterns, Instant from) {

    /** Reports a line once for each pattern that is found in it. */
    void search(JournalEntry entry, Instant at, EngineInput input) {
        if (entry.time().isBefore(from)) {
            return;
        }
        String message = entry.message();
        // several rules may have patterns of the same text, which share one count
        Set<String> counted = new HashSet<>();
        for (LinePattern pattern : patterns) {
            if (pattern.isIn(message) && counted.add(pattern.text())) {
                input.line(service, pattern, at);
            }
        }
    }
}

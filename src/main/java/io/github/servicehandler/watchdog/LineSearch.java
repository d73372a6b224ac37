package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.journal.JournalEntry;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * Is what is looked for in the lines of a service.
 *
 * @param service the service
 * @param patterns what is looked for
 * @param from lines that are older, by the wall clock, are not looked at
 */
record LineSearch(ServiceHandler service, Set<LinePattern> patterns, Instant from) {

    /** Reports a line if it is one of those. */
    void search(JournalEntry entry, Instant at, EngineInput input) {
        if (entry.time().isBefore(from)) {
            return;
        }
        String message = entry.message();
        // several rules may look for the same, which is counted by its text
        Set<String> counted = new HashSet<>();
        for (LinePattern pattern : patterns) {
            if (pattern.isIn(message) && counted.add(pattern.text())) {
                input.line(service, pattern, at);
            }
        }
    }
}

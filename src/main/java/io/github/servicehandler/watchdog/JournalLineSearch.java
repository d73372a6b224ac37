package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.journal.JournalEntry;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A search for patterns in the log lines of a service. Not thread-safe. */
final class JournalLineSearch {

    private final ServiceHandler service;
    private final Set<LinePattern> patterns;
    private final Instant from;

    /** The searches by the texts of their patterns: patterns of several rules with the same text share one count. */
    private final Map<String, PatternSearch> searches = new LinkedHashMap<>();

    /**
     * @param from the time, by the wall clock, before which lines are ignored
     * @param before the search for other patterns that this one replaces; {@code null} if there is none
     * @param problems gets a message if lines are skipped because searching them takes too long
     */
    JournalLineSearch(
            ServiceHandler service,
            Set<LinePattern> patterns,
            Instant from,
            @Nullable JournalLineSearch before,
            Consumer<String> problems) {
        this.service = service;
        this.patterns = patterns;
        this.from = from;
        for (LinePattern pattern : patterns) {
            PatternSearch known = before == null ? null : before.searches.get(pattern.text());
            searches.putIfAbsent(
                    pattern.text(), known == null ? new PatternSearch(pattern, service.toString(), problems) : known);
        }
    }

    ServiceHandler service() {
        return service;
    }

    Set<LinePattern> patterns() {
        return patterns;
    }

    Instant from() {
        return from;
    }

    /**
     * Reports a line once for each pattern that is found in it.
     *
     * @param at when the line was written, by the clock of the watchdog
     * @param now the present time, by the same clock
     */
    void search(JournalEntry entry, Instant at, Instant now, EngineInput input) {
        boolean isOld = entry.time().isBefore(from);
        String message = entry.message();
        for (PatternSearch search : searches.values()) {
            if (search.pattern().isOfEveryLine()) {
                // a sign of life counts when it arrives: the clock of another host may be wrong
                input.line(service, search.pattern(), now);
            } else if (!isOld && search.isIn(message, now)) {
                input.line(service, search.pattern(), at);
            }
        }
    }
}

package io.github.servicehandler.watchdog;

import io.github.servicehandler.journal.JournalCursor;
import io.github.servicehandler.journal.JournalQuery;
import io.github.servicehandler.unit.UnitName;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The position up to which the journal of a set of services has been read. Immutable.
 *
 * @param units the services
 * @param cursor the last entry that was read; empty if there was none yet
 * @param begin when reading began, by the wall clock
 */
record JournalPosition(Set<UnitName> units, Optional<JournalCursor> cursor, Instant begin) {

    /** Returns the query for the entries after this position. */
    JournalQuery rest(JournalQuery all) {
        return cursor.map(all::after).orElseGet(() -> all.since(begin));
    }

    /** Returns the same position for another set of services. */
    JournalPosition by(Set<UnitName> newUnits) {
        return new JournalPosition(newUnits, cursor, begin);
    }

    JournalPosition at(JournalCursor newCursor) {
        return new JournalPosition(units, Optional.of(newCursor), begin);
    }
}

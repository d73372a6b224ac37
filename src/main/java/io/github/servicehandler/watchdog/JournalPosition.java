package io.github.servicehandler.watchdog;

import io.github.servicehandler.journal.JournalCursor;
import io.github.servicehandler.journal.JournalQuery;
import io.github.servicehandler.unit.UnitName;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Is up to where the journal of some services has been read. Immutable.
 *
 * @param units whose lines were looked at
 * @param cursor the last entry that was; empty if there was none yet
 * @param begin since when, by the wall clock
 */
record JournalPosition(Set<UnitName> units, Optional<JournalCursor> cursor, Instant begin) {

    /** Returns the query for what comes after. */
    JournalQuery rest(JournalQuery all) {
        return cursor.map(all::after).orElseGet(() -> all.since(begin));
    }

    /** Returns the same place for those whose lines are looked at from now on. */
    JournalPosition by(Set<UnitName> newUnits) {
        return new JournalPosition(newUnits, cursor, begin);
    }

    JournalPosition at(JournalCursor newCursor) {
        return new JournalPosition(units, Optional.of(newCursor), begin);
    }
}

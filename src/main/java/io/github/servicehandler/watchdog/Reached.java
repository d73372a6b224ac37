package io.github.servicehandler.watchdog;

import io.github.servicehandler.journal.Cursor;
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
record Reached(Set<UnitName> units, Optional<Cursor> cursor, Instant begin) {

    /** Returns the query for what comes after. */
    JournalQuery rest(JournalQuery all) {
        return cursor.map(all::after).orElseGet(() -> all.since(begin));
    }

    /** Returns the same place for those whose lines are looked at from now on. */
    Reached by(Set<UnitName> newUnits) {
        return new Reached(newUnits, cursor, begin);
    }

    Reached at(Cursor newCursor) {
        return new Reached(units, Optional.of(newCursor), begin);
    }
}

package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.testing.internal.files.BusError;
import io.github.servicehandler.testing.internal.files.LoadState;
import io.github.servicehandler.testing.internal.files.UnitNameMangler;
import io.github.servicehandler.testing.internal.journal.FakeJournalEntry;
import io.github.servicehandler.testing.internal.units.Unit;
import java.util.List;

/** The implementation of {@code systemctl status} for units. */
final class StatusVerb {

    private static final String DEFAULT_LINES = "10";

    private final SystemctlCall call;
    private final TimestampStyle style;
    private final JournalFormat format;
    private final int maxLines;
    private boolean isFirst = true;

    private StatusVerb(SystemctlCall call) {
        this.call = call;
        this.style = TimestampStyle.of(call);
        this.format = JournalFormat.of(call.line().value("--output", "short"));
        this.maxLines = Integer.parseInt(call.line().value("--lines", DEFAULT_LINES));
    }

    static void run(SystemctlCall call) {
        StatusVerb status = new StatusVerb(call);
        try {
            for (String name : call.units()) {
                status.print(name);
            }
        } catch (BusError e) {
            call.reply().fail(1, "Failed to get properties: " + e.text());
        }
    }

    private void print(String name) throws BusError {
        UnitNameMangler.requireUnit(name);
        Unit unit = call.manager().load(name);
        if (unit.loadState() == LoadState.NOT_FOUND && unit.activeState().isDown()) {
            call.reply().err("Unit " + unit.id + " could not be found.");
            call.reply().exitUnlessFailed(4);
            return;
        }
        if (!isFirst) {
            call.reply().out("");
        }
        isFirst = false;
        StatusLines lines =
                new StatusLines(call.reply(), style, call.manager().time().micros());
        new UnitStatusText(unit, lines, style).print();
        log(unit);
        new UnitWarnings(call).warnIfStale(unit.id, unit);
        if (!unit.activeState().isUp()) {
            call.reply().exitUnlessFailed(3);
        }
    }

    /** Prints the end of the unit's log since the unit was last down. */
    private void log(Unit unit) {
        List<FakeJournalEntry> entries = call.manager().journal().since(unit.timestamps.inactiveExit, unit);
        List<FakeJournalEntry> last = entries.subList(Math.max(0, entries.size() - maxLines), entries.size());
        if (!last.isEmpty()) {
            call.reply().out("");
        }
        last.forEach(entry -> format.print(entry, call.reply()));
    }
}

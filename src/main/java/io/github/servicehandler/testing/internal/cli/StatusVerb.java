package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.testing.internal.TestMistakeException;
import io.github.servicehandler.testing.internal.files.BusError;
import io.github.servicehandler.testing.internal.files.LoadState;
import io.github.servicehandler.testing.internal.files.UnitNameMangler;
import io.github.servicehandler.testing.internal.journal.FakeJournalEntry;
import io.github.servicehandler.testing.internal.services.ServiceUnit;
import io.github.servicehandler.testing.internal.units.Unit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The implementation of {@code systemctl status}, for the manager itself, for units, and for processes of units. */
final class StatusVerb {

    private static final String DEFAULT_LINES = "10";
    private static final int FIRST_WITH_GONE_PROCESSES = 257;

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
        CommandLineOptions line = call.line();
        boolean filters =
                UnitListFilter.selectsStates(line) || !line.values("--type").isEmpty();
        boolean isManager = call.names().isEmpty();
        if (filters || (isManager && line.has("--all"))) {
            throw new TestMistakeException(
                    "the fake's systemctl status does not select units by --all, --type, --state or --failed;"
                            + " name the units");
        }
        StatusVerb status = new StatusVerb(call);
        if (isManager) {
            new ManagerStatusText(call.manager(), status.lines(StatusLines.WIDTH_FOR_MANAGER)).print();
        } else {
            status.printAll();
        }
    }

    /** Prints the units of the processes among the names, and then the units with the other names. */
    private void printAll() {
        for (String name : call.names()) {
            if (SystemctlCall.isNumber(name) && !printUnitOf(name)) {
                return;
            }
        }
        try {
            for (String name : call.withoutNumbers().units()) {
                print(name);
            }
        } catch (BusError e) {
            call.reply().fail(1, "Failed to get properties: " + e.text());
        }
    }

    /** Prints the unit of a process; returns {@code false} if there is none. */
    private boolean printUnitOf(String pid) {
        Optional<ServiceUnit> unit = call.manager().units().stream()
                .flatMap(other -> other instanceof ServiceUnit service ? Stream.of(service) : Stream.empty())
                .filter(service -> service.stateMachine().processes().all().stream()
                        .anyMatch(process -> pid.equals("" + process.pid())))
                .findFirst();
        unit.ifPresentOrElse(this::print, () -> call.reply().fail(1, noUnitOf(pid)));
        return unit.isPresent();
    }

    private String noUnitOf(String pid) {
        boolean isOld = call.manager().version() < FIRST_WITH_GONE_PROCESSES;
        if (isOld || pid.equals("1")) {
            return (isOld ? "Failed to get unit for PID " + pid + ": " : "") + "PID " + pid
                    + " does not belong to any loaded unit.";
        }
        return "PID " + pid + " doesn't exist or is already gone.";
    }

    private void print(String name) throws BusError {
        UnitNameMangler.requireUnit(name);
        print(call.manager().load(name));
    }

    private void print(Unit unit) {
        if (unit.loadState() == LoadState.NOT_FOUND && unit.activeState().isDown()) {
            call.reply().err("Unit " + unit.id + " could not be found.");
            call.reply().exitUnlessFailed(4);
            return;
        }
        if (!isFirst) {
            call.reply().out("");
        }
        isFirst = false;
        new UnitStatusText(unit, lines(StatusLines.WIDTH_FOR_UNITS), style).print();
        log(unit);
        new UnitWarnings(call).warnIfStale(unit.id, unit);
        if (!unit.activeState().isUp()) {
            call.reply().exitUnlessFailed(3);
        }
    }

    private StatusLines lines(int labelWidth) {
        return new StatusLines(
                labelWidth, call.reply(), style, call.manager().time().micros());
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

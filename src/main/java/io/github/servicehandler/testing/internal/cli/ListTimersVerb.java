package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.testing.internal.time.Microseconds;
import io.github.servicehandler.testing.internal.time.VirtualTime;
import io.github.servicehandler.testing.internal.units.TimerUnit;
import io.github.servicehandler.testing.internal.units.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The implementation of {@code systemctl list-timers}. */
final class ListTimersVerb {

    private static final int FIRST_WITH_SHORT_LEFT = 257;
    private static final int LEFT_COLUMN = 1;
    private static final int PASSED_COLUMN = 3;

    private final SystemctlCall call;
    private final int version;
    private final String noTime;
    private final long now;

    private record Row(long next, long last, String unit, String activates) {}

    private ListTimersVerb(SystemctlCall call) {
        this.call = call;
        this.version = call.manager().version();
        this.noTime = version < 248 ? "n/a" : "-";
        this.now = call.manager().time().micros();
    }

    static void run(SystemctlCall call) {
        new ListTimersVerb(call).run();
    }

    private void run() {
        List<Row> rows = rows();
        if (call.line().value("--output", "").startsWith("json")) {
            call.reply().out(json(rows));
        } else {
            print(rows);
        }
    }

    private List<Row> rows() {
        UnitListFilter wanted = new UnitListFilter(call.line(), call.names());
        List<Row> rows = new ArrayList<>();
        for (Unit unit : call.manager().units()) {
            if (unit instanceof TimerUnit timer && wanted.test(timer)) {
                long next = Math.min(timer.nextMonotonic(), timer.nextCalendar());
                String activates = timer.triggeredUnit().map(other -> other.id).orElse("");
                rows.add(new Row(next, timer.lastElapsed(), timer.id, activates));
            }
        }
        rows.sort(Comparator.comparingLong(Row::next).thenComparing(Row::unit));
        return rows;
    }

    private void print(List<Row> rows) {
        TextTable table = new TextTable("", "NEXT", "LEFT", "LAST", "PASSED", "UNIT", "ACTIVATES");
        if (version >= FIRST_WITH_SHORT_LEFT) {
            table.alignRight(LEFT_COLUMN, PASSED_COLUMN);
        }
        for (Row row : rows) {
            boolean waits = row.next != Microseconds.INFINITY;
            String suffix = version >= FIRST_WITH_SHORT_LEFT ? "" : " left";
            table.row(
                    "",
                    waits ? TimestampStyle.PRETTY.print(row.next) : noTime,
                    waits ? RelativeTimeFormat.print(row.next - now) + suffix : noTime,
                    row.last == 0 ? noTime : TimestampStyle.PRETTY.print(row.last),
                    row.last == 0 ? noTime : RelativeTimeFormat.print(now - row.last) + " ago",
                    row.unit,
                    row.activates);
        }
        boolean legend = call.legend();
        table.print(legend, call.reply());
        if (legend) {
            call.reply().out("");
            call.reply().out(rows.size() + " timers listed.");
            if (!call.line().has("--all")) {
                call.reply().out("Pass --all to see loaded but inactive timers, too.");
            }
        }
    }

    private StringBuilder json(List<Row> rows) {
        StringBuilder text = new StringBuilder("[");
        for (Row row : rows) {
            String next = row.next == Microseconds.INFINITY ? "null" : "" + realtime(row.next);
            // despite its name, "passed" is a timestamp: realtime before version 257, monotonic since then
            long passed = version >= FIRST_WITH_SHORT_LEFT ? row.last : realtime(row.last);
            text.append(text.length() == 1 ? "" : ",")
                    .append("{\"next\":" + next + ",\"left\":" + next + ",\"last\":" + realtime(row.last))
                    .append(",\"passed\":" + passed + ",\"unit\":" + JsonWriter.quote(row.unit))
                    .append(",\"activates\":" + JsonWriter.quote(row.activates) + "}");
        }
        return text.append("]");
    }

    private static long realtime(long micros) {
        return micros == 0 ? 0 : VirtualTime.realtime(micros);
    }
}

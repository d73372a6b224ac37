package io.github.servicehandler;

import io.github.servicehandler.internal.text.VisibleText;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A job in the manager's queue, as {@code systemctl list-jobs} lists it. Immutable.
 *
 * @param id the number by which the job can be cancelled; not used again until the manager restarts
 * @param unit the name of the unit
 * @param type systemd's word for what the job does, such as {@code start} or {@code stop}
 * @param isRunning whether it is being carried out; otherwise it waits for other jobs
 */
public record QueuedJob(long id, String unit, String type, boolean isRunning) {

    private static final Pattern ROW = Pattern.compile("\\s*([0-9]+)\\s+(\\S+)\\s+(\\S+)\\s+(\\S+)\\s*");

    /** Returns the jobs in a table without headings. */
    static List<QueuedJob> parse(String table) {
        return table.lines()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .map(row -> new QueuedJob(
                        Long.parseLong(row.group(1)),
                        row.group(2),
                        row.group(3),
                        row.group(4).equals("running")))
                .toList();
    }

    /** Returns all parts, with escapes for what a terminal would obey. */
    @Override
    public String toString() {
        return VisibleText.line("job " + id + ": " + type + " " + unit + (isRunning ? " (running)" : " (waiting)"));
    }
}

package io.github.servicehandler.testing.internal.cli;

import java.util.List;

/** The lines of {@code systemctl status}: labels that end in the same column, and texts after them. */
final class StatusLines {

    private static final int LABEL_WIDTH = 12;
    private static final String NO_LABEL = " ".repeat(LABEL_WIDTH);

    private final CommandReply reply;
    private final TimestampStyle style;
    private final long now;

    /**
     * Creates the lines.
     *
     * @param now the time of the call, in microseconds of the machine's uptime
     */
    StatusLines(CommandReply reply, TimestampStyle style, long now) {
        this.reply = reply;
        this.style = style;
        this.now = now;
    }

    /** Adds a line without a column for the label. */
    void addRaw(String line) {
        reply.out(line);
    }

    /** Adds a line; an empty label continues the lines of the label before it. */
    void add(String label, String text) {
        String end = label.isEmpty() ? "" : label + ":";
        reply.out(NO_LABEL.substring(end.length()) + end + " " + text);
    }

    /** Adds a line for each text, with the label in the first one; adds nothing if there are no texts. */
    void addAll(String label, List<String> texts) {
        for (int i = 0; i < texts.size(); i++) {
            add(i == 0 ? label : "", texts.get(i));
        }
    }

    /** Adds the branches of a tree below the last line. */
    void addTree(List<String> branches) {
        for (int i = 0; i < branches.size(); i++) {
            add("", (i < branches.size() - 1 ? "├─" : "└─") + branches.get(i));
        }
    }

    /** Returns a time and its distance from now. */
    String time(long micros) {
        String distance = micros > now
                ? RelativeTimeFormat.print(micros - now) + " left"
                : RelativeTimeFormat.print(now - micros) + " ago";
        return style.print(micros) + "; " + distance;
    }
}

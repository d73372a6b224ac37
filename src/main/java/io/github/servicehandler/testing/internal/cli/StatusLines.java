package io.github.servicehandler.testing.internal.cli;

import java.util.List;

/** The lines of {@code systemctl status}: labels that end in the same column, and texts after them. */
final class StatusLines {

    static final int WIDTH_FOR_UNITS = 12;
    static final int WIDTH_FOR_MANAGER = 10;

    private final String noLabel;
    private final CommandReply reply;
    private final TimestampStyle style;
    private final long now;

    /**
     * Creates the lines.
     *
     * @param labelWidth the width of the labels, including the colon
     * @param now the time of the call, in microseconds of the machine's uptime
     */
    StatusLines(int labelWidth, CommandReply reply, TimestampStyle style, long now) {
        this.noLabel = " ".repeat(labelWidth);
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
        reply.out(noLabel.substring(end.length()) + end + " " + text);
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

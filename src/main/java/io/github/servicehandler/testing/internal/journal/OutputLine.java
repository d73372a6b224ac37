package io.github.servicehandler.testing.internal.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of a service's output, as journald reads it from a stream.
 *
 * @param text the line
 * @param lineBreak why it ends, as in the field {@code _LINE_BREAK}; empty for a line feed
 */
public record OutputLine(String text, String lineBreak) {

    /** The default of {@code LineMax=} in journald.conf(5), in bytes. */
    private static final int LINE_MAX = 48 * 1024;

    /** Splits text at line feeds, NUL characters, and where a line becomes too long. Leaves out empty lines. */
    public static List<OutputLine> split(String text) {
        List<OutputLine> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        int bytes = 0;
        for (int c : text.codePoints().toArray()) {
            int width = Character.toString(c).getBytes(UTF_8).length;
            if (c == '\n' || c == 0) {
                bytes = end(lines, line, c == 0 ? "nul" : "");
            } else {
                bytes = bytes + width > LINE_MAX ? end(lines, line, "line-max") : bytes;
                line.appendCodePoint(c);
                bytes += width;
            }
        }
        end(lines, line, "");
        return lines;
    }

    /** Adds a line unless it is empty, and returns the size of the next one so far. */
    private static int end(List<OutputLine> lines, StringBuilder line, String lineBreak) {
        if (!line.isEmpty()) {
            lines.add(new OutputLine(line.toString(), lineBreak));
            line.setLength(0);
        }
        return 0;
    }
}

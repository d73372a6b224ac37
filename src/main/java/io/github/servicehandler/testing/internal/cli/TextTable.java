package io.github.servicehandler.testing.internal.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Aligns columns as systemctl does: one blank between them, none after the last. */
final class TextTable {

    private final List<String> marks = new ArrayList<>();
    private final List<String[]> rows = new ArrayList<>();

    private final Set<Integer> right = new HashSet<>();

    TextTable(String mark, String... header) {
        row(mark, header);
    }

    /** Puts the blanks of these columns, counted from 0, in front. */
    void alignRight(Integer... columns) {
        right.addAll(List.of(columns));
    }

    void row(String mark, String... cells) {
        marks.add(mark);
        rows.add(cells);
    }

    void print(boolean header, CommandReply reply) {
        int first = header ? 0 : 1;
        int[] widths = new int[rows.get(0).length];
        for (String[] row : rows.subList(first, rows.size())) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        for (int i = first; i < rows.size(); i++) {
            reply.out(line(marks.get(i), rows.get(i), widths));
        }
    }

    private String line(String mark, String[] row, int[] widths) {
        StringBuilder line = new StringBuilder(mark);
        for (int i = 0; i < row.length; i++) {
            String blanks = " ".repeat(widths[i] - row[i].length());
            boolean last = i == row.length - 1;
            line.append(right.contains(i) ? blanks + row[i] : last ? row[i] : row[i] + blanks)
                    .append(last ? "" : " ");
        }
        return line.toString();
    }
}

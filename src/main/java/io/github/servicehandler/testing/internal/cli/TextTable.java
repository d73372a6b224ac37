package io.github.servicehandler.testing.internal.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A text table formatted as systemctl does: one blank between the columns, and none after the last one. */
final class TextTable {

    private final List<String> marks = new ArrayList<>();
    private final List<String[]> rows = new ArrayList<>();

    private final Set<Integer> rightAligned = new HashSet<>();
    private int tabWidth = 1;

    TextTable(String mark, String... header) {
        row(mark, header);
    }

    /** Sets how many columns systemctl counts for a tab. */
    void tabWidth(int width) {
        tabWidth = width;
    }

    private int width(String cell) {
        return cell.indexOf('\t') < 0 ? cell.length() : cell.length() - 1 + tabWidth;
    }

    /** Aligns columns to the right; they are counted from 0. */
    void alignRight(Integer... columns) {
        rightAligned.addAll(List.of(columns));
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
                widths[i] = Math.max(widths[i], width(row[i]));
            }
        }
        for (int i = first; i < rows.size(); i++) {
            reply.out(line(marks.get(i), rows.get(i), widths));
        }
    }

    private String line(String mark, String[] row, int[] widths) {
        StringBuilder line = new StringBuilder(mark);
        for (int i = 0; i < row.length; i++) {
            String padding = " ".repeat(widths[i] - width(row[i]));
            boolean last = i == row.length - 1;
            line.append(rightAligned.contains(i) ? padding + row[i] : last ? row[i] : row[i] + padding)
                    .append(last ? "" : " ");
        }
        return line.toString();
    }
}

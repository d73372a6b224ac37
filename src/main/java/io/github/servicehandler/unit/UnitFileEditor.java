package io.github.servicehandler.unit;

import java.util.List;

/**
 * An editor of the text of a unit file whose changes leave all other text as it is. Each method returns the changed
 * text.
 */
final class UnitFileEditor {

    private static final String DEFAULT_LINE_END = "\n";

    private final UnitFileLayout layout;
    private final String text;

    UnitFileEditor(UnitFileLayout layout) {
        this.layout = layout;
        this.text = layout.text();
    }

    String set(String section, String key, String value) {
        List<UnitFileLayout.Line> lines = assignments(section, key);
        if (lines.isEmpty()) {
            return add(section, key, value);
        }
        UnitFileSyntax.checkValue(key, value);
        String end = UnitFileSyntax.guardedValue(value);
        StringBuilder changed = new StringBuilder(text);
        for (int i = lines.size() - 1; i > 0; i--) {
            remove(changed, lines.get(i).place());
        }
        UnitFileLayout.Line first = lines.get(0);
        if (first.entry() != null && !first.entry().value().equals(value)) {
            TextSpan place = first.place();
            changed.replace(place.begin(), place.contentEnd(), withMark(place, beginning(place, key) + end));
        }
        return changed.toString();
    }

    /** Returns the new text of a line, with the byte order mark that parsing has dropped from it. */
    private String withMark(TextSpan place, String line) {
        boolean lost = place.contains(layout.mark()) && !line.startsWith(UnitFileLines.BYTE_ORDER_MARK);
        return lost ? UnitFileLines.BYTE_ORDER_MARK + line : line;
    }

    /** Returns the text of an assignment up to its value, in the form in which it is written. */
    private String beginning(TextSpan place, String key) {
        String line = text.substring(place.begin(), place.contentEnd());
        int equals = line.indexOf('=');
        if (line.substring(0, equals).chars().anyMatch(c -> UnitFileLines.isLineEnd((char) c))) {
            return UnitFileSyntax.assignment(key, "");
        }
        int end = equals + 1;
        while (end < line.length() && (line.charAt(end) == ' ' || line.charAt(end) == '\t')) {
            end++;
        }
        return line.substring(0, end);
    }

    String remove(String section, String key) {
        List<UnitFileLayout.Line> lines = assignments(section, key);
        StringBuilder changed = new StringBuilder(text);
        for (int i = lines.size() - 1; i >= 0; i--) {
            remove(changed, lines.get(i).place());
        }
        return changed.toString();
    }

    private void remove(StringBuilder changed, TextSpan place) {
        if (place.contains(layout.mark())) {
            // without it, parsing would drop the next mark, which is part of a key
            changed.replace(place.begin(), place.contentEnd(), UnitFileLines.BYTE_ORDER_MARK);
        } else {
            changed.delete(place.begin(), place.end());
        }
    }

    String add(String section, String key, String value) {
        String line = UnitFileSyntax.assignment(key, value);
        String header = UnitFileSyntax.header(section);
        List<UnitFileLayout.Line> lines = lines(section);
        if (!lines.isEmpty()) {
            return insertAfter(lines.get(lines.size() - 1).place().end(), line + lineEnd());
        }
        String added = header + lineEnd() + line + lineEnd();
        if (layout.isRefused()) {
            int first = layout.lines().isEmpty()
                    ? layout.end()
                    : layout.lines().get(0).place().begin();
            first += first == layout.mark() ? UnitFileLines.BYTE_ORDER_MARK.length() : 0;
            return new StringBuilder(text).insert(first, added + lineEnd()).toString();
        }
        return insertAfter(text.length(), text.isEmpty() ? added : lineEnd() + added);
    }

    /** Inserts lines where a line ends, which gets a line end if it has none. */
    private String insertAfter(int position, String lines) {
        boolean ended = position == 0 || UnitFileLines.isLineEnd(text.charAt(position - 1));
        boolean open = position == text.length() && layout.endsOpen();
        // the blank line ends a continued line; without the blank, its line end could become part of the one before it
        String completed = (ended ? "" : lineEnd()) + (open ? " " + lineEnd() : "");
        return new StringBuilder(text).insert(position, completed + lines).toString();
    }

    /** Returns the line end of the text, which is that of its first line. */
    private String lineEnd() {
        for (int i = 0; i < text.length(); i++) {
            if (UnitFileLines.isLineEnd(text.charAt(i))) {
                return text.substring(i, UnitFileLines.endOfLineEnd(text, i));
            }
        }
        return DEFAULT_LINE_END;
    }

    private List<UnitFileLayout.Line> assignments(String section, String key) {
        return layout.lines().stream().filter(line -> line.sets(section, key)).toList();
    }

    private List<UnitFileLayout.Line> lines(String section) {
        return layout.lines().stream()
                .filter(line -> line.section().equals(section))
                .toList();
    }
}

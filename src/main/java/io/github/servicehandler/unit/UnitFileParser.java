package io.github.servicehandler.unit;

import io.github.servicehandler.unit.UnitFileProblem.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parses one unit file, line by line as systemd does. */
final class UnitFileParser {

    private static final int MAX_LINE = 1024 * 1024;

    private final Map<String, List<UnitFile.Entry>> sections = new LinkedHashMap<>();
    private final List<UnitFileProblem> problems = new ArrayList<>();
    private @Nullable List<UnitFile.Entry> section;

    UnitFile parse(String text) {
        UnitLines lines = new UnitLines(text);
        boolean refused = false;
        while (lines.hasNext() && !refused) {
            refused = refuses(lines.next());
        }
        return new UnitFile(sections, problems);
    }

    private boolean refuses(UnitLines.Line line) {
        String text = Text.strip(line.text());
        Kind problem = text.isEmpty() ? null : read(text, line.text().length());
        if (problem == null) {
            return false;
        }
        UnitFileProblem found = new UnitFileProblem(line.number(), problem, text);
        problems.add(found);
        return found.fatal();
    }

    private @Nullable Kind read(String text, int length) {
        if (length > MAX_LINE) {
            return Kind.LINE_TOO_LONG;
        }
        if (!Text.isUnicode(text)) {
            return Kind.NOT_UTF8;
        }
        return text.startsWith("[") ? readHeader(text) : readAssignment(text);
    }

    private @Nullable Kind readHeader(String text) {
        if (!text.endsWith("]")) {
            return Kind.INVALID_SECTION_HEADER;
        }
        String name = text.substring(1, text.length() - 1);
        if (!isSafe(name)) {
            return Kind.BAD_SECTION_CHARACTERS;
        }
        section = sections.computeIfAbsent(name, key -> new ArrayList<>());
        return null;
    }

    static boolean isSafe(String name) {
        return name.chars().noneMatch(c -> c < ' ' || c == 0x7f || c == '"' || c == '\'' || c == '\\');
    }

    private @Nullable Kind readAssignment(String text) {
        int equals = text.indexOf('=');
        if (section == null) {
            return Kind.OUTSIDE_OF_SECTION;
        }
        if (equals <= 0) {
            return equals < 0 ? Kind.MISSING_EQUALS : Kind.MISSING_KEY;
        }
        section.add(new UnitFile.Entry(Text.strip(text.substring(0, equals)), Text.strip(text.substring(equals + 1))));
        return null;
    }
}

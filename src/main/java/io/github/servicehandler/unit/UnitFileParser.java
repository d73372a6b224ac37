package io.github.servicehandler.unit;

import io.github.servicehandler.unit.UnitFileProblem.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parser of one unit file, which reads line by line as systemd does. */
final class UnitFileParser {

    private static final int LONGEST_QUOTE = 200;

    private final Set<String> knownSections = new HashSet<>(Set.of("Unit", "Install"));
    private final Map<String, List<UnitFile.Entry>> sections = new LinkedHashMap<>();
    private final List<UnitFileProblem> problems = new ArrayList<>();
    private @Nullable List<UnitFile.Entry> section;
    private boolean unknownSection;

    UnitFileParser(UnitType... types) {
        for (UnitType type : types) {
            knownSections.add(type.section());
        }
    }

    UnitFile parse(String text) {
        UnitFileLines lines = new UnitFileLines(text);
        boolean fatal = false;
        for (UnitFileLines.LogicalLine line = lines.next(); line != null && !fatal; line = lines.next()) {
            fatal = addLine(line);
        }
        return new UnitFile(sections, problems);
    }

    private boolean addLine(UnitFileLines.LogicalLine line) {
        String text = UntrustedText.strip(line.text());
        Kind kind = line.tooLong() ? Kind.LINE_TOO_LONG : read(text);
        if (kind == null) {
            return false;
        }
        UnitFileProblem problem = new UnitFileProblem(line.number(), kind, excerpt(text));
        problems.add(problem);
        return problem.fatal();
    }

    private static String excerpt(String text) {
        int end = text.offsetByCodePoints(0, Math.min(LONGEST_QUOTE, text.codePointCount(0, text.length())));
        return text.substring(0, end).replace(UntrustedText.NOT_UTF8, '\uFFFD');
    }

    private @Nullable Kind read(String text) {
        if (text.isEmpty()) {
            return null;
        }
        if (!UntrustedText.isUnicode(text)) {
            return Kind.NOT_UTF8;
        }
        return text.startsWith("[") ? readHeader(text) : readAssignment(text);
    }

    private @Nullable Kind readHeader(String text) {
        if (!text.endsWith("]")) {
            return Kind.INVALID_SECTION_HEADER;
        }
        String name = text.substring(1, text.length() - 1);
        if (!UntrustedText.isSafe(name)) {
            return Kind.BAD_SECTION_CHARACTERS;
        }
        section = sections.computeIfAbsent(name, key -> new ArrayList<>());
        unknownSection = !knownSections.contains(name);
        return unknownSection && !name.startsWith("X-") ? Kind.UNKNOWN_SECTION : null;
    }

    private @Nullable Kind readAssignment(String text) {
        if (section == null) {
            return Kind.OUTSIDE_OF_SECTION;
        }
        int equals = text.indexOf('=');
        if (equals <= 0) {
            return unknownSection ? null : equals < 0 ? Kind.MISSING_EQUALS : Kind.MISSING_KEY;
        }
        section.add(new UnitFile.Entry(
                UntrustedText.strip(text.substring(0, equals)), UntrustedText.strip(text.substring(equals + 1))));
        return null;
    }
}

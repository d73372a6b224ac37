package io.github.servicehandler.unit;

import io.github.servicehandler.unit.UnitFileProblem.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parser of one unit file, which reads line by line as systemd does. */
final class UnitFileParser {

    private static final int LONGEST_QUOTE = 200;

    private final Set<String> knownSections = new HashSet<>(Set.of("Unit", "Install"));
    private final @Nullable UnitType type;
    private final List<UnitFileLayout.Line> lines = new ArrayList<>();
    private final List<UnitFileProblem> problems = new ArrayList<>();
    private @Nullable String section;
    private boolean unknownSection;

    /** Creates a parser for units of one type, or for those of any type if it is {@code null}. */
    UnitFileParser(@Nullable UnitType type) {
        this.type = type;
        for (UnitType known : type == null ? UnitType.values() : new UnitType[] {type}) {
            knownSections.add(known.section());
        }
    }

    UnitFileLayout parse(String text) {
        UnitFileLines reader = new UnitFileLines(text);
        int end = text.length();
        for (UnitFileLines.LogicalLine line = reader.next(); line != null; line = reader.next()) {
            if (isFatal(line)) {
                end = line.place().begin();
                break;
            }
        }
        return new UnitFileLayout(text, lines, end, reader.mark(), reader.endsOpen(), type, problems);
    }

    private boolean isFatal(UnitFileLines.LogicalLine line) {
        String text = UntrustedText.strip(line.text());
        Kind kind = line.tooLong() ? Kind.LINE_TOO_LONG : read(text, line);
        if (kind == null) {
            return false;
        }
        UnitFileProblem problem = new UnitFileProblem(line.number(), kind, excerpt(text));
        problems.add(problem);
        return problem.fatal();
    }

    /** Returns the beginning of a line, with bytes that are not text replaced. */
    static String excerpt(String text) {
        int end = text.offsetByCodePoints(0, Math.min(LONGEST_QUOTE, text.codePointCount(0, text.length())));
        return UnitFileEncoding.printable(text.substring(0, end));
    }

    private @Nullable Kind read(String text, UnitFileLines.LogicalLine line) {
        if (text.isEmpty()) {
            return null;
        }
        if (!UntrustedText.isUnicode(text)) {
            return Kind.NOT_UTF8;
        }
        return text.startsWith("[") ? readHeader(text, line) : readAssignment(text, line);
    }

    private @Nullable Kind readHeader(String text, UnitFileLines.LogicalLine line) {
        if (!text.endsWith("]")) {
            return Kind.INVALID_SECTION_HEADER;
        }
        String name = text.substring(1, text.length() - 1);
        if (!UntrustedText.isSafe(name)) {
            return Kind.BAD_SECTION_CHARACTERS;
        }
        section = name;
        lines.add(new UnitFileLayout.Line(name, null, line.number(), line.place()));
        unknownSection = !knownSections.contains(name);
        return unknownSection && !name.startsWith("X-") ? Kind.UNKNOWN_SECTION : null;
    }

    private @Nullable Kind readAssignment(String text, UnitFileLines.LogicalLine line) {
        if (section == null) {
            return Kind.OUTSIDE_OF_SECTION;
        }
        int equals = text.indexOf('=');
        if (equals <= 0) {
            return unknownSection ? null : equals < 0 ? Kind.MISSING_EQUALS : Kind.MISSING_KEY;
        }
        Assignment entry = new Assignment(
                UntrustedText.strip(text.substring(0, equals)), UntrustedText.strip(text.substring(equals + 1)));
        lines.add(new UnitFileLayout.Line(section, entry, line.number(), line.place()));
        return null;
    }
}

package io.github.servicehandler.testing.internal.manager;

import io.github.servicehandler.internal.settings.KnownDirectives;
import io.github.servicehandler.testing.internal.files.UnitSource;
import io.github.servicehandler.testing.internal.units.Unit;
import io.github.servicehandler.unit.UnitFile;
import io.github.servicehandler.unit.UnitFileProblem;
import io.github.servicehandler.unit.UnitType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The messages that systemd logs while it reads the files of a unit. It stops reading at a fatal mistake. */
final class UnitFileLint {

    /**
     * A message.
     *
     * @param isFatal whether systemd refuses the unit because of this
     */
    record LintMessage(String text, boolean isFatal) {}

    private static final int FIRST_WITH_SECTION_IN_BRACKETS = 252;

    private final Unit unit;
    private final String ownSection;
    private final List<LintMessage> messages = new ArrayList<>();
    private UnitSource source = UnitSource.NONE;

    private UnitFileLint(Unit unit, UnitType type) {
        this.unit = unit;
        this.ownSection = type.section();
    }

    /** Reads the files of a unit as far as systemd does. */
    static UnitFileLint of(Unit unit, UnitType type) {
        UnitFileLint lint = new UnitFileLint(unit, type);
        UnitSource.Part fragment = unit.source().fragment();
        UnitSource.Part read = fragment == null ? null : lint.read(fragment, true);
        // systemd reads on after a mistake in a drop-in
        List<UnitSource.Part> dropIns = lint.hasFatal()
                ? List.of()
                : unit.source().dropIns().stream()
                        .map(part -> lint.read(part, false))
                        .toList();
        lint.source = new UnitSource(read, dropIns);
        return lint;
    }

    List<LintMessage> messages() {
        return messages;
    }

    /** Returns what systemd has read: each file up to the first mistake that made it stop. */
    UnitSource source() {
        return source;
    }

    private boolean hasFatal() {
        return !messages.isEmpty() && messages.get(messages.size() - 1).isFatal();
    }

    /** Reads a file, and returns what systemd reads of it. */
    private UnitSource.Part read(UnitSource.Part part, boolean canBeFatal) {
        for (UnitFileProblem problem : part.content().problems()) {
            messages.add(new LintMessage(part.path() + ":" + problem.line() + ": " + text(problem), false));
        }
        int end = Integer.MAX_VALUE;
        String mistake = "";
        for (String section : part.content().sections()) {
            Map<String, Integer> counts = new HashMap<>();
            for (UnitFile.Entry entry : part.content().entries(section)) {
                int line = lineOf(part, entry.key(), counts.merge(entry.key(), 1, Integer::sum));
                SettingCheck.Result result = check(section, entry);
                if (line < end && result.isFatal()) {
                    end = line;
                    mistake = result.text();
                } else if (line < end && !result.text().isEmpty()) {
                    messages.add(new LintMessage(part.path() + ":" + line + ": " + result.text(), false));
                }
            }
        }
        if (mistake.isEmpty()) {
            return part;
        }
        messages.add(new LintMessage(part.path() + ":" + end + ": " + mistake, canBeFatal));
        return part.before(end);
    }

    private SettingCheck.Result check(String section, UnitFile.Entry entry) {
        boolean isUnknown = KnownDirectives.isKnownSection(section)
                && !KnownDirectives.isKnown(section, entry.key(), unit.context.version());
        if (isUnknown) {
            return new SettingCheck.Result(unknownKey(entry.key(), section), false);
        }
        return section.equals(ownSection)
                ? SettingCheck.check(entry.key(), entry.value(), unit.settings())
                : SettingCheck.Result.VALID;
    }

    private String unknownKey(String key, String section) {
        return unit.context.version() < FIRST_WITH_SECTION_IN_BRACKETS
                ? "Unknown key name '" + key + "' in section '" + section + "', ignoring."
                : "Unknown key '" + key + "' in section [" + section + "], ignoring.";
    }

    /**
     * Returns the number of the line that sets a key, or 1 if it is not found.
     *
     * @param count which of the lines with this key is meant; the first is 1
     */
    private static int lineOf(UnitSource.Part part, String key, int count) {
        List<String> lines = part.entry().text().lines().map(String::strip).toList();
        int seen = 0;
        for (int i = 0; i < lines.size(); i++) {
            boolean sets = lines.get(i).startsWith(key)
                    && lines.get(i).substring(key.length()).strip().startsWith("=");
            if (sets && ++seen == count) {
                return i + 1;
            }
        }
        return 1;
    }

    private static String text(UnitFileProblem problem) {
        return switch (problem.kind()) {
            case MISSING_EQUALS -> "Missing '=', ignoring line.";
            case MISSING_KEY -> "Missing key name before '=', ignoring line.";
            case OUTSIDE_OF_SECTION -> "Assignment outside of section. Ignoring.";
            case UNKNOWN_SECTION ->
                "Unknown section '" + problem.text().replace("[", "").replace("]", "") + "'. Ignoring.";
            case INVALID_SECTION_HEADER -> "Invalid section header '" + problem.text() + "'";
            case BAD_SECTION_CHARACTERS -> "Bad characters in section header '" + problem.text() + "'";
            case NOT_UTF8 -> "String is not UTF-8 clean, ignoring assignment: " + problem.text();
            case LINE_TOO_LONG -> "Line too long";
            default -> throw new IllegalArgumentException("not a problem of a line: " + problem);
        };
    }
}

package io.github.servicehandler.testing.internal.manager;

import io.github.servicehandler.testing.internal.files.KnownDirectives;
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

    private final Unit unit;
    private final String ownSection;
    private final List<LintMessage> messages = new ArrayList<>();

    private UnitFileLint(Unit unit, UnitType type) {
        this.unit = unit;
        this.ownSection = type.section();
    }

    static List<LintMessage> messages(Unit unit, UnitType type) {
        UnitFileLint lint = new UnitFileLint(unit, type);
        UnitSource.Part fragment = unit.source().fragment();
        if (fragment != null) {
            lint.read(fragment, true);
        }
        if (!lint.hasFatal()) {
            // systemd reads on after a mistake in a drop-in
            unit.source().dropIns().forEach(part -> lint.read(part, false));
        }
        return lint.messages;
    }

    private boolean hasFatal() {
        return !messages.isEmpty() && messages.get(messages.size() - 1).isFatal();
    }

    private void read(UnitSource.Part part, boolean canBeFatal) {
        for (UnitFileProblem problem : part.content().problems()) {
            messages.add(new LintMessage(part.path() + ":" + problem.line() + ": " + text(problem), false));
        }
        for (String section : part.content().sections()) {
            Map<String, Integer> counts = new HashMap<>();
            for (UnitFile.Entry entry : part.content().entries(section)) {
                int count = counts.merge(entry.key(), 1, Integer::sum);
                if (!hasFatal()) {
                    check(part, section, entry, count, canBeFatal);
                }
            }
        }
    }

    private void check(UnitSource.Part part, String section, UnitFile.Entry entry, int count, boolean canBeFatal) {
        boolean isUnknown = KnownDirectives.isKnownSection(section) && !KnownDirectives.isKnown(section, entry.key());
        SettingCheck.Result result = !isUnknown && section.equals(ownSection)
                ? SettingCheck.check(entry.key(), entry.value(), unit.settings())
                : SettingCheck.Result.VALID;
        String text =
                isUnknown ? "Unknown key '" + entry.key() + "' in section [" + section + "], ignoring." : result.text();
        if (!text.isEmpty()) {
            String position = part.path() + ":" + lineOf(part, entry.key(), count) + ": ";
            messages.add(new LintMessage(position + text, canBeFatal && result.isFatal()));
        }
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
        };
    }
}

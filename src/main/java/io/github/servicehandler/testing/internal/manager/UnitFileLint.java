package io.github.servicehandler.testing.internal.manager;

import io.github.servicehandler.testing.internal.files.KnownDirectives;
import io.github.servicehandler.testing.internal.files.UnitSource;
import io.github.servicehandler.testing.internal.process.ExecCommand;
import io.github.servicehandler.testing.internal.services.ServiceConfig;
import io.github.servicehandler.unit.UnitFile;
import io.github.servicehandler.unit.UnitFileProblem;
import java.util.ArrayList;
import java.util.List;

/** The warnings that systemd logs about a unit file. */
final class UnitFileLint {

    private UnitFileLint() {}

    static List<String> warnings(UnitSource.Part part) {
        List<String> warnings = new ArrayList<>();
        for (UnitFileProblem problem : part.content().problems()) {
            warnings.add(part.path() + ":" + problem.line() + ": " + text(problem));
        }
        for (String section : part.content().sections()) {
            for (UnitFile.Entry entry : part.content().entries(section)) {
                String position = part.path() + ":" + lineOf(part, entry.key()) + ": ";
                if (KnownDirectives.isKnownSection(section) && !KnownDirectives.isKnown(section, entry.key())) {
                    warnings.add(
                            position + "Unknown key '" + entry.key() + "' in section [" + section + "], ignoring.");
                } else if (ServiceConfig.COMMANDS.contains(entry.key()) && !ExecCommand.isBalanced(entry.value())) {
                    warnings.add(position + "Unbalanced quoting, ignoring: \"" + entry.value() + "\"");
                }
            }
        }
        return warnings;
    }

    /** Returns the number of the first line that sets the key, or 1 if no such line is found. */
    private static int lineOf(UnitSource.Part part, String key) {
        List<String> lines = part.entry().text().lines().map(String::strip).toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(key)
                    && lines.get(i).substring(key.length()).strip().startsWith("=")) {
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

package io.github.servicehandler.testing;

import io.github.servicehandler.unit.UnitFile;
import io.github.servicehandler.unit.UnitFileProblem;
import java.util.ArrayList;
import java.util.List;

/** Finds what systemd would warn of in a unit file. */
final class Lint {

    private Lint() {}

    static List<String> of(Source.Part part) {
        List<String> warnings = new ArrayList<>();
        for (UnitFileProblem problem : part.content().problems()) {
            warnings.add(part.path() + ":" + problem.line() + ": " + text(problem));
        }
        for (String section : part.content().sections()) {
            for (UnitFile.Entry entry : part.content().entries(section)) {
                if (Directives.isKnownSection(section) && !Directives.isKnown(section, entry.key())) {
                    warnings.add(part.path() + ": Unknown key '" + entry.key() + "' in section [" + section
                            + "], ignoring.");
                }
            }
        }
        return warnings;
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

package io.github.servicehandler.unit;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The text of a unit file as it was parsed, and where in it the lines are that have an effect.
 *
 * @param text the whole text, whatever the problems in it
 * @param lines the section headers and the settings in their order
 * @param end where parsing ended: the end of the text, or the line that makes systemd refuse the unit
 * @param mark where the byte order mark is that parsing drops, or -1 if there is none
 * @param endsOpen whether the text ends in a line whose continuation is missing
 * @param type the type of the unit, or {@code null} if it is not known
 * @param problems the problems with the lines
 */
record UnitFileLayout(
        String text,
        List<Line> lines,
        int end,
        int mark,
        boolean endsOpen,
        @Nullable UnitType type,
        List<UnitFileProblem> problems) {

    /**
     * A line that has an effect.
     *
     * @param section the name of the section that it begins or belongs to
     * @param entry the setting; {@code null} for a section header
     * @param number the number of the line, from 1; for a continued line, the last number
     */
    record Line(String section, @Nullable Assignment entry, int number, TextSpan place) {

        boolean sets(String otherSection, String key) {
            return entry != null && section.equals(otherSection) && entry.key().equals(key);
        }
    }

    UnitFileLayout {
        lines = List.copyOf(lines);
        problems = List.copyOf(problems);
    }

    boolean isRefused() {
        return end < text.length();
    }

    /** Returns the settings of a section. */
    List<Assignment> assignments(String section) {
        return lines.stream()
                .filter(line -> line.section().equals(section))
                .flatMap(line -> Optional.ofNullable(line.entry()).stream())
                .toList();
    }

    /** Returns the assignments of some settings of one list that are in effect. */
    List<Assignment> effective(String section, Set<String> keys) {
        return ListSettings.effective(assignments(section), section, keys);
    }

    /** Returns the last value of a setting, or an empty text. */
    String last(String section, String key) {
        return assignments(section).stream()
                .filter(setting -> setting.key().equals(key))
                .reduce("", (earlier, setting) -> setting.value(), (earlier, later) -> later);
    }
}

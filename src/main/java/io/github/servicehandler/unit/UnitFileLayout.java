package io.github.servicehandler.unit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text of a unit file, and where in it the lines are that have an effect.
 *
 * @param text the whole text, whatever the problems in it
 * @param lines the section headers and the settings in their order
 * @param end where parsing ended: the end of the text, or the line that makes systemd refuse the unit
 * @param mark where the byte order mark is that parsing drops, or -1 if there is none
 * @param endsOpen whether the text ends in a line whose continuation is missing
 */
record UnitFileLayout(String text, List<Line> lines, int end, int mark, boolean endsOpen) {

    /**
     * A line that has an effect.
     *
     * @param section the name of the section that it begins or belongs to
     * @param entry the setting; {@code null} for a section header
     * @param number the number of the line, from 1; for a continued line, the last number
     */
    record Line(String section, UnitFile.@Nullable Entry entry, int number, TextSpan place) {

        boolean sets(String otherSection, String key) {
            return entry != null && section.equals(otherSection) && entry.key().equals(key);
        }
    }

    UnitFileLayout {
        lines = List.copyOf(lines);
    }

    boolean isRefused() {
        return end < text.length();
    }
}

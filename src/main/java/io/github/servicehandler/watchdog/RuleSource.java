package io.github.servicehandler.watchdog;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a rule file that a rule was read from, for error messages about the rule as a whole.
 *
 * @param file the file; {@code null} if the rule was not read from a file
 * @param marks the words of the rule, in order; empty for a rule that was made in Java
 */
record RuleSource(@Nullable Path file, List<Mark> marks) {

    static final RuleSource NONE = new RuleSource(null, List.of());

    /**
     * A word of a rule file with its place.
     *
     * @param setting the word or words that its line begins with
     */
    record Mark(String setting, String text, int line, int column) {}

    RuleSource {
        marks = List.copyOf(marks);
    }

    RuleSource with(List<Mark> more) {
        List<Mark> all = new ArrayList<>(marks);
        all.addAll(more);
        return new RuleSource(file, all);
    }

    /**
     * Returns an error about a rule.
     *
     * @param setting the word or words that the line in question begins with
     * @param word the word in question, with or without the suffix of a service's name; the first word behind the
     *     setting is reported if there is no such word
     */
    IllegalArgumentException error(String setting, String word, String message) {
        List<Mark> line =
                marks.stream().filter(mark -> mark.setting().equals(setting)).toList();
        Mark place = line.stream()
                .filter(mark -> mark.text().equals(word) || (mark.text() + ".service").equals(word))
                .findFirst()
                .orElse(line.isEmpty() ? null : line.get(0));
        if (place == null) {
            return marks.isEmpty() || setting.equals("rule")
                    ? new IllegalArgumentException(message)
                    : error("rule", "", message);
        }
        RuleFileException error = new RuleFileException(place.line(), place.column(), message);
        return file == null ? error : error.in(file);
    }
}

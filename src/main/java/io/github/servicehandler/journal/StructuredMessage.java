package io.github.servicehandler.journal;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A log message that consists of named fields: a JSON object, or logfmt such as {@code level=warn msg="disk is full"
 * free=7}. Immutable.
 *
 * <p>The text must be valid as a whole. Text before or after the fields is not allowed, apart from blanks and the mark
 * {@code @cee:} before a JSON object.
 *
 * <ul>
 *   <li>A field of an object inside the JSON object has a name with dots, such as {@code http.status}.
 *   <li>An array is kept as JSON text, a number as it is spelled. A field that is {@code null} counts as absent.
 *   <li>If a field occurs more than once, the last one counts.
 *   <li>In logfmt, each word must have the form {@code name=value} or {@code name="value"}. Quoted values have the
 *       escapes of JSON.
 * </ul>
 *
 * @param fields the fields in the order of the text
 */
public record StructuredMessage(Map<String, String> fields) {

    /** The maximum length of a text that is parsed, in characters. */
    private static final int LONGEST_TEXT = 1024 * 1024;

    private static final String CEE_MARK = "@cee:";

    /** Names that loggers give to the level, in lower case. */
    private static final List<String> LEVEL_NAMES = List.of(
            "level",
            "severity",
            "lvl",
            "loglevel",
            "log_level",
            "log.level",
            "levelname",
            "level_name",
            "@level",
            "@l",
            "severitytext",
            "severity_text",
            "levelno",
            "priority");

    /** Names that loggers give to the message, in lower case. */
    private static final List<String> TEXT_NAMES =
            List.of("msg", "message", "@message", "@m", "short_message", "event", "body", "@mt");

    /**
     * Copies the fields.
     *
     * @param fields the fields in the order of the text
     */
    public StructuredMessage {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /**
     * Parses the text of a message.
     *
     * @param text the text, such as that of a journal entry or of a line of a log file
     * @return the message; empty if the text is neither a JSON object nor logfmt, if it has more than 1,048,576
     *     characters or 1,000 fields, or if objects and arrays are nested more than 32 levels deep
     */
    public static Optional<StructuredMessage> parse(String text) {
        if (text.length() > LONGEST_TEXT) {
            return Optional.empty();
        }
        String stripped = text.strip();
        String json = stripped.startsWith(CEE_MARK) ? stripped.substring(CEE_MARK.length()) : stripped;
        Optional<Map<String, String>> fields =
                json.stripLeading().startsWith("{") ? JsonFields.parse(json) : LogfmtFields.parse(stripped);
        return fields.map(StructuredMessage::new);
    }

    /**
     * Returns the value of a field.
     *
     * @param name the field's name, case-sensitive
     * @return the value; empty if there is no such field
     */
    public Optional<String> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    /**
     * Returns the level as a priority. Known are the common names of the field, such as {@code level},
     * {@code severity}, {@code lvl}, {@code levelname} and {@code log.level}, the common words, such as {@code warn}
     * and {@code SEVERE}, the numbers 0 to 7 of syslog, and the numbers 10 to 60 of common loggers.
     *
     * @return the priority; empty if no field has a known level
     */
    public Optional<Priority> level() {
        for (String name : LEVEL_NAMES) {
            Optional<Priority> level = ignoringCase(name).flatMap(value -> LevelWords.priority(name, value));
            if (level.isPresent()) {
                return level;
            }
        }
        return Optional.empty();
    }

    /**
     * Returns the text that the program logged. Known are the common names of the field, such as {@code msg} and
     * {@code message}.
     *
     * @return the text; empty if no field has such a name
     */
    public Optional<String> text() {
        return TEXT_NAMES.stream().flatMap(name -> ignoringCase(name).stream()).findFirst();
    }

    private Optional<String> ignoringCase(String lowerCaseName) {
        return fields.entrySet().stream()
                .filter(field -> field.getKey().toLowerCase(Locale.ROOT).equals(lowerCaseName))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}

package io.github.servicehandler.journal;

import static java.util.Map.entry;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The words and numbers by which common loggers call the levels. */
final class LevelWords {

    private static final Map<String, Priority> WORDS = Map.ofEntries(
            entry("emergency", Priority.EMERGENCY),
            entry("emerg", Priority.EMERGENCY),
            entry("panic", Priority.EMERGENCY),
            entry("alert", Priority.ALERT),
            entry("critical", Priority.CRITICAL),
            entry("crit", Priority.CRITICAL),
            entry("fatal", Priority.CRITICAL),
            entry("dpanic", Priority.CRITICAL),
            entry("error", Priority.ERROR),
            entry("err", Priority.ERROR),
            entry("eror", Priority.ERROR),
            entry("severe", Priority.ERROR),
            entry("warning", Priority.WARNING),
            entry("warn", Priority.WARNING),
            entry("notice", Priority.NOTICE),
            entry("info", Priority.INFO),
            entry("information", Priority.INFO),
            entry("informational", Priority.INFO),
            entry("success", Priority.INFO),
            entry("config", Priority.DEBUG),
            entry("debug", Priority.DEBUG),
            entry("dbug", Priority.DEBUG),
            entry("trace", Priority.DEBUG),
            entry("verbose", Priority.DEBUG),
            entry("fine", Priority.DEBUG),
            entry("finer", Priority.DEBUG),
            entry("finest", Priority.DEBUG));

    /** The numbers of Python's logging. */
    private static final Map<String, Priority> LEVELNO = Map.of(
            "10", Priority.DEBUG,
            "20", Priority.INFO,
            "30", Priority.WARNING,
            "40", Priority.ERROR,
            "50", Priority.CRITICAL);

    /** The numbers of bunyan and pino. */
    private static final Map<String, Priority> TENS = Map.of(
            "10", Priority.DEBUG,
            "20", Priority.DEBUG,
            "30", Priority.INFO,
            "40", Priority.WARNING,
            "50", Priority.ERROR,
            "60", Priority.CRITICAL);

    private LevelWords() {}

    /**
     * Returns the priority of a level.
     *
     * @param name the name of its field, in lower case: the same number means different levels
     */
    static Optional<Priority> priority(String name, String level) {
        if (level.matches("[0-7]")) {
            return Optional.of(Priority.of(level));
        }
        if (level.matches("[0-9]+")) {
            return Optional.ofNullable((name.equals("levelno") ? LEVELNO : TENS).get(level));
        }
        // Go's slog calls the levels in between "WARN+1"
        String word = level.strip().toLowerCase(Locale.ROOT).replaceFirst("[+-][0-9]{1,3}$", "");
        return Optional.ofNullable(WORDS.get(word));
    }
}

package io.github.servicehandler.testing.internal.files;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The values of settings and options as systemd parses them. */
public final class SettingValues {

    private static final Set<String> TRUE_WORDS = Set.of("1", "yes", "y", "true", "t", "on");
    private static final Set<String> FALSE_WORDS = Set.of("0", "no", "n", "false", "f", "off");

    private SettingValues() {}

    /** Returns the value of a boolean, or empty if the text is none. */
    public static Optional<Boolean> parseBoolean(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        if (TRUE_WORDS.contains(word)) {
            return Optional.of(true);
        }
        return FALSE_WORDS.contains(word) ? Optional.of(false) : Optional.empty();
    }
}

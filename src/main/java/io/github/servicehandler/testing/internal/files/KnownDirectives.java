package io.github.servicehandler.testing.internal.files;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The names of all settings that systemd 252 reads, by section, including those that the fake ignores. */
public final class KnownDirectives {

    private static final Map<String, Set<String>> BY_SECTION = read();

    private KnownDirectives() {}

    /**
     * Returns whether systemd reads the setting; it reads nothing in an unknown section. Keys that start with
     * {@code X-} count as known everywhere.
     */
    public static boolean isKnown(String section, String key) {
        return key.startsWith("X-")
                || BY_SECTION.getOrDefault(section, Set.of()).contains(key);
    }

    public static boolean isKnownSection(String section) {
        return BY_SECTION.containsKey(section);
    }

    private static Map<String, Set<String>> read() {
        Map<String, Set<String>> bySection = new HashMap<>();
        try (InputStream file = KnownDirectives.class.getResourceAsStream("directives.txt")) {
            if (file == null) {
                throw new IllegalStateException("directives.txt is missing from the library");
            }
            new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))
                    .lines()
                    .forEach(line -> {
                        List<String> words = List.of(line.split(" ", -1));
                        bySection.put(words.get(0), Set.copyOf(words.subList(1, words.size())));
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bySection;
    }
}

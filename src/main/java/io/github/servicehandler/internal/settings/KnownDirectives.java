package io.github.servicehandler.internal.settings;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The names of all settings that systemd reads, by section, including those that the fake ignores. In the list, a
 * number after a name is the first of the versions 252, 257 and 262 that reads the setting; names without a number are
 * older.
 */
public final class KnownDirectives {

    private static final Map<String, Map<String, Integer>> FIRST_VERSIONS = read();

    private KnownDirectives() {}

    /**
     * Returns whether systemd reads the setting; it reads nothing in an unknown section. Keys that start with
     * {@code X-} count as known everywhere.
     */
    public static boolean isKnown(String section, String key, int version) {
        return key.startsWith("X-")
                || FIRST_VERSIONS.getOrDefault(section, Map.of()).getOrDefault(key, Integer.MAX_VALUE) <= version;
    }

    public static boolean isKnownSection(String section) {
        return FIRST_VERSIONS.containsKey(section);
    }

    private static Map<String, Map<String, Integer>> read() {
        Map<String, Map<String, Integer>> bySection = new HashMap<>();
        try (InputStream file = KnownDirectives.class.getResourceAsStream("directives.txt")) {
            if (file == null) {
                throw new IllegalStateException("directives.txt is missing from the library");
            }
            new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))
                    .lines()
                    .forEach(line -> {
                        List<String> words = List.of(line.split(" ", -1));
                        bySection.put(words.get(0), firstVersions(words.subList(1, words.size())));
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bySection;
    }

    private static Map<String, Integer> firstVersions(List<String> words) {
        Map<String, Integer> versions = new HashMap<>();
        for (String word : words) {
            int colon = word.indexOf(':');
            versions.put(
                    colon < 0 ? word : word.substring(0, colon),
                    colon < 0 ? 0 : Integer.parseInt(word.substring(colon + 1)));
        }
        return versions;
    }
}

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

/** A list of words that is part of the library. A word may have a version after a colon. */
final class SettingList {

    private SettingList() {}

    /** Returns the words of each line. */
    static List<List<String>> lines(String name) {
        try (InputStream file = SettingList.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException(name + " is missing from the library");
            }
            return new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))
                    .lines()
                    .map(line -> List.of(line.split(" ", -1)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the words with the version of each, which is 0 if it has none. */
    static Map<String, Integer> firstVersions(List<String> words) {
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

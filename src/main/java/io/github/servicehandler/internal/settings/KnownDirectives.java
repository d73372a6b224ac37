package io.github.servicehandler.internal.settings;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names of all settings that systemd reads, by section, including those that the fake ignores. In the list, a
 * number after a name is the first of the versions 252, 257 and 262 that reads the setting; names without a number are
 * older.
 */
public final class KnownDirectives {

    private static final Map<String, Map<String, Integer>> FIRST_VERSIONS = read();

    private static final List<Integer> VERSIONS = List.of(247, 252, 257, 262);

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

    /** Returns the names of the settings that a version reads in a section. */
    public static Set<String> keys(String section, int version) {
        Set<String> keys = new TreeSet<>();
        FIRST_VERSIONS.getOrDefault(section, Map.of()).forEach((key, first) -> {
            if (first <= version) {
                keys.add(key);
            }
        });
        return keys;
    }

    /** Returns the sections in which a version reads a setting, in alphabetical order. */
    public static List<String> sectionsWith(String key, int version) {
        return FIRST_VERSIONS.keySet().stream()
                .filter(section -> keys(section, version).contains(key))
                .sorted()
                .toList();
    }

    /** Returns the first version from a given one on for which the list is exact; the newest one if there is none. */
    public static int nextKnownVersion(int version) {
        return VERSIONS.stream().filter(known -> known >= version).findFirst().orElse(Integer.MAX_VALUE);
    }

    private static Map<String, Map<String, Integer>> read() {
        Map<String, Map<String, Integer>> bySection = new HashMap<>();
        for (List<String> line : SettingList.lines("directives.txt")) {
            bySection.put(line.get(0), SettingList.firstVersions(line.subList(1, line.size())));
        }
        return bySection;
    }
}

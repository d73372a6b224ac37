package io.github.servicehandler.internal.settings;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The values of settings and options as systemd parses them. */
public final class SettingValues {

    private static final Set<String> TRUE_WORDS = Set.of("1", "yes", "y", "true", "t", "on");
    private static final Set<String> FALSE_WORDS = Set.of("0", "no", "n", "false", "f", "off");

    private static final int MAX_PATH = 4096;
    private static final int MAX_NAME = 255;

    private SettingValues() {}

    /** Returns the value of a boolean, or empty if the text is none. */
    public static Optional<Boolean> parseBoolean(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        if (TRUE_WORDS.contains(word)) {
            return Optional.of(true);
        }
        return FALSE_WORDS.contains(word) ? Optional.of(false) : Optional.empty();
    }

    /** Returns a path without repeated slashes, without {@code .} components, and without a slash at the end. */
    public static String simplifiedPath(String path) {
        String simple = path.replaceAll("/(\\.?/)+", "/").replaceAll("(?<=.)/\\.?$", "");
        return simple.equals("/.") ? "/" : simple;
    }

    /** Returns whether a path is absolute and leads upwards nowhere. */
    public static boolean isNormalizedPath(String path) {
        return path.startsWith("/") && leadsNowhereUp(path) && hasValidLength(path);
    }

    /**
     * Returns what is wrong with a path in systemd's words, or an empty string if it is absolute and leads upwards
     * nowhere.
     *
     * @param key the setting that has the path
     */
    public static String complaintAboutPath(String key, String path) {
        if (!path.startsWith("/")) {
            return key + "= path is not absolute: " + path;
        }
        return isNormalizedPath(path) ? "" : key + "= path is not normalized: " + path;
    }

    /** Returns whether no name in a path is longer than a file system allows, and neither is the whole path. */
    public static boolean hasValidLength(String path) {
        return bytes(path) < MAX_PATH && Stream.of(path.split("/", -1)).allMatch(name -> bytes(name) <= MAX_NAME);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static boolean leadsNowhereUp(String path) {
        return !List.of(path.split("/", -1)).contains("..");
    }
}

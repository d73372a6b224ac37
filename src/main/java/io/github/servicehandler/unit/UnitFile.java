package io.github.servicehandler.unit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Holds what a unit file says: sections with their settings in order, repeated ones included. See systemd.syntax(7).
 *
 * <pre>{@code
 * UnitFile unit = UnitFile.service()
 *         .description("My bot")
 *         .execStart("/usr/bin/python3", "/home/user/bot/main.py")
 *         .restart(Restart.ON_FAILURE)
 *         .wantedBy("default.target")
 *         .build();
 * unit.write(Path.of("/home/user/.config/systemd/user/MyBot.service"));
 * }</pre>
 *
 * <p>Comments and layout are not kept, and sections of the same name are one section, as they are for systemd. Values are the
 * raw text after the equals sign: systemd's escapes, quotes and {@code %} specifiers stand in them as written. Immutable and
 * thread-safe; equal to another one with the same sections and settings, whatever {@linkplain #problems() problems} either has.
 */
public final class UnitFile {

    private final Map<String, List<Entry>> sections;
    private final List<UnitFileProblem> problems;

    UnitFile(Map<String, List<Entry>> sections, List<UnitFileProblem> problems) {
        Map<String, List<Entry>> copy = new LinkedHashMap<>();
        sections.forEach((name, entries) -> copy.put(name, List.copyOf(entries)));
        this.sections = Collections.unmodifiableMap(copy);
        this.problems = List.copyOf(problems);
    }

    /**
     * Holds one setting. Immutable.
     *
     * @param key the text before the first equals sign, without the blanks around it; not empty
     * @param value the raw text after it, likewise; may be empty
     */
    public record Entry(String key, String value) {

        /**
         * Checks that nothing is {@code null}.
         *
         * @param key the text before the first equals sign, without the blanks around it; not empty
         * @param value the raw text after it, likewise; may be empty
         */
        public Entry {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(value, "value");
        }
    }

    /**
     * Returns a builder of a service's unit file.
     *
     * @return a builder with nothing set
     */
    public static UnitFileBuilder service() {
        return new UnitFileBuilder();
    }

    /**
     * Parses the text of a unit file as systemd does. Every text can be parsed: lines that systemd ignores, or refuses the unit
     * for, become {@link #problems()}. Nothing is read after a line for which systemd refuses the unit.
     *
     * @param text the text of a unit file
     * @return what it says
     */
    public static UnitFile parse(String text) {
        return new UnitFileParser(UnitType.values()).parse(text);
    }

    /**
     * Parses the text of a unit file as {@link #parse(String)} does, for one type of units: a section that only others have is
     * {@linkplain UnitFileProblem.Kind#UNKNOWN_SECTION unknown}.
     *
     * @param text the text of a unit file
     * @param type the type that the file's name ends in
     * @return what it says
     */
    public static UnitFile parse(String text, UnitType type) {
        return new UnitFileParser(type).parse(text);
    }

    /**
     * Reads a unit file or a drop-in.
     *
     * @param file the file; if its name ends in a unit type, the sections of other types are unknown
     * @return what it says; bytes that are not UTF-8 are a {@linkplain #problems() problem}
     * @throws IOException if it cannot be read or is larger than 16 MiB
     */
    public static UnitFile read(Path file) throws IOException {
        return UnitFileStore.read(file);
    }

    /**
     * Writes this unit file in one step, so that nobody ever reads half of it. A symbolic link of that name is replaced, not
     * followed. A new file is readable for all; an existing one keeps its permissions. A running manager takes notice at its
     * next {@code daemon-reload}.
     *
     * @param file where to; its directory must exist
     * @throws IOException if it cannot be written; there is then no change to an existing file
     */
    public void write(Path file) throws IOException {
        UnitFileStore.write(file, toString());
    }

    /**
     * Returns what systemd logs about when it reads this text.
     *
     * @return the problems by line; empty for a file that was built
     */
    public List<UnitFileProblem> problems() {
        return problems;
    }

    /**
     * Returns the names of the sections, known to systemd or not.
     *
     * @return the names in the order of the file, without brackets
     */
    public Set<String> sections() {
        return sections.keySet();
    }

    /**
     * Returns the settings of a section.
     *
     * @param section the section's name without brackets, such as {@code Service}
     * @return the settings in order, repeated ones and empty ones included; empty if there is no such section
     */
    public List<Entry> entries(String section) {
        return sections.getOrDefault(section, List.of());
    }

    /**
     * Returns the value of the first of a setting's assignments.
     *
     * @param section the section's name without brackets
     * @param key the setting's name; case matters
     * @return the raw value, possibly empty text; or nothing if it is not assigned
     */
    public Optional<String> first(String section, String key) {
        return values(section, key).stream().findFirst();
    }

    /**
     * Returns the value of the last of a setting's assignments: for a setting with a single value the one that counts.
     *
     * @param section the section's name without brackets
     * @param key the setting's name; case matters
     * @return the raw value, possibly empty text; or nothing if it is not assigned
     */
    public Optional<String> last(String section, String key) {
        List<String> values = values(section, key);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
    }

    /**
     * Returns the values of a list setting, such as {@code ExecStart}: those after the last empty assignment, which resets the
     * list.
     *
     * @param section the section's name without brackets
     * @param key the setting's name; case matters
     * @return the raw values in order, none of them empty
     */
    public List<String> all(String section, String key) {
        List<String> values = values(section, key);
        return List.copyOf(values.subList(values.lastIndexOf("") + 1, values.size()));
    }

    private List<String> values(String section, String key) {
        List<String> values = new ArrayList<>();
        for (Entry entry : entries(section)) {
            if (entry.key().equals(key)) {
                values.add(entry.value());
            }
        }
        return values;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UnitFile that && sections.equals(that.sections);
    }

    @Override
    public int hashCode() {
        return sections.hashCode();
    }

    /** Returns the text to put into a file; parsed again, it gives an equal unit file. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        sections.forEach((section, entries) -> {
            text.append(text.length() == 0 ? "" : "\n")
                    .append('[')
                    .append(section)
                    .append("]\n");
            entries.forEach(entry -> appendLine(text, entry));
        });
        return text.toString();
    }

    private static void appendLine(StringBuilder text, Entry entry) {
        text.append(UnitLines.guard(entry.key())).append('=').append(entry.value());
        if (UnitLines.isContinued(entry.value())) {
            // a value may end in a backslash: the blank, which parsing strips, keeps it from continuing the line
            text.append(' ');
        }
        text.append('\n');
    }
}

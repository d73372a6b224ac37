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
 * The content of a unit file: sections with their settings in order, repeated ones included. See systemd.syntax(7).
 *
 * <pre>{@code
 * UnitFile unit = UnitFile.service()
 *         .description("My bot")
 *         .execStart("/usr/bin/python3", "/home/user/bot/main.py")
 *         .restart(RestartPolicy.ON_FAILURE)
 *         .wantedBy("default.target")
 *         .build();
 * unit.write(Path.of("/home/user/.config/systemd/user/MyBot.service"));
 * }</pre>
 *
 * <p>Comments and layout are not kept. Sections of the same name are merged, as systemd merges them. Values are the raw
 * text after the equals sign, with systemd's escapes, quotes and {@code %} specifiers as written. Immutable and
 * thread-safe. Two unit files with the same sections and settings are equal, even if their {@linkplain #problems()
 * problems} differ.
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
     * One setting. Immutable.
     *
     * @param key the text before the first equals sign, without the blanks around it; not empty
     * @param value the raw text after the first equals sign, without the blanks around it; may be empty
     */
    public record Entry(String key, String value) {

        /**
         * Checks that nothing is {@code null}.
         *
         * @param key the text before the first equals sign, without the blanks around it; not empty
         * @param value the raw text after the first equals sign, without the blanks around it; may be empty
         */
        public Entry {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(value, "value");
        }
    }

    /**
     * Returns a builder for the unit file of a service.
     *
     * @return a builder with nothing set
     */
    public static UnitFileBuilder service() {
        return new UnitFileBuilder();
    }

    /**
     * Parses the text of a unit file as systemd does. Parsing never fails: lines that are invalid, or that begin an
     * unknown section, are reported in {@link #problems()}. Systemd ignores some of these lines. If it refuses the
     * whole unit because of a line ({@link UnitFileProblem#fatal()}), parsing ends at that line.
     *
     * @param text the text of a unit file
     * @return the unit file
     */
    public static UnitFile parse(String text) {
        return new UnitFileParser(UnitType.values()).parse(text);
    }

    /**
     * Parses the text of a unit file as {@link #parse(String)} does, for one type of unit. A section that only other
     * types have is reported as {@linkplain UnitFileProblem.Kind#UNKNOWN_SECTION unknown}.
     *
     * @param text the text of a unit file
     * @param type the unit type in which the file's name ends
     * @return the unit file
     */
    public static UnitFile parse(String text, UnitType type) {
        return new UnitFileParser(type).parse(text);
    }

    /**
     * Reads a unit file or a drop-in.
     *
     * @param file the file; if its name ends in a unit type, sections that only other types have are reported as
     *     unknown
     * @return the unit file; bytes that are not valid UTF-8 are reported as a {@linkplain #problems() problem}
     * @throws IOException if the file cannot be read or is larger than 16 MiB
     */
    public static UnitFile read(Path file) throws IOException {
        return UnitFileStore.read(file);
    }

    /**
     * Writes this unit file in one step, so that other programs never read half of it. It replaces a symbolic link
     * instead of following it. A new file is readable by all users; an existing file keeps its permissions. A running
     * manager notices the change at its next {@code daemon-reload}.
     *
     * @param file the file to write; its directory must exist
     * @throws IOException if the file cannot be written; an existing file is then unchanged
     */
    public void write(Path file) throws IOException {
        UnitFileStore.write(file, toString());
    }

    /**
     * Returns the problems that systemd logs when it reads this text.
     *
     * @return the problems in the order of their lines; empty for a unit file that was built
     */
    public List<UnitFileProblem> problems() {
        return problems;
    }

    /**
     * Returns the names of the sections, including those unknown to systemd.
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
     * Returns the first value that is assigned to a setting.
     *
     * @param section the section's name without brackets
     * @param key the setting's name; case matters
     * @return the raw value, which may be an empty text; an empty {@code Optional} if the setting is not assigned
     */
    public Optional<String> first(String section, String key) {
        return values(section, key).stream().findFirst();
    }

    /**
     * Returns the last value that is assigned to a setting. For a setting with a single value, this one takes effect.
     *
     * @param section the section's name without brackets
     * @param key the setting's name; case matters
     * @return the raw value, which may be an empty text; an empty {@code Optional} if the setting is not assigned
     */
    public Optional<String> last(String section, String key) {
        List<String> values = values(section, key);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
    }

    /**
     * Returns the effective values of a list setting, such as {@code ExecStart}: those after the last empty assignment,
     * which resets the list.
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

    /** Returns the text of the unit file. Parsing it gives an equal unit file. */
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
        text.append(UnitFileLines.guard(entry.key())).append('=').append(entry.value());
        if (UnitFileLines.isContinued(entry.value())) {
            // a backslash at the end would continue the line; parsing strips this blank
            text.append(' ');
        }
        text.append('\n');
    }
}

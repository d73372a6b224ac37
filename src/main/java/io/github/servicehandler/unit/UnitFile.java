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
import java.util.stream.Stream;

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
 * <p>{@link #toString()} and {@link #write} give back the text that was parsed or read, byte for byte. Methods such as
 * {@link #with with} return a changed copy, in which all other text is as it was: comments, blank lines, line ends,
 * continued lines and lines with problems.
 *
 * <pre>{@code
 * UnitFile file = UnitFile.read(path);
 * file.with("Service", "MemoryMax", "1G").write(path);
 * }</pre>
 *
 * <p>Sections of the same name are merged, as systemd merges them. Values are the raw text after the equals sign, with
 * systemd's escapes, quotes and {@code %} specifiers as written. Immutable and thread-safe. Two unit files with the
 * same sections and settings are equal, even if their text, such as comments, or their {@linkplain #problems()
 * problems} differ; compare {@link #toString()} to compare the text.
 */
public final class UnitFile {

    private final UnitFileLayout layout;
    private final Map<String, List<Entry>> sections;

    UnitFile(UnitFileLayout layout) {
        this.layout = layout;
        this.sections = sections(layout);
    }

    private static Map<String, List<Entry>> sections(UnitFileLayout layout) {
        Map<String, List<Entry>> sections = new LinkedHashMap<>();
        for (UnitFileLayout.Line line : layout.lines()) {
            List<Entry> entries = sections.computeIfAbsent(line.section(), name -> new ArrayList<>());
            if (line.entry() != null) {
                entries.add(new Entry(line.entry().key(), line.entry().value()));
            }
        }
        sections.replaceAll((name, entries) -> List.copyOf(entries));
        return Collections.unmodifiableMap(sections);
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
     * Returns a builder for the unit file of a timer, which starts another unit at certain times.
     *
     * @return a builder with nothing set
     */
    public static TimerFileBuilder timer() {
        return new TimerFileBuilder();
    }

    /**
     * Returns a builder for the unit file of a socket, whose traffic starts a service.
     *
     * @return a builder with nothing set
     */
    public static SocketFileBuilder socket() {
        return new SocketFileBuilder();
    }

    /**
     * Returns a builder for the unit file of a path, whose changes start another unit.
     *
     * @return a builder with nothing set
     */
    public static PathFileBuilder path() {
        return new PathFileBuilder();
    }

    /**
     * Returns a builder for the unit file of a target, which is a name for a group of units.
     *
     * @return a builder with nothing set
     */
    public static TargetFileBuilder target() {
        return new TargetFileBuilder();
    }

    /**
     * Returns a builder for the unit file of a slice, whose limits its units share.
     *
     * @return a builder with nothing set
     */
    public static SliceFileBuilder slice() {
        return new SliceFileBuilder();
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
        return new UnitFile(new UnitFileParser(null).parse(text));
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
        return new UnitFile(new UnitFileParser(type).parse(text));
    }

    /**
     * Reads a unit file or a drop-in.
     *
     * @param file the file; if its name ends in a unit type, sections that only other types have are reported as
     *     unknown
     * @return the unit file. Bytes that are not valid UTF-8 are reported as a {@linkplain #problems() problem}, unless
     *     they are in a comment. Each is one unpaired surrogate of the text, U+DC80 to U+DCFF, of which {@link #write}
     *     makes the byte again
     * @throws IOException if the file cannot be read or is larger than 16 MiB
     */
    public static UnitFile read(Path file) throws IOException {
        return new UnitFile(UnitFileStore.read(file));
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
        UnitFileStore.write(file, layout.text());
    }

    /**
     * Merges drop-ins into this unit file as systemd does: it reads the settings of the unit file first, and then those
     * of each drop-in. Repeated settings are added, a later single value takes precedence, and an empty value drops the
     * values of a list before it. {@link #last} and {@link #all} return what takes effect.
     *
     * @param dropIns the drop-ins in the order in which systemd reads them, which is that of their file names, wherever
     *     the files are
     * @return a unit file with the settings of all, without comments and without lines that systemd ignores; if there
     *     are no drop-ins, this unit file
     */
    public UnitFile mergedWith(List<UnitFile> dropIns) {
        if (dropIns.isEmpty()) {
            return this;
        }
        Map<String, List<Assignment>> merged = new LinkedHashMap<>();
        for (UnitFile file : Stream.concat(Stream.of(this), dropIns.stream()).toList()) {
            for (String section : file.sections()) {
                merged.computeIfAbsent(section, name -> new ArrayList<>()).addAll(file.layout.assignments(section));
            }
        }
        return reparse(UnitFileSyntax.text(merged));
    }

    /**
     * Returns the problems with the lines of this text, whatever the names and values of the settings. See also
     * {@link #problems(int)}.
     *
     * @return the problems in the order of their lines; a unit file that was built has at most sections that are
     *     unknown
     */
    public List<UnitFileProblem> problems() {
        return layout.problems();
    }

    /**
     * Returns the problems that a version of systemd has with this unit file: those of {@link #problems()}, unknown
     * keys and keys in a wrong section, with what was probably meant; values that a setting cannot have, as far as
     * their form is known; a whole command line as a program; and units that systemd refuses as a whole. They are found
     * by the text alone: whether programs, files, users and other units exist is not checked, and neither are values
     * with specifiers ({@code %}). Whether the unit is complete is checked only if the type of the unit is known, since
     * a drop-in need not be.
     *
     * @param version the version of systemd, such as 252. The lists are those of 247, 252, 257 and 262; for a version
     *     between them, the list of the next one is used
     * @return the problems in the order of their lines, those of the whole file first
     */
    public List<UnitFileProblem> problems(int version) {
        return SettingProblems.of(layout, version);
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
     * which resets the list. As in systemd, an empty assignment does not reset dependencies such as {@code After}, and
     * one of any time of a timer, any path of a path unit, any address of a socket, any condition or any assertion
     * resets all of its kind.
     *
     * @param section the section's name without brackets
     * @param key the setting's name; case matters
     * @return the raw values in order, none of them empty
     */
    public List<String> all(String section, String key) {
        return layout.effective(section, Set.of(key)).stream()
                .map(Assignment::value)
                .toList();
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

    /**
     * Returns a copy in which a setting has exactly one value. The value takes the place of the first value; other
     * values of the setting are removed. A setting that is not assigned yet is added, as {@link #withAdded} does.
     *
     * @param section the section's name without brackets
     * @param key the setting's name
     * @param value the raw value, with systemd's quotes, escapes and specifiers; may be empty
     * @return the changed copy
     * @throws IllegalArgumentException if a unit file cannot contain these texts
     */
    public UnitFile with(String section, String key, String value) {
        return reparse(new UnitFileEditor(layout).set(section, key, value));
    }

    /**
     * Returns a copy with a further assignment at the end of a section. A section that occurs several times gets it at
     * the end of its last occurrence. A section that does not exist is added at the end of the file, but if the file
     * has a {@linkplain UnitFileProblem#fatal() fatal} problem, before its first section, since systemd reads nothing
     * behind the problem.
     *
     * @param section the section's name without brackets
     * @param key the setting's name
     * @param value the raw value, with systemd's quotes, escapes and specifiers; an empty value drops the values of a
     *     list before it
     * @return the changed copy
     * @throws IllegalArgumentException if a unit file cannot contain these texts
     */
    public UnitFile withAdded(String section, String key, String value) {
        return reparse(new UnitFileEditor(layout).add(section, key, value));
    }

    /**
     * Returns a copy without any assignment of a setting. Its section stays, even if it is empty then.
     *
     * @param section the section's name without brackets
     * @param key the setting's name
     * @return the changed copy; this unit file if the setting is not assigned
     */
    public UnitFile without(String section, String key) {
        return reparse(new UnitFileEditor(layout).remove(section, key));
    }

    private UnitFile reparse(String text) {
        return text.equals(layout.text()) ? this : new UnitFile(new UnitFileParser(layout.type()).parse(text));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UnitFile that && sections.equals(that.sections);
    }

    @Override
    public int hashCode() {
        return sections.hashCode();
    }

    /**
     * Returns the text of the unit file: the text that was parsed, with the changes made since.
     *
     * @return the text; parsing it gives an equal unit file
     */
    @Override
    public String toString() {
        return layout.text();
    }
}

package io.github.servicehandler.testing.internal.files;

import io.github.servicehandler.internal.settings.SettingValues;
import io.github.servicehandler.testing.internal.time.Microseconds;
import io.github.servicehandler.unit.SettingWords;
import io.github.servicehandler.unit.UnitFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * The settings of a unit, merged from its file and its drop-ins, with specifiers resolved. Drop-ins override the file.
 * Like systemd, ignores values with a specifier that cannot be resolved.
 */
public final class UnitSettings {

    private final UnitSource source;
    private final Specifiers specifiers;

    public UnitSettings(UnitSource source, String unit, ManagerScope scope, int version) {
        this.source = source;
        this.specifiers = new Specifiers(unit, source.path(), scope, version);
    }

    /** Returns the version of the systemd that reads the settings. */
    public int version() {
        return specifiers.version();
    }

    /** Returns the kind of the manager that reads the settings. */
    public ManagerScope scope() {
        return specifiers.scope();
    }

    /** Returns whether the settings come from drop-ins alone, or from no file at all. */
    public boolean isWithoutUnitFile() {
        return !source.exists();
    }

    /** Returns all values of a list setting; an empty value discards the values before it. */
    public List<String> all(String section, String key) {
        return raw(section, key).stream()
                .flatMap(value -> resolve(value).stream())
                .toList();
    }

    /** Returns all values of a setting for which an empty value does not discard the values before it. */
    public List<String> assigned(String section, String key) {
        return everyAssignment(section, key).stream()
                .flatMap(value -> resolve(value).stream())
                .toList();
    }

    /** Returns the values of all assignments, even the empty ones, with the specifiers as they are written. */
    public List<String> everyAssignment(String section, String key) {
        return entries(section).stream()
                .filter(entry -> entry.key().equals(key))
                .map(UnitFile.Entry::value)
                .toList();
    }

    /** Returns all assignments in a section in their order, as they are written. */
    public List<UnitFile.Entry> entries(String section) {
        return source.parts().stream()
                .flatMap(part -> part.content().entries(section).stream())
                .toList();
    }

    /**
     * Returns the path that the last valid assignment sets, or an empty string if there is none or if the last
     * assignment is empty. A valid path is absolute and leads upwards nowhere.
     */
    public String path(String section, String key) {
        return all(section, key).stream()
                .filter(SettingValues::isNormalizedPath)
                .reduce((earlier, later) -> later)
                .map(SettingValues::simplifiedPath)
                .orElse("");
    }

    /** Returns a text with its specifiers resolved, or empty if one of them is unknown or has no value. */
    public Optional<String> resolve(String text) {
        return specifiers.resolve(text);
    }

    /** Returns all values of a list setting with the specifiers as they are written. */
    public List<String> raw(String section, String key) {
        List<String> values = new ArrayList<>();
        everyAssignment(section, key).forEach(value -> add(value, values));
        return values;
    }

    private static void add(String value, List<String> values) {
        if (value.isEmpty()) {
            values.clear();
        } else {
            values.add(value);
        }
    }

    /**
     * Returns the words of all values of a list setting. Like systemd, splits a value first and resolves the specifiers
     * of each word then, so that neither blanks nor backslashes that a specifier stands for have a meaning. Ignores a
     * value with a quote that is not closed.
     */
    public List<String> words(String section, String key) {
        return words(section, key, UnitSettings::splitOrNothing);
    }

    /** Returns the unit names in all values of a dependency such as {@code Wants=}. */
    public List<String> dependencies(DependencyType kind) {
        return words("Unit", kind.propertyName, UnitNameWords::ofDependency);
    }

    /** Returns the unit names in all values of a setting of the {@code [Install]} section. */
    List<String> installWords(String key) {
        return words("Install", key, key.equals("Also") ? UnitNameWords::ofAlso : UnitNameWords::ofInstallation);
    }

    private List<String> words(String section, String key, Function<String, List<String>> splitter) {
        return raw(section, key).stream()
                .flatMap(value -> splitter.apply(value).stream())
                .flatMap(word -> resolve(word).stream())
                .toList();
    }

    private static List<String> splitOrNothing(String value) {
        try {
            return SettingWords.split(value);
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    /** Returns the last value; the fallback if there is none or if the last assignment is empty. */
    public String last(String section, String key, String fallback) {
        List<String> values = all(section, key);
        return values.isEmpty() ? fallback : values.get(values.size() - 1);
    }

    /** Returns the last valid boolean; ignores other values and empty assignments, as systemd does. */
    public boolean flag(String section, String key, boolean fallback) {
        return lastParsed(section, key, SettingValues::parseBoolean).orElse(fallback);
    }

    /** Returns the last valid time span in microseconds; ignores other values and empty assignments. */
    public long span(String section, String key, long fallback) {
        return span(section, Set.of(key), fallback);
    }

    /** Returns the last valid time span of any of some settings. */
    public long span(String section, Set<String> keys, long fallback) {
        return lastParsed(section, keys, UnitSettings::parseSpan).orElse(fallback);
    }

    private static Optional<Long> parseSpan(String value) {
        OptionalLong span = Microseconds.parse(value);
        return span.isPresent() ? Optional.of(span.getAsLong()) : Optional.empty();
    }

    /** Returns the last of the allowed words; ignores other values and empty assignments. */
    public String word(String section, String key, Set<String> allowed, String fallback) {
        return lastParsed(section, key, value -> Optional.of(value).filter(allowed::contains))
                .orElse(fallback);
    }

    /** Returns the last value that can be parsed, or empty if there is none. */
    public <T> Optional<T> lastParsed(String section, String key, Function<String, Optional<T>> parser) {
        return lastParsed(section, Set.of(key), parser);
    }

    /** Returns the last value of any of some settings that can be parsed, or empty if there is none. */
    public <T> Optional<T> lastParsed(String section, Set<String> keys, Function<String, Optional<T>> parser) {
        return entries(section).stream()
                .filter(entry -> keys.contains(entry.key()))
                .flatMap(entry -> resolve(entry.value()).stream())
                .flatMap(value -> parser.apply(value).stream())
                .reduce((earlier, later) -> later);
    }
}

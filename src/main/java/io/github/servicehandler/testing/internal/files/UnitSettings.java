package io.github.servicehandler.testing.internal.files;

import io.github.servicehandler.testing.internal.time.TimeSpan;
import io.github.servicehandler.unit.SettingWords;
import io.github.servicehandler.unit.UnitFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The settings of a unit, merged from its file and its drop-ins, with specifiers resolved. Drop-ins override the file.
 */
public final class UnitSettings {

    private static final Set<String> TRUE_VALUES = Set.of("1", "yes", "y", "true", "t", "on");

    private final UnitSource source;
    private final String unit;
    private final ManagerScope scope;

    public UnitSettings(UnitSource source, String unit, ManagerScope scope) {
        this.source = source;
        this.unit = unit;
        this.scope = scope;
    }

    /** Returns whether the settings come from no file at all. */
    public boolean isEmpty() {
        return source.parts().isEmpty();
    }

    /** Returns all values of a list setting; an empty value discards the values before it. */
    public List<String> all(String section, String key) {
        return raw(section, key).stream().map(this::expand).toList();
    }

    /** Returns all values of a setting for which an empty value does not discard the values before it. */
    public List<String> assigned(String section, String key) {
        return source.parts().stream()
                .flatMap(part -> part.content().entries(section).stream())
                .filter(entry -> entry.key().equals(key))
                .map(entry -> expand(entry.value()))
                .toList();
    }

    /** Returns a text with its specifiers resolved. */
    public String expand(String text) {
        return UnitNameMangler.expand(text, unit, scope);
    }

    /** Returns all values of a list setting with the specifiers as they are written. */
    public List<String> raw(String section, String key) {
        List<String> values = new ArrayList<>();
        for (UnitSource.Part part : source.parts()) {
            for (UnitFile.Entry entry : part.content().entries(section)) {
                if (entry.key().equals(key)) {
                    add(entry.value(), values);
                }
            }
        }
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
                .map(this::expand)
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

    public boolean flag(String section, String key, boolean fallback) {
        return TRUE_VALUES.contains(last(section, key, fallback ? "yes" : "no"));
    }

    /** Returns the last valid time span in microseconds; ignores invalid values, as systemd does. */
    public long span(String section, String key, long fallback) {
        List<String> values = all(section, key);
        for (int i = values.size() - 1; i >= 0; i--) {
            var span = TimeSpan.parse(values.get(i));
            if (span.isPresent()) {
                return span.getAsLong();
            }
        }
        return fallback;
    }
}

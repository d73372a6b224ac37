package io.github.servicehandler.testing.internal.files;

import io.github.servicehandler.testing.internal.time.TimeSpan;
import io.github.servicehandler.unit.SettingWords;
import io.github.servicehandler.unit.UnitFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Is what a unit's files say together, its drop-ins having the last word, with specifiers resolved. */
public final class UnitSettings {

    private static final Set<String> YES = Set.of("1", "yes", "y", "true", "t", "on");

    private final UnitSource source;
    private final String unit;
    private final ManagerScope scope;

    public UnitSettings(UnitSource source, String unit, ManagerScope scope) {
        this.source = source;
        this.unit = unit;
        this.scope = scope;
    }

    /** Tells whether there are no files, or none that count. */
    public boolean none() {
        return source.parts().isEmpty();
    }

    /** Returns all values of a list setting; an empty one takes back those before it. */
    public List<String> all(String section, String key) {
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

    private void add(String value, List<String> values) {
        if (value.isEmpty()) {
            values.clear();
        } else {
            values.add(UnitNameMangler.expand(value, unit, scope));
        }
    }

    /** Returns a list setting's words. */
    public List<String> words(String section, String key) {
        List<String> words = new ArrayList<>();
        all(section, key).forEach(value -> words.addAll(SettingWords.split(value)));
        return words;
    }

    /** Returns the last value that is not empty, or the default. */
    public String last(String section, String key, String fallback) {
        List<String> values = all(section, key);
        return values.isEmpty() ? fallback : values.get(values.size() - 1);
    }

    public boolean flag(String section, String key, boolean fallback) {
        return YES.contains(last(section, key, fallback ? "yes" : "no"));
    }

    /** Returns a span in microseconds; what cannot be read is ignored, as systemd does. */
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

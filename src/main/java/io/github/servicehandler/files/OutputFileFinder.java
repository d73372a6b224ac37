package io.github.servicehandler.files;

import io.github.servicehandler.internal.text.VisibleText;
import io.github.servicehandler.unit.UnitFile;
import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.unit.UnitProperties;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finder of the files that a service's output goes to. All versions of the manager report only that the output goes to
 * a file. The path is in the unit file alone, with its specifiers unresolved.
 */
final class OutputFileFinder {

    private static final Logger log = LoggerFactory.getLogger(OutputFileFinder.class.getPackageName());

    private static final List<String> SETTINGS = List.of("StandardOutput", "StandardError");
    private static final Set<String> TO_A_FILE = Set.of("file", "append", "truncate");

    private final UnitProperties properties;
    private final SpecifierResolver specifiers;
    private final String section;

    OutputFileFinder(
            UnitProperties properties, ManagerDirectories directories, MachineIdentity machine, UnitName asked) {
        String id = properties.text("Id");
        UnitName unit = id.isEmpty() ? asked : UnitName.of(id);
        this.properties = properties;
        this.specifiers = new SpecifierResolver(unit, directories, machine);
        this.section = unit.type().section();
    }

    /** Returns whether any output goes to a file. */
    boolean hasFiles() {
        return SETTINGS.stream().anyMatch(setting -> TO_A_FILE.contains(properties.text(setting)));
    }

    /** Returns the paths, except those with a specifier that only the manager can resolve. */
    List<String> paths(UnitFileText text) {
        List<UnitFile> files = text.fragments().stream()
                .map(fragment -> UnitFile.parse(fragment.text()))
                .toList();
        return SETTINGS.stream()
                .flatMap(setting -> path(files, setting).stream())
                .distinct()
                .toList();
    }

    private Optional<String> path(List<UnitFile> files, String setting) {
        String word = properties.text(setting);
        if (!TO_A_FILE.contains(word)) {
            return Optional.empty();
        }
        Stream<String> values = files.stream().flatMap(file -> file.all(section, setting).stream());
        // later values in another form were rejected by the manager, which would otherwise report that form
        return values.filter(value -> value.startsWith(word + ":"))
                .reduce((first, last) -> last)
                .flatMap(value -> resolve(setting, value.substring(word.length() + 1)))
                .filter(path -> path.startsWith("/"));
    }

    private Optional<String> resolve(String setting, String path) {
        Optional<String> resolved = specifiers.resolve(path);
        if (resolved.isEmpty()) {
            log.warn(
                    "the file of {}= of {} is not listed: only the manager can resolve \"{}\"",
                    setting,
                    properties.text("Id"),
                    VisibleText.line(path));
        }
        return resolved;
    }
}

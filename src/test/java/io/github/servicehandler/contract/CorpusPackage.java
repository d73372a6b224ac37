package io.github.servicehandler.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The units of one package that {@code src/test/systemd/corpus} has fetched. Links, drop-ins and units of file systems
 * are left out.
 *
 * @param name the name of the package
 * @param units the texts of the unit files by name
 */
record CorpusPackage(String name, Map<String, String> units) {

    private static final Pattern TYPES = Pattern.compile(".*\\.(service|socket|timer|path|target|slice)");

    private static final Pattern PATH_IN_CONDITION =
            Pattern.compile("(?m)^(?:Condition|Assert)(?:Path|File|Directory)\\w*=[|!]*(/\\S*)");

    private static final Pattern SERVICE = Pattern.compile("[^\\s=/]+\\.service");
    private static final Path VENDOR_DIRECTORY = Path.of("/usr/lib/systemd/system");

    /** Returns the packages in a directory, in alphabetical order. */
    static List<CorpusPackage> in(Path directory) {
        List<CorpusPackage> packages = new ArrayList<>();
        for (Path folder : entries(directory)) {
            Map<String, String> units = new TreeMap<>();
            for (Path file : entries(folder)) {
                String unit = file.getFileName().toString();
                if (TYPES.matcher(unit).matches() && Files.isRegularFile(file) && !Files.isSymbolicLink(file)) {
                    units.put(unit, text(file));
                }
            }
            packages.add(new CorpusPackage(folder.getFileName().toString(), units));
        }
        return packages;
    }

    /** Returns harmless replacements of the unit files, by their new names. */
    Map<String, String> harmlessUnits() {
        HarmlessUnits harmless = new HarmlessUnits(units.keySet(), servicesOfThisMachine());
        Map<String, String> files = new TreeMap<>();
        units.forEach((unit, text) -> files.put(HarmlessUnits.ownName(unit), harmless.rewritten(unit, text)));
        return files;
    }

    /**
     * Returns the services that the units mention and that this machine has, apart from those that the fake has too.
     */
    private Set<String> servicesOfThisMachine() {
        return units.values().stream()
                .flatMap(text -> SERVICE.matcher(text).results())
                .map(MatchResult::group)
                .filter(service -> !service.equals("dbus.service") && Files.exists(VENDOR_DIRECTORY.resolve(service)))
                .filter(service -> !units.containsKey(service))
                .collect(Collectors.toSet());
    }

    /** Returns the paths in conditions of the units that exist on this machine. */
    Set<String> existingPaths() {
        return units.values().stream()
                .flatMap(text -> PATH_IN_CONDITION.matcher(text).results())
                .map(condition -> condition.group(1))
                .filter(path -> Files.exists(Path.of(path)))
                .collect(Collectors.toSet());
    }

    private static List<Path> entries(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

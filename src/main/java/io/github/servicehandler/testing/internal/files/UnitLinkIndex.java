package io.github.servicehandler.testing.internal.files;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The links in a manager's directories of unit files, by what they point to, kept until the files change. */
final class UnitLinkIndex {

    private static final List<String> OLD_DEPENDENCIES = List.of(".wants", ".requires");
    private static final List<String> DEPENDENCIES = List.of(".wants", ".requires", ".upholds");

    private final FileTree files;
    private final ManagerScope scope;
    private final VersionWording wording;
    private final Map<String, Links> linksByDirectory = new HashMap<>();
    private long indexedVersion = -1;

    UnitLinkIndex(FileTree files, ManagerScope scope, VersionWording wording) {
        this.files = files;
        this.scope = scope;
        this.wording = wording;
    }

    /** The names of links in one directory, by the name of the file to which they point. */
    private static final class Links {

        private final Map<String, Set<String>> aliases = new HashMap<>();
        private final Map<String, Set<String>> dependencies = new HashMap<>();
        private final Set<String> dependencyNames = new TreeSet<>();

        private static void add(Map<String, Set<String>> links, String target, String name) {
            links.computeIfAbsent(target, key -> new TreeSet<>()).add(name);
        }
    }

    /** Returns the names of the links in all directories whose name differs from their target's, by the target. */
    Map<String, Set<String>> aliases() {
        index();
        Map<String, Set<String>> all = new HashMap<>();
        linksByDirectory
                .values()
                .forEach(links -> links.aliases.forEach((target, names) -> names.stream()
                        .filter(name -> !name.equals(target))
                        .forEach(name -> Links.add(all, target, name))));
        return all;
    }

    /**
     * Returns whether a directory has a link that enables a unit.
     *
     * @param unit the name of a unit
     * @param accepts selects links by their name; links in a directory of dependencies with exactly the unit's name
     *     need no selection
     */
    boolean hasLink(String directory, String unit, Predicate<String> accepts) {
        index();
        Links links = linksByDirectory.get(directory);
        if (links == null) {
            return false;
        }
        if (links.dependencyNames.contains(unit)) {
            return true;
        }
        boolean isTemplate = UnitNameMangler.isTemplate(unit);
        return links.aliases.getOrDefault(unit, Set.of()).stream()
                        .anyMatch(name -> !name.equals(unit) && accepts.test(name))
                || (isTemplate && links.dependencyNames.stream().anyMatch(name -> isOf(unit, name, accepts)))
                || (!wording.refusesTemplates()
                        && links.dependencies.getOrDefault(unit, Set.of()).stream()
                                .anyMatch(accepts));
    }

    /** Returns whether a directory has a link of a unit's name to a file of the same name elsewhere. */
    boolean isLinked(String directory, String unit) {
        index();
        Links links = linksByDirectory.get(directory);
        return links != null && links.aliases.getOrDefault(unit, Set.of()).contains(unit);
    }

    private static boolean isOf(String template, String name, Predicate<String> accepts) {
        return UnitNameMangler.isInstance(name)
                && UnitNameMangler.template(name).equals(template)
                && accepts.test(name);
    }

    private void index() {
        if (indexedVersion != files.version()) {
            linksByDirectory.clear();
            files.links().forEach(this::index);
            indexedVersion = files.version();
        }
    }

    private void index(String path, String target) {
        String name = UnitFileLookup.fileName(path);
        String targetName = UnitFileLookup.fileName(target);
        for (String directory : scope.searchPath()) {
            if (!path.startsWith(directory + "/") || target.equals("/dev/null")) {
                continue;
            }
            Links links = linksByDirectory.computeIfAbsent(directory, key -> new Links());
            if (path.equals(directory + "/" + name)) {
                Links.add(links.aliases, targetName, name);
            } else if (isDependency(path.substring(0, path.length() - name.length() - 1))) {
                links.dependencyNames.add(name);
                Links.add(links.dependencies, targetName, name);
            }
        }
    }

    private boolean isDependency(String directory) {
        return (wording.hasUpheldBy() ? DEPENDENCIES : OLD_DEPENDENCIES)
                .stream().anyMatch(directory::endsWith);
    }
}

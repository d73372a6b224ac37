package io.github.servicehandler.testing.internal.files;

import io.github.servicehandler.unit.UnitFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The unit files of a manager, found along its search path. */
public final class UnitFileLookup {

    private static final int MAX_ALIAS_HOPS = 10;

    /** The first version that does not treat a link to the file of another unit, linked from elsewhere, as an alias. */
    private static final int FIRST_WITH_SEPARATE_LINKS = 248;

    private final FileTree files;
    private final ManagerScope scope;
    private long indexedVersion = -1;
    private long recordedVersion;
    private boolean linksChanged;
    private final Map<String, Set<String>> aliases = new TreeMap<>();
    private final UnitLinkIndex links;
    private final int version;

    public UnitFileLookup(FileTree files, ManagerScope scope, int version) {
        this.files = files;
        this.scope = scope;
        this.version = version;
        this.links = new UnitLinkIndex(files, scope, new VersionWording(version));
    }

    /** Records which directories exist, as systemd does when it reads a unit. */
    public void recordDirectories() {
        recordedVersion = files.version();
    }

    /** Returns whether a directory had files when the directories were last recorded. */
    public boolean hasRecorded(String directory) {
        return files.below(directory).values().stream().anyMatch(entry -> entry.version() <= recordedVersion);
    }

    /** Records that a command such as {@code enable} created or removed links. */
    public void recordChangedLinks() {
        linksChanged = true;
    }

    public void forgetChangedLinks() {
        linksChanged = false;
    }

    /** Returns whether links were created or removed since all units were last read. */
    public boolean haveLinksChanged() {
        return linksChanged;
    }

    public FileTree files() {
        return files;
    }

    /** Returns the path of the first file with that name on the search path, or {@code null} if there is none. */
    @Nullable
    public String find(String name) {
        for (String directory : scope.searchPath()) {
            String path = directory + "/" + name;
            FileTree.Node entry = files.get(path);
            if (entry != null && (!entry.isLink() || isUsable(path, name))) {
                return path;
            }
        }
        return null;
    }

    /**
     * Returns whether systemd uses a link for a unit: it ignores one that goes round in a circle or changes the type.
     */
    private boolean isUsable(String path, String name) {
        String end = files.end(path);
        boolean keepsType =
                UnitNameMangler.suffix(files.target(path)).equals(UnitNameMangler.suffix(name)) || files.isMask(path);
        return end != null && keepsType;
    }

    /** Follows aliases to the unit's primary name. */
    public String primaryName(String name) {
        String current = name;
        for (int i = 0; i < MAX_ALIAS_HOPS; i++) {
            String next = aliasTarget(current);
            if (next == null) {
                return current;
            }
            current = next;
        }
        return current;
    }

    private @Nullable String aliasTarget(String name) {
        String path = find(name);
        if (path == null) {
            return UnitNameMangler.isInstance(name) ? aliasOfInstance(name) : null;
        }
        String target = fileName(files.target(path));
        if (UnitNameMangler.isInstance(name) && UnitNameMangler.isTemplate(target)) {
            target = ofSameInstance(target, name);
        }
        return target.equals(name) || !exists(target) || !leadsToUnit(path, target) ? null : target;
    }

    /**
     * Returns whether a link leads to the file of another unit. One to a file elsewhere is the file of a unit itself.
     */
    private boolean leadsToUnit(String path, String target) {
        if (isInside(files.target(path))) {
            return true;
        }
        String other = find(target);
        return version < FIRST_WITH_SEPARATE_LINKS
                && other != null
                && Objects.equals(files.end(path), files.end(other));
    }

    private boolean isInside(String path) {
        return scope.searchPath().contains(path.substring(0, path.lastIndexOf('/')));
    }

    /** Returns whether a name is an alias of a unit that does not exist. */
    public boolean isSevered(String name) {
        String path = find(name);
        if (path == null || files.isMask(path)) {
            return false;
        }
        String target = fileName(files.target(path));
        return !target.equals(fileName(path)) && isInside(files.target(path)) && !exists(target);
    }

    /** Returns the path that systemd shows as that of a unit's file: that of a link, or where it leads in 247. */
    public String shownPath(String path) {
        return version < FIRST_WITH_SEPARATE_LINKS && !path.isEmpty() ? files.target(path) : path;
    }

    private boolean exists(String name) {
        return find(name) != null || (UnitNameMangler.isInstance(name) && find(UnitNameMangler.template(name)) != null);
    }

    /** Returns the instance of a template that has the same instance name as another one. */
    private static String ofSameInstance(String template, String instance) {
        return UnitNameMangler.stem(template) + instance.substring(instance.indexOf('@') + 1);
    }

    /** Resolves the alias of an instance: an alias of a template is an alias for all its instances. */
    private @Nullable String aliasOfInstance(String name) {
        String template = UnitNameMangler.template(name);
        String target = find(template) == null ? null : aliasTarget(template);
        return target == null || !UnitNameMangler.isTemplate(target) ? null : ofSameInstance(target, name);
    }

    /** Returns the aliases of a unit; those of an instance include the instances of its template's aliases. */
    public Set<String> aliases(String primaryName) {
        Set<String> names = linkedAliases(primaryName);
        if (!UnitNameMangler.isInstance(primaryName)) {
            return names;
        }
        Set<String> all = new TreeSet<>(names);
        linkedAliases(UnitNameMangler.template(primaryName)).stream()
                .filter(UnitNameMangler::isTemplate)
                .map(template -> ofSameInstance(template, primaryName))
                .filter(name -> primaryName(name).equals(primaryName))
                .forEach(all::add);
        return all;
    }

    private Set<String> linkedAliases(String primaryName) {
        if (indexedVersion != files.version()) {
            aliases.clear();
            links.aliases()
                    .values()
                    .forEach(names ->
                            names.forEach(name -> aliases.computeIfAbsent(primaryName(name), key -> new TreeSet<>())
                                    .add(name)));
            indexedVersion = files.version();
        }
        return aliases.getOrDefault(primaryName, Set.of());
    }

    /** Returns the index of the links in the manager's directories. */
    UnitLinkIndex links() {
        return links;
    }

    public int version() {
        return version;
    }

    /**
     * Reads the files of a unit.
     *
     * @param name the unit's primary name, not an alias
     */
    public UnitSource read(String name) {
        String path = find(name);
        if (path == null && UnitNameMangler.isInstance(name)) {
            path = find(primaryName(UnitNameMangler.template(name)));
        }
        return new UnitSource(path == null ? null : part(path), dropIns(name, directory -> true));
    }

    /** Reads a file of a unit that exists. */
    public UnitSource.Part requirePart(String path) {
        return Objects.requireNonNull(part(path));
    }

    private UnitSource.@Nullable Part part(String path) {
        FileTree.Node entry = files.get(path);
        if (entry == null) {
            return null;
        }
        boolean isMask = files.isMask(path);
        FileTree.Node file = files.file(path);
        if (file == null && !isMask) {
            return null;
        }
        return new UnitSource.Part(path, entry, UnitFile.parse(file == null ? "" : file.text()), isMask);
    }

    /** Returns the drop-ins of a unit that are in the given directories. */
    public List<UnitSource.Part> dropIns(String name, Predicate<String> filter) {
        Map<String, String> pathsByName = new TreeMap<>();
        for (String directory : dropInDirectories(name)) {
            if (filter.test(directory)) {
                files.below(directory).keySet().stream()
                        .filter(file -> file.endsWith(".conf"))
                        .forEach(file -> pathsByName.putIfAbsent(file, directory + "/" + file));
            }
        }
        List<UnitSource.Part> parts = new ArrayList<>();
        for (String path : pathsByName.values()) {
            UnitSource.Part part = part(path);
            if (part != null && !part.isMask()) {
                parts.add(part);
            }
        }
        return parts;
    }

    /** Returns the directories of a unit's drop-ins. A file in one of them replaces those of its name in later ones. */
    private List<String> dropInDirectories(String name) {
        List<String> directories = new ArrayList<>(dropInDirectories(UnitNameMangler.dropInNames(name)));
        aliases(name).forEach(alias -> directories.addAll(dropInDirectories(UnitNameMangler.dropInNames(alias))));
        directories.addAll(dropInDirectories(Set.of(UnitNameMangler.suffix(name))));
        return directories;
    }

    private List<String> dropInDirectories(Set<String> names) {
        return scope.searchPath().stream()
                .flatMap(directory -> names.stream().map(name -> directory + "/" + name + ".d"))
                .toList();
    }

    /**
     * Returns the names in a unit's {@code .wants}, {@code .requires} or {@code .upholds} directories.
     *
     * @param kind {@code wants}, {@code requires} or {@code upholds}
     */
    public Set<String> linkedFrom(String unit, String kind) {
        Set<String> names = new TreeSet<>();
        if (kind.equals("upholds") && !new VersionWording(version).hasUpheldBy()) {
            return names;
        }
        for (String directory : scope.searchPath()) {
            names.addAll(files.below(directory + "/" + unit + "." + kind).keySet());
        }
        return names;
    }

    /** Returns the names of all unit files, each with its first path on the search path. */
    public Map<String, String> allPaths() {
        Map<String, String> pathByName = new TreeMap<>(UnitListOrder.BY_TYPE);
        for (String directory : scope.searchPath()) {
            for (String file : files.below(directory).keySet()) {
                if (file.indexOf('/') < 0 && UnitNameMangler.type(file).isPresent()) {
                    pathByName.putIfAbsent(file, directory + "/" + file);
                }
            }
        }
        return pathByName;
    }

    /** Returns the text of the file to which a path leads; empty if there is no file. */
    public String text(String path) {
        FileTree.Node file = files.file(path);
        return file == null ? "" : file.text();
    }

    public static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}

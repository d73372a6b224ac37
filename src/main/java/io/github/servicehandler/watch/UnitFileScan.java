package io.github.servicehandler.watch;

import io.github.servicehandler.unit.UnitName;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The unit files of a manager of this machine, and what shows whether they change: the inode, the time of the last
 * change, and the size. Immutable.
 */
final class UnitFileScan {

    private static final String DROP_IN = ".d";

    /** The names of the directories of a unit, which contain drop-ins or links. */
    private static final Pattern DIRECTORY = Pattern.compile(".+\\.(d|wants|requires|upholds)");

    private static final String ATTRIBUTES = "unix:ino,ctime,size,mode";

    /** @param target the target of a symbolic link, otherwise the file itself */
    private record FileVersion(Path target, Map<String, Object> attributes) {}

    private final Map<Path, FileVersion> files = new HashMap<>();
    private final Set<String> units = new HashSet<>();

    private UnitFileScan() {}

    /**
     * Looks at the files.
     *
     * @param directories the directories in which the manager looks for unit files; they need not exist
     * @throws IOException if one of them cannot be read
     */
    static UnitFileScan of(Collection<Path> directories) throws IOException {
        UnitFileScan scan = new UnitFileScan();
        for (Path directory : directories) {
            scan.add(directory, true);
        }
        return scan;
    }

    private void add(Path directory, boolean isTop) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                if (isTop && DIRECTORY.matcher(nameOf(entry)).matches()) {
                    add(entry, false);
                } else {
                    addFile(entry);
                    addUnit(nameOf(entry), isTop);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            // it does not exist, or not any more
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private void addFile(Path file) throws IOException {
        try {
            boolean isLink = Files.isSymbolicLink(file);
            Path target =
                    isLink ? file.resolveSibling(Files.readSymbolicLink(file)).normalize() : file;
            files.put(file, new FileVersion(target, attributes(file, isLink)));
        } catch (NoSuchFileException e) {
            // it has just been removed
        }
    }

    private void addUnit(String name, boolean isTop) {
        if (isTop && isUnitName(name)) {
            units.add(name);
        }
    }

    private static boolean isUnitName(String fileName) {
        try {
            return UnitName.of(fileName).toString().equals(fileName);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Returns the names of the units that have a file, and of templates. */
    Set<String> unitNames() {
        return Set.copyOf(units);
    }

    private static Map<String, Object> attributes(Path file, boolean isLink) throws IOException {
        try {
            return Files.readAttributes(file, ATTRIBUTES);
        } catch (IOException e) {
            if (!isLink) {
                throw e;
            }
            // a link to nothing, or to a file that this user may not see
            return Files.readAttributes(file, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
        }
    }

    private static String nameOf(Path path) {
        return String.valueOf(path.getFileName());
    }

    /** Returns whether a file is among these, or the target of a link among them. */
    boolean contains(Path file) {
        return files.containsKey(file)
                || files.values().stream().anyMatch(version -> version.target().equals(file));
    }

    /**
     * Returns the names of the files that differ between two scans, of the targets of links, and of the units that
     * drop-ins are for. Some are not names of units. {@link #concern} interprets them.
     */
    Set<String> changesSince(UnitFileScan before) {
        Set<Path> changed = new HashSet<>(files.keySet());
        changed.addAll(before.files.keySet());
        changed.removeIf(file -> {
            FileVersion version = files.get(file);
            return version != null && version.equals(before.files.get(file));
        });
        Set<String> names = new HashSet<>();
        for (Path file : changed) {
            names.add(nameOf(file));
            List.of(this, before).forEach(scan -> scan.addTarget(file, names));
            String directory = nameOf(Objects.requireNonNull(file.getParent()));
            if (directory.endsWith(DROP_IN)) {
                names.add(directory.substring(0, directory.length() - DROP_IN.length()));
            }
        }
        return names;
    }

    private void addTarget(Path file, Set<String> names) {
        FileVersion version = files.get(file);
        if (version != null) {
            names.add(nameOf(version.target()));
        }
    }

    /**
     * Returns whether changes concern a unit: its own files, those of its template, or the drop-ins of all units of its
     * type or of a prefix of its name, as systemd.unit(5) describes them.
     *
     * @param changes the names of changed files
     */
    static boolean concern(Set<String> changes, UnitName unit) {
        String suffix = unit.type().suffix();
        if (changes.contains(unit.toString())
                || changes.contains(suffix.substring(1))
                || (unit.isInstance() && changes.contains(unit.template().toString()))) {
            return true;
        }
        String stem = unit.prefix();
        for (int dash = stem.indexOf('-'); dash >= 0; dash = stem.indexOf('-', dash + 1)) {
            if (changes.contains(stem.substring(0, dash + 1) + suffix)) {
                return true;
            }
        }
        return false;
    }
}

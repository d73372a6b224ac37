package io.github.servicehandler.testing.internal.units;

import io.github.servicehandler.testing.internal.files.UnitFileLookup;
import io.github.servicehandler.testing.internal.files.UnitSource;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A check whether a unit's files have changed since systemd read them, limited to the changes that systemd notices; see
 * the property {@code NeedDaemonReload}.
 */
public final class StaleUnitCheck {

    private final Unit unit;
    private final UnitFileLookup unitFiles;
    private final List<UnitSource.Part> dropIns;

    private StaleUnitCheck(Unit unit) {
        this.unit = unit;
        this.unitFiles = unit.context.unitFiles();
        this.dropIns = unit.source().dropIns();
    }

    public static boolean isStale(Unit unit) {
        StaleUnitCheck check = new StaleUnitCheck(unit);
        return check.areLinksChanged() || check.isFileChanged() || check.areDropInsChanged();
    }

    private boolean areLinksChanged() {
        return unit.context.quirks().noticesChangedLinks() && unitFiles.haveLinksChanged();
    }

    /**
     * Compares only the file that was read. Like systemd, does not look for a new file that takes precedence over it.
     */
    private boolean isFileChanged() {
        UnitSource.Part read = unit.source().fragment();
        return read != null && !read.entry().equals(unitFiles.files().get(read.path()));
    }

    private boolean areDropInsChanged() {
        return switch (unit.loadState()) {
            case LOADED -> differ(dropIns, unitFiles.dropIns(unit.id, seenDirectories()));
            case NOT_FOUND -> false;
            // for a unit that could not be loaded, systemd 252 finds no drop-ins when it checks again
            default -> !unit.context.quirks().noticesNewDirectories() && !dropIns.isEmpty();
        };
    }

    private static boolean differ(List<UnitSource.Part> read, List<UnitSource.Part> now) {
        if (read.size() != now.size()) {
            return true;
        }
        for (int i = 0; i < read.size(); i++) {
            if (!read.get(i).sameAs(now.get(i))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns a filter for the directories of drop-ins that systemd has seen. Drop-ins in other directories do not
     * override those that were read.
     */
    private Predicate<String> seenDirectories() {
        if (unit.context.quirks().noticesNewDirectories()) {
            return directory -> true;
        }
        Set<String> known = dropIns.stream().map(UnitSource.Part::directory).collect(Collectors.toSet());
        return directory -> known.contains(directory) || unitFiles.hasRecorded(directory);
    }
}

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
    private final UnitFileLookup store;
    private final List<UnitSource.Part> dropIns;

    private StaleUnitCheck(Unit unit) {
        this.unit = unit;
        this.store = unit.context.store();
        this.dropIns = unit.source().dropIns();
    }

    public static boolean of(Unit unit) {
        StaleUnitCheck staleness = new StaleUnitCheck(unit);
        return staleness.areLinksChanged() || staleness.isFileChanged() || staleness.areDropInsChanged();
    }

    private boolean areLinksChanged() {
        return unit.context.quirks().noticesChangedLinks() && store.haveLinksChanged();
    }

    /**
     * Compares only the file that was read. Like systemd, does not look for a new file that takes precedence over it.
     */
    private boolean isFileChanged() {
        UnitSource.Part read = unit.source().fragment();
        return read != null && !read.entry().equals(store.files().get(read.path()));
    }

    private boolean areDropInsChanged() {
        return switch (unit.loadState()) {
            case LOADED -> areDifferent(dropIns, store.dropIns(unit.id, isNoticed()));
            case NOT_FOUND -> false;
            // for a unit that could not be loaded, systemd 252 finds no drop-ins when it checks again
            default -> !unit.context.quirks().noticesNewDirectories() && !dropIns.isEmpty();
        };
    }

    private static boolean areDifferent(List<UnitSource.Part> read, List<UnitSource.Part> now) {
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
    private Predicate<String> isNoticed() {
        if (unit.context.quirks().noticesNewDirectories()) {
            return directory -> true;
        }
        Set<String> known = dropIns.stream().map(UnitSource.Part::directory).collect(Collectors.toSet());
        return directory -> known.contains(directory) || store.hasNoticed(directory);
    }
}

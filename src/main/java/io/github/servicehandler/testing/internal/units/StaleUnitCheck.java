package io.github.servicehandler.testing.internal.units;

import io.github.servicehandler.testing.internal.files.UnitFileLookup;
import io.github.servicehandler.testing.internal.files.UnitSource;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Tells whether a unit's files have changed since systemd read them, as far as it notices: {@code NeedDaemonReload}.
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

    /** Only the file that was read counts: another that has come to hide it is not looked for. */
    private boolean isFileChanged() {
        UnitSource.Part read = unit.source().fragment();
        return read != null && !read.entry().equals(store.files().get(read.path()));
    }

    private boolean areDropInsChanged() {
        return switch (unit.loadState()) {
            case LOADED -> areDifferent(dropIns, store.dropIns(unit.id, isNoticed()));
            case NOT_FOUND -> false;
            // of a unit that it could not use, 252 finds none when it looks again
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
     * Tells of a directory whether systemd has seen it: what is in another one does not hide what is in this either.
     */
    private Predicate<String> isNoticed() {
        if (unit.context.quirks().noticesNewDirectories()) {
            return directory -> true;
        }
        Set<String> known = dropIns.stream().map(UnitSource.Part::directory).collect(Collectors.toSet());
        return directory -> known.contains(directory) || store.hasNoticed(directory);
    }
}

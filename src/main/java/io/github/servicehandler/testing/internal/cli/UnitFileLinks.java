package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.testing.internal.files.BusError;
import io.github.servicehandler.testing.internal.files.FileTree;
import io.github.servicehandler.testing.internal.files.ManagerScope;
import io.github.servicehandler.testing.internal.files.UnitFileLookup;
import io.github.servicehandler.testing.internal.files.VersionWording;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The links below a manager's directory of unit files, as one call of systemctl changes them. Each change is reported
 * if the whole call succeeds.
 */
final class UnitFileLinks {

    private final SystemctlCall call;
    private final UnitFileLookup store;
    private final VersionWording wording;
    private final String directory;
    private final List<String> reports = new ArrayList<>();
    private final List<LinkChange> changes = new ArrayList<>();

    UnitFileLinks(SystemctlCall call, VersionWording wording) {
        this.call = call;
        this.store = call.unitFiles();
        this.wording = wording;
        ManagerScope scope = call.scope();
        this.directory = call.line().has("--runtime") ? scope.runtimeDirectory : scope.configDirectory;
    }

    /** Returns the directory for permanent links or, with {@code --runtime}, the one for links until the next boot. */
    String directory() {
        return directory;
    }

    /** Returns whether any link was created or removed. */
    boolean changed() {
        return !changes.isEmpty();
    }

    /** Returns the links that were created or removed, in that order. */
    List<LinkChange> changes() {
        return List.copyOf(changes);
    }

    /**
     * Creates a link unless it exists. Replaces another link at its path if forced.
     *
     * @throws BusError if a file or another link is in the way
     */
    void create(String path, String target, boolean force) throws BusError {
        FileTree.Node entry = store.files().get(path);
        if (entry == null) {
            link(path, target);
        } else if (!entry.isLink()) {
            throw new BusError("UnitExists", wording.fileExists(path));
        } else if (!pointsTo(entry, target)) {
            if (!force && !call.line().has("--force")) {
                throw new BusError("UnitExists", wording.taken(path, entry.text()));
            }
            link(path, target);
        }
    }

    /** Returns whether there is a link at a path, but no file where it leads. */
    boolean isDangling(String path) {
        FileTree.Node entry = store.files().get(path);
        return entry != null && entry.isLink() && store.files().get(entry.text()) == null;
    }

    /** Returns whether a link leads to the target; since 250 the directory of the target is irrelevant. */
    private boolean pointsTo(FileTree.Node link, String target) {
        return link.text().equals(target)
                || (wording.acceptsLinksByFileName()
                        && UnitFileLookup.fileName(link.text()).equals(UnitFileLookup.fileName(target)));
    }

    void link(String path, String target) {
        FileTree.Node entry = store.files().get(path);
        if (entry == null || !entry.text().equals(target)) {
            if (entry != null) {
                changes.add(LinkChange.removed(path));
                report(wording.linkRemoved(path));
            }
            store.files().link(path, target);
            changes.add(LinkChange.created(path, target));
            store.recordChangedLinks();
            report(wording.linkCreated(path, target));
        }
    }

    void remove(String path) {
        store.files().remove(path);
        changes.add(LinkChange.removed(path));
        store.recordChangedLinks();
        report(wording.linkRemoved(path));
    }

    /** Removes the links below the directory that lead to one of the paths, also by way of other links. */
    void removeLinksTo(Set<String> paths) {
        List<String> links = store.files().below(directory).keySet().stream()
                .map(name -> directory + "/" + name)
                .filter(path -> paths.contains(store.files().end(path)))
                .toList();
        links.forEach(this::remove);
    }

    /** Adds a line to the report, which is printed only if the whole call succeeds. */
    void report(String text) {
        reports.add(text);
    }

    void printReports() {
        if (!call.quiet()) {
            reports.forEach(call.reply()::err);
        }
        reports.clear();
    }
}

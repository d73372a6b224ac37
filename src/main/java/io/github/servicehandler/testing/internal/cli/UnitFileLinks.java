package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.testing.internal.files.FileTree;
import io.github.servicehandler.testing.internal.files.ManagerScope;
import io.github.servicehandler.testing.internal.files.UnitFileLookup;
import io.github.servicehandler.testing.internal.files.VersionWording;

/**
 * The links below a manager's directory of unit files, as one call of systemctl changes them. Each change is reported.
 */
final class UnitFileLinks {

    private final SystemctlCall call;
    private final UnitFileLookup store;
    private final VersionWording wording;
    private final String directory;
    private boolean changed;

    UnitFileLinks(SystemctlCall call, VersionWording wording) {
        this.call = call;
        this.store = call.manager().unitFiles();
        this.wording = wording;
        ManagerScope scope = call.manager().scope();
        this.directory = call.line().has("--runtime") ? scope.runtimeDirectory : scope.configDirectory;
    }

    /** Returns the directory for permanent links or, with {@code --runtime}, the one for links until the next boot. */
    String directory() {
        return directory;
    }

    /** Returns whether any link was created or removed. */
    boolean changed() {
        return changed;
    }

    /**
     * Returns whether another link blocks the path. Such a link is replaced only with {@code --force}, but a link in a
     * {@code .wants} or similar directory is always replaced.
     */
    boolean isTaken(String path, String target) {
        FileTree.Node entry = store.files().get(path);
        return entry != null
                && entry.isLink()
                && !entry.text().equals(target)
                && !pointsToSameName(path, target)
                && blocks(path, entry)
                && !call.line().has("--force");
    }

    private boolean blocks(String path, FileTree.Node link) {
        boolean isAlias = path.indexOf('/', directory.length() + 1) < 0;
        return isAlias && !(wording.replacesDanglingLinks() && store.files().get(link.text()) == null);
    }

    /**
     * Returns whether a link already points to a file with the target's name; since 250 its directory is irrelevant.
     */
    boolean pointsToSameName(String path, String target) {
        return wording.acceptsLinksByFileName()
                && UnitFileLookup.fileName(text(path)).equals(UnitFileLookup.fileName(target));
    }

    String text(String path) {
        FileTree.Node entry = store.files().get(path);
        return entry == null ? "" : entry.text();
    }

    void link(String path, String target) {
        FileTree.Node entry = store.files().get(path);
        if (entry == null || !entry.text().equals(target)) {
            if (entry != null) {
                report(wording.linkRemoved(path));
            }
            store.files().link(path, target);
            changed = true;
            store.recordChangedLinks();
            report(wording.linkCreated(path, target));
        }
    }

    void remove(String path) {
        store.files().remove(path);
        changed = true;
        store.recordChangedLinks();
        report(wording.linkRemoved(path));
    }

    private void report(String text) {
        if (!call.quiet()) {
            call.reply().err(text);
        }
    }
}

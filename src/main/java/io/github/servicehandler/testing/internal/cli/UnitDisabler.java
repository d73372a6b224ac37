package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.testing.internal.files.BusError;
import io.github.servicehandler.testing.internal.files.FileTree;
import io.github.servicehandler.testing.internal.files.InstallSection;
import io.github.servicehandler.testing.internal.files.ManagerScope;
import io.github.servicehandler.testing.internal.files.UnitFileLookup;
import io.github.servicehandler.testing.internal.files.UnitNameMangler;
import io.github.servicehandler.testing.internal.files.VersionWording;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The part of {@code systemctl disable} that removes links; see remove_marked_symlinks() in systemd's install.c. */
final class UnitDisabler {

    private final UnitFileLookup store;
    private final ManagerScope scope;
    private final VersionWording wording;
    private final UnitFileLinks links;
    private final Set<String> marked = new TreeSet<>();
    private final List<String> missing = new ArrayList<>();
    private final List<String> missingTargets = new ArrayList<>();
    private boolean anyMasked;

    UnitDisabler(SystemctlCall call, VersionWording wording, UnitFileLinks links) {
        this.store = call.unitFiles();
        this.scope = call.scope();
        this.wording = wording;
        this.links = links;
    }

    /**
     * Disables units. A missing unit is an error only if there is nothing to do for the others either.
     *
     * @return whether any of the names is of a unit file, not of an alias, that has something to install
     */
    boolean disable(List<String> units) throws BusError {
        boolean installable = false;
        for (String unit : units) {
            checkAlias(unit);
            InstallSection install = new InstallSection(store, scope, store.primaryName(unit));
            if (!install.source().exists() && !isLeft(unit)) {
                missing.add(unit);
            }
            install.requireReadable();
            installable |= store.primaryName(unit).equals(unit)
                    && (install.hasLinks() || !install.also().isEmpty());
        }
        mark(units);
        while (removeMarked()) {
            // links to the removed links have to be removed too
        }
        if (!missing.isEmpty() && !anyMasked && !links.changed()) {
            throw new BusError("NoSuchUnit", wording.fileMissing(missing.get(0)));
        }
        return installable;
    }

    /** Returns the first unit that was not found, even if that was no error; or else the first target of an alias. */
    Optional<String> firstMissing() {
        return Stream.of(missing, missingTargets).flatMap(List::stream).findFirst();
    }

    /** Reports an alias of a unit that does not exist, or fails because of it. */
    private void checkAlias(String unit) throws BusError {
        if (!store.isSevered(unit)) {
            return;
        }
        if (!wording.disablesSevered()) {
            throw new BusError("InvalidArgs", wording.severed(unit));
        }
        String path = Objects.requireNonNull(store.find(unit));
        missingTargets.add(UnitFileLookup.fileName(store.files().target(path)));
        links.report("Unit " + path + " is an alias to a unit that is not present, ignoring.");
    }

    /** Returns whether links are left of a unit whose file no longer exists. */
    private boolean isLeft(String unit) {
        return store.files().below(links.directory()).entrySet().stream()
                .anyMatch(entry -> isMarked(links.directory() + "/" + entry.getKey(), entry.getValue(), Set.of(unit)));
    }

    /** Marks the names of units, of the units that they are aliases of, and of those that {@code Also=} names. */
    private void mark(List<String> units) {
        Set<String> known = new TreeSet<>(units);
        Deque<String> pending = new ArrayDeque<>(units);
        while (!pending.isEmpty()) {
            String unit = pending.remove();
            String primaryName = store.primaryName(unit);
            InstallSection install = new InstallSection(store, scope, primaryName);
            if (install.source().masked()) {
                links.report("Unit " + install.source().path() + " is masked, ignoring.");
                anyMasked = true;
                continue;
            }
            marked.add(unit);
            marked.add(primaryName);
            install.also().stream().filter(known::add).forEach(pending::add);
        }
    }

    /** Removes the links that are marked; returns whether that has marked further names. */
    private boolean removeMarked() {
        boolean again = false;
        for (var file : store.files().below(links.directory()).entrySet()) {
            String path = links.directory() + "/" + file.getKey();
            if (isMarked(path, file.getValue(), marked)) {
                links.remove(path);
                again |= marked.add(UnitFileLookup.fileName(path));
            }
        }
        return again;
    }

    private boolean isMarked(String path, FileTree.Node entry, Set<String> names) {
        String name = UnitFileLookup.fileName(path);
        if (!entry.isLink() || !UnitNameMangler.isValid(name)) {
            return false;
        }
        boolean byTemplate = UnitNameMangler.isInstance(name) && names.contains(UnitNameMangler.template(name));
        return store.files().isMask(path)
                ? byTemplate && wording.refusesTemplates()
                : byTemplate || names.contains(name) || names.contains(UnitFileLookup.fileName(entry.text()));
    }
}

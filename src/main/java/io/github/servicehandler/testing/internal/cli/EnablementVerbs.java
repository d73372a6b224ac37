package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.testing.internal.files.BusError;
import io.github.servicehandler.testing.internal.files.FileTree;
import io.github.servicehandler.testing.internal.files.InstallSection;
import io.github.servicehandler.testing.internal.files.UnitFileLookup;
import io.github.servicehandler.testing.internal.files.UnitNameMangler;
import io.github.servicehandler.testing.internal.files.UnitSource;
import io.github.servicehandler.testing.internal.files.VersionWording;
import io.github.servicehandler.testing.internal.units.JobType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The systemctl verbs that change links between unit files: enable, disable, reenable, link, mask and unmask. */
final class EnablementVerbs {

    private final SystemctlCall call;
    private final UnitFileLookup store;
    private final VersionWording wording;
    private final UnitFileLinks links;
    private final String directory;
    private boolean hasInstallInfo;

    private EnablementVerbs(SystemctlCall call) {
        this.call = call;
        this.store = call.manager().unitFiles();
        this.wording = new VersionWording(call.manager().version());
        this.links = new UnitFileLinks(call, wording);
        this.directory = links.directory();
    }

    static void addTo(Map<String, FakeSystemctl.VerbHandler> verbs) {
        verbs.put("enable", call -> new EnablementVerbs(call).run(EnablementVerbs::enable, JobType.START));
        verbs.put("disable", call -> new EnablementVerbs(call).run(EnablementVerbs::disable, JobType.STOP));
        verbs.put("reenable", call -> new EnablementVerbs(call).run(EnablementVerbs::reenable, JobType.NOP));
        verbs.put("link", call -> new EnablementVerbs(call).linkAll());
        verbs.put("mask", call -> new EnablementVerbs(call).run(EnablementVerbs::mask, JobType.STOP));
        verbs.put("unmask", call -> new EnablementVerbs(call).run(EnablementVerbs::unmask, JobType.NOP));
    }

    private interface Change {
        void make(EnablementVerbs verbs, List<String> units) throws BusError;
    }

    private void run(Change change, JobType typeForNow) {
        List<String> units =
                call.names().stream().map(UnitNameMangler::complete).toList();
        try {
            change.make(this, units);
        } catch (BusError e) {
            call.reply().fail(1, "Failed to " + call.verb() + " unit: " + e.text());
            return;
        }
        signalChange();
        if (!call.line().has("--no-reload")) {
            call.manager().reload();
        }
        if (call.verb().equals("disable") && !call.quiet()) {
            units.forEach(new UnitWarnings(call)::warnIfDisabledButTriggered);
        }
        // reenable accepts --now but ignores it
        if (call.line().has("--now") && typeForNow != JobType.NOP) {
            JobVerbs.run(call, units, typeForNow, typeForNow.word());
        }
    }

    /** Links unit files from outside the manager's directories into them. */
    private void linkAll() {
        for (String path : call.names()) {
            if (store.files().get(path) == null) {
                call.reply().fail(1, "Failed to link unit: " + wording.fileMissing(path));
                return;
            }
            links.link(directory + "/" + UnitFileLookup.fileName(path), path);
        }
        signalChange();
        call.manager().reload();
    }

    private void signalChange() {
        if (links.changed()) {
            call.manager().signals().unitFilesChanged();
        }
    }

    /**
     * Enables units. If one of them is missing or masked, nothing is changed. After any other error the remaining units
     * are still enabled, and the first error is thrown at the end.
     */
    private void enable(List<String> units) throws BusError {
        for (String unit : units) {
            requireUnmasked(unit);
            requireUnmasked(new InstallSection(store, call.manager().scope(), unit).instance());
        }
        List<BusError> errors = new ArrayList<>();
        for (String unit : withAlso(units)) {
            try {
                enable(unit);
            } catch (BusError e) {
                errors.add(e);
            }
        }
        if (!errors.isEmpty()) {
            throw errors.get(0);
        }
        if (!hasInstallInfo && !call.quiet()) {
            wording.notMeantToBeEnabled().lines().forEach(call.reply()::err);
        }
    }

    private void enable(String unit) throws BusError {
        InstallSection install = new InstallSection(store, call.manager().scope(), store.primaryName(unit));
        hasInstallInfo |= install.hasLinks() || !install.also().isEmpty();
        List<String> taken = new ArrayList<>();
        install.links(directory, wording).forEach((path, target) -> {
            if (links.isTaken(path, target)) {
                taken.add(path);
            } else if (!links.pointsToSameName(path, target)) {
                links.link(path, target);
            }
        });
        if (!taken.isEmpty()) {
            String path = taken.get(0);
            throw new BusError("UnitExists", wording.taken(path, links.text(path)));
        }
        install.requireValidAliases(wording);
    }

    private void requireUnmasked(String unit) throws BusError {
        UnitSource source = store.read(store.primaryName(unit));
        if (!source.exists()) {
            throw new BusError("NoSuchUnit", wording.fileMissing(unit));
        }
        if (source.masked()) {
            throw new BusError("UnitMasked", wording.masked(source.path()));
        }
        if (source.path().startsWith(call.manager().scope().transientDirectory + "/")) {
            throw new BusError("InvalidArgs", wording.transientOrGenerated(source.path()));
        }
    }

    /** Returns the units together with those that their {@code Also=} settings name, directly or indirectly. */
    private Set<String> withAlso(List<String> units) {
        Set<String> all = new LinkedHashSet<>();
        List<String> pending = new ArrayList<>(units);
        while (!pending.isEmpty()) {
            String unit = pending.remove(0);
            if (all.add(unit)) {
                pending.addAll(new InstallSection(store, call.manager().scope(), unit).also());
            }
        }
        return all;
    }

    /** Removes links that are left of a unit whose file no longer exists; returns whether anything has changed. */
    private boolean removeDanglingLinks(String unit) {
        removeLinksTo(unit);
        return links.changed();
    }

    private void disable(List<String> units) throws BusError {
        for (String unit : units) {
            UnitSource source = store.read(unit);
            if (!source.exists() && !removeDanglingLinks(unit)) {
                throw new BusError("NoSuchUnit", wording.fileMissing(unit));
            }
            if (source.masked()) {
                call.reply().err("Unit " + source.path() + " is masked, ignoring.");
            }
        }
        boolean installable = false;
        for (String unit : withAlso(units)) {
            InstallSection install = new InstallSection(store, call.manager().scope(), store.primaryName(unit));
            installable |= install.hasLinks() || !install.also().isEmpty();
            removeLinksTo(unit);
        }
        if (!installable && wording.notesUselessDisabling() && call.verb().equals("disable") && !call.quiet()) {
            wording.notMeantToBeEnabled().lines().forEach(call.reply()::err);
        }
    }

    private void removeLinksTo(String unit) {
        for (String file : List.copyOf(store.files().below(directory).keySet())) {
            FileTree.Node entry = store.files().get(directory + "/" + file);
            if (entry == null || !entry.isLink()) {
                continue;
            }
            String name = UnitFileLookup.fileName(file);
            boolean instance = UnitNameMangler.isTemplate(unit)
                    && UnitNameMangler.isInstance(name)
                    && UnitNameMangler.template(name).equals(unit);
            if (entry.isMask() && !(instance && wording.refusesTemplates())) {
                continue;
            }
            boolean alias = file.indexOf('/') < 0
                    && UnitFileLookup.fileName(entry.text()).equals(unit);
            if (alias || instance || (file.contains("/") && name.equals(unit))) {
                links.remove(directory + "/" + file);
            }
        }
    }

    private void reenable(List<String> units) throws BusError {
        for (String unit : units) {
            requireUnmasked(unit);
        }
        disable(units);
        enable(units);
    }

    private void mask(List<String> units) throws BusError {
        for (String unit : units) {
            String path = directory + "/" + unit;
            FileTree.Node entry = store.files().get(path);
            if (entry != null && entry.isMask()) {
                continue;
            }
            if (entry != null) {
                throw new BusError("FileExists", wording.fileExists(path));
            }
            warnIfMissing(unit);
            links.link(path, "/dev/null");
        }
    }

    private void unmask(List<String> units) {
        for (String unit : units) {
            FileTree.Node entry = store.files().get(directory + "/" + unit);
            if (entry != null && entry.isLink() && entry.isMask()) {
                links.remove(directory + "/" + unit);
            } else {
                warnIfMissing(unit);
            }
        }
    }

    private void warnIfMissing(String unit) {
        if (!store.read(unit).exists()) {
            call.reply().err("Unit " + unit + " does not exist, proceeding anyway.");
        }
    }
}

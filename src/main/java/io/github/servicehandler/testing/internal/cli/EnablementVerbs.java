package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.testing.internal.files.BusError;
import io.github.servicehandler.testing.internal.files.FileTree;
import io.github.servicehandler.testing.internal.files.UnitFileLookup;
import io.github.servicehandler.testing.internal.files.UnitNameMangler;
import io.github.servicehandler.testing.internal.files.VersionWording;
import io.github.servicehandler.testing.internal.units.JobType;
import java.util.List;
import java.util.Map;

/** The systemctl verbs that change links between unit files: enable, disable, reenable, link, mask and unmask. */
final class EnablementVerbs {

    private final SystemctlCall call;
    private final UnitFileLookup store;
    private final VersionWording wording;
    private final UnitFileLinks links;
    private final String directory;

    private EnablementVerbs(SystemctlCall call) {
        this.call = call;
        this.store = call.manager().unitFiles();
        this.wording = new VersionWording(call.manager().version());
        this.links = new UnitFileLinks(call, wording);
        this.directory = links.directory();
    }

    static void addTo(Map<String, VerbHandler> verbs) {
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
        links.printReports();
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
        links.printReports();
        signalChange();
        call.manager().reload();
    }

    private void signalChange() {
        if (links.changed()) {
            call.manager().signals().unitFilesChanged();
        }
    }

    private void enable(List<String> units) throws BusError {
        noteIfUseless(new UnitEnabler(call, wording, links).enable(units));
    }

    private void disable(List<String> units) throws BusError {
        boolean installable = new UnitDisabler(call, wording, links).disable(units);
        if (wording.notesUselessDisabling()) {
            noteIfUseless(installable || links.changed());
        }
    }

    private void noteIfUseless(boolean useful) {
        if (!useful && !call.quiet()) {
            wording.notMeantToBeEnabled().lines().forEach(links::report);
        }
    }

    private void reenable(List<String> units) throws BusError {
        new UnitDisabler(call, wording, links).disable(units);
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

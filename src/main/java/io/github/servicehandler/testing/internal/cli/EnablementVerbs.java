package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.testing.internal.files.BusError;
import io.github.servicehandler.testing.internal.files.UnitFileLookup;
import io.github.servicehandler.testing.internal.files.UnitNameMangler;
import io.github.servicehandler.testing.internal.files.VersionWording;
import io.github.servicehandler.testing.internal.manager.Manager;
import io.github.servicehandler.testing.internal.units.JobType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The systemctl verbs that change links between unit files: enable, disable, reenable, link, mask and unmask. */
public final class EnablementVerbs {

    private static final Map<String, Change> CHANGES = Map.of(
            "enable", EnablementVerbs::enable,
            "disable", EnablementVerbs::disable,
            "reenable", EnablementVerbs::reenable,
            "mask", EnablementVerbs::mask,
            "unmask", EnablementVerbs::unmask);

    private static final Map<String, JobType> TYPES_FOR_NOW =
            Map.of("enable", JobType.START, "disable", JobType.STOP, "mask", JobType.STOP);

    private final SystemctlCall call;
    private final UnitFileLookup store;
    private final VersionWording wording;
    private final UnitFileLinks links;
    private final String directory;

    private EnablementVerbs(SystemctlCall call) {
        this.call = call;
        this.store = call.unitFiles();
        this.wording = call.wording();
        this.links = new UnitFileLinks(call, wording);
        this.directory = links.directory();
    }

    static void addTo(Map<String, VerbHandler> verbs) {
        CHANGES.forEach((verb, change) -> verbs.put(verb, call -> new EnablementVerbs(call).run(change)));
        verbs.put("link", call -> new EnablementVerbs(call).linkAll());
    }

    /**
     * Changes links to unit files as the manager does for a client of its bus, which has to ask for a reload itself.
     *
     * @param verb the verb of systemctl that makes the same change
     * @return the changed links
     */
    public static List<LinkChange> change(
            Manager manager, String verb, List<String> units, boolean runtime, boolean force) throws BusError {
        List<String> words = new ArrayList<>(List.of("systemctl", verb, "--no-reload"));
        if (runtime) {
            words.add("--runtime");
        }
        if (force) {
            words.add("--force");
        }
        words.add("--");
        words.addAll(units);
        Command command = Command.of(words);
        EnablementVerbs verbs = new EnablementVerbs(new SystemctlCall(
                command, verb, SystemctlOptions.parse(command), units, manager, new CommandReply(), Long.MAX_VALUE));
        Objects.requireNonNull(CHANGES.get(verb), verb).make(verbs, units);
        verbs.call.finishFileChange(verbs.links.changed());
        return verbs.links.changes();
    }

    private interface Change {
        void make(EnablementVerbs verbs, List<String> units) throws BusError;
    }

    private void run(Change change) {
        JobType typeForNow = TYPES_FOR_NOW.getOrDefault(call.verb(), JobType.NOP);
        boolean takesPaths = Set.of("enable", "reenable").contains(call.verb());
        List<String> paths = call.names().stream()
                .filter(name -> takesPaths && name.startsWith("/"))
                .toList();
        List<String> units = call.names().stream()
                .map(name -> paths.contains(name) ? UnitFileLookup.fileName(name) : UnitNameMangler.complete(name))
                .toList();
        try {
            linkAll(paths);
            change.make(this, units);
        } catch (BusError e) {
            fail(e);
            return;
        }
        links.printReports();
        call.finishFileChange(links.changed());
        if (call.verb().equals("disable") && !call.quiet()) {
            units.forEach(new UnitWarnings(call)::warnIfDisabledButTriggered);
        }
        // reenable accepts --now but ignores it
        if (call.line().has("--now") && typeForNow != JobType.NOP && !refusesNow()) {
            JobVerbs.run(
                    call, typeForNow == JobType.STOP ? withInstances(units) : units, typeForNow, typeForNow.word());
        }
    }

    /** Reports an error; without a manager, {@code disable} has its own way to treat a missing unit. */
    private void fail(BusError error) {
        String text = wording.failed(call.verb() + " unit", error.text());
        boolean isMissing = call.isOffline() && call.verb().equals("disable") && error.is("NoSuchUnit");
        if (!isMissing) {
            call.reply().fail(1, text);
            return;
        }
        call.reply().err(text);
        if (wording.repeatsMissingUnits()) {
            call.reply().err(text);
        }
        if (wording.failsForMissingUnits()) {
            call.reply().exit(1);
        } else if (wording.notesUselessDisabling()) {
            noteIfUseless(false);
            links.printReports();
        }
    }

    /** Returns whether there is no manager that could start or stop the units; new versions report that. */
    private boolean refusesNow() {
        String complaint = wording.nowWithoutManager();
        if (call.isOffline() && !complaint.isEmpty()) {
            call.reply().fail(1, complaint);
        }
        return call.isOffline();
    }

    /** Replaces templates by their instances in memory; old versions try to stop the template itself, and fail. */
    private List<String> withInstances(List<String> units) {
        if (!call.manager().quirks().stopsInstances()) {
            return units;
        }
        return units.stream()
                .flatMap(unit -> UnitNameMangler.isTemplate(unit) ? instances(unit) : Stream.of(unit))
                .toList();
    }

    private Stream<String> instances(String template) {
        return call.manager().units().stream()
                .map(unit -> unit.id)
                .filter(id -> UnitNameMangler.isInstance(id)
                        && UnitNameMangler.template(id).equals(template));
    }

    /** Links unit files from outside the manager's directories into them. */
    private void linkAll() {
        try {
            linkAll(call.names());
        } catch (BusError e) {
            call.reply().fail(1, wording.failed("link unit", e.text()));
            return;
        }
        links.printReports();
        call.finishFileChange(links.changed());
    }

    private void linkAll(List<String> paths) throws BusError {
        for (String path : paths) {
            if (store.files().get(path) == null) {
                throw new BusError("NoSuchUnit", wording.fileMissing(path));
            }
            links.link(directory + "/" + UnitFileLookup.fileName(path), path);
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
        UnitDisabler disabler = new UnitDisabler(call, wording, links);
        disabler.disable(units);
        try {
            enable(units);
        } catch (BusError e) {
            // systemd names the first problem of both steps, even if the first step ignored it
            Optional<String> missing = disabler.firstMissing();
            throw missing.isPresent() ? new BusError("NoSuchUnit", wording.fileMissing(missing.get())) : e;
        }
    }

    private void mask(List<String> units) throws BusError {
        for (String unit : units) {
            warnIfMissing(unit);
            links.create(directory + "/" + unit, "/dev/null", false);
        }
    }

    private void unmask(List<String> units) {
        Set<String> masks = new TreeSet<>();
        for (String unit : units) {
            String path = directory + "/" + unit;
            if (store.files().get(path) != null && store.files().isMask(path)) {
                masks.add(path);
            } else {
                warnIfMissing(unit);
            }
        }
        masks.forEach(links::remove);
        links.removeLinksTo(masks);
    }

    private void warnIfMissing(String unit) {
        if (!store.read(unit).exists()) {
            call.reply().err("Unit " + unit + " does not exist, proceeding anyway.");
        }
    }
}

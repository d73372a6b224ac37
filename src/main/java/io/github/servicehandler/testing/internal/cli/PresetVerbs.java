package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.testing.internal.files.BusError;
import io.github.servicehandler.testing.internal.files.PresetPolicy;
import io.github.servicehandler.testing.internal.files.UnitFileLookup;
import io.github.servicehandler.testing.internal.files.UnitNameMangler;
import io.github.servicehandler.testing.internal.files.UnitSource;
import io.github.servicehandler.testing.internal.files.VersionWording;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The systemctl verbs preset and preset-all, which enable or disable units as the preset files say. */
final class PresetVerbs {

    private static final Set<String> MODES = Set.of("full", "enable-only", "disable-only");

    private final SystemctlCall call;
    private final UnitFileLookup store;
    private final PresetPolicy policy;
    private final VersionWording wording;
    private final UnitFileLinks links;
    private final List<String> toEnable = new ArrayList<>();
    private final List<String> toDisable = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();

    private PresetVerbs(SystemctlCall call) {
        this.call = call;
        this.store = call.unitFiles();
        this.policy = new PresetPolicy(store, call.scope());
        this.wording = call.wording();
        this.links = new UnitFileLinks(call, wording);
    }

    static void addTo(Map<String, VerbHandler> verbs) {
        verbs.put("preset", call -> new PresetVerbs(call).run(PresetVerbs::addNamed, "preset unit"));
        verbs.put("preset-all", call -> new PresetVerbs(call).run(PresetVerbs::addAll, "preset all units"));
    }

    private interface Selection {
        void add(PresetVerbs verbs) throws BusError;
    }

    private void run(Selection selection, String action) {
        String mode = call.line().value("--preset-mode", "full");
        if (!MODES.contains(mode)) {
            call.reply().fail(1, "Failed to parse preset mode: " + mode + ".");
            return;
        }
        try {
            selection.add(this);
            if (!mode.equals("enable-only")) {
                new UnitDisabler(call, wording, links).disable(toDisable);
            }
            if (!mode.equals("disable-only")) {
                new UnitEnabler(call, wording, links).enable(toEnable);
            }
            requireChangeIfMissing();
        } catch (BusError e) {
            call.reply().fail(1, wording.failed(action, e.text()));
            return;
        }
        links.printReports();
        call.finishFileChange(links.changed());
    }

    /** Fails if units are missing, unless something was done for the others. */
    private void requireChangeIfMissing() throws BusError {
        if (!missing.isEmpty() && !links.changed()) {
            throw new BusError("NoSuchUnit", wording.fileMissing(missing.get(0)));
        }
    }

    private void addNamed() throws BusError {
        for (String name : call.names()) {
            String unit = UnitNameMangler.complete(name);
            UnitSource source = store.read(store.primaryName(unit));
            if (!source.exists() && call.manager().quirks().presetsIgnoreMissing()) {
                missing.add(unit);
                continue;
            }
            if (!source.exists()) {
                throw new BusError("NoSuchUnit", wording.fileMissing(unit));
            }
            if (store.primaryName(unit).equals(unit)) {
                addUnlessIgnored(unit, source);
            }
        }
    }

    /** Adds a unit; since 262, a masked one is never an error. */
    private void addUnlessIgnored(String unit, UnitSource source) {
        if (source.masked() && call.manager().quirks().presetsIgnoreMasks()) {
            links.report("Unit " + source.path() + " is masked, ignoring.");
        } else {
            add(unit);
        }
    }

    /** Adds all units with files, except masked ones and aliases. */
    private void addAll() {
        for (String unit : store.allPaths().keySet()) {
            UnitSource source = store.read(unit);
            if (store.primaryName(unit).equals(unit) && !source.masked()) {
                add(unit);
            }
        }
    }

    private void add(String unit) {
        switch (policy.decide(unit)) {
            case ENABLED -> toEnable.addAll(instances(unit));
            case DISABLED -> toDisable.add(unit);
            case IGNORED -> {}
        }
    }

    private List<String> instances(String unit) {
        List<String> instances = UnitNameMangler.isTemplate(unit) ? policy.instances(unit) : List.of();
        return instances.isEmpty()
                ? List.of(unit)
                : instances.stream()
                        .map(instance -> unit.replace("@.", "@" + instance + "."))
                        .toList();
    }
}

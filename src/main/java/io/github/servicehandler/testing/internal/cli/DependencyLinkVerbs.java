package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.testing.internal.files.BusError;
import io.github.servicehandler.testing.internal.files.UnitFileLookup;
import io.github.servicehandler.testing.internal.files.UnitNameMangler;
import io.github.servicehandler.testing.internal.files.UnitSource;
import io.github.servicehandler.testing.internal.files.VersionWording;
import java.util.List;
import java.util.Map;

/** The systemctl verbs add-wants and add-requires, which link units into the directories of another unit. */
final class DependencyLinkVerbs {

    private final SystemctlCall call;
    private final UnitFileLookup store;
    private final VersionWording wording;
    private final UnitFileLinks links;

    private DependencyLinkVerbs(SystemctlCall call) {
        this.call = call;
        this.store = call.unitFiles();
        this.wording = call.wording();
        this.links = new UnitFileLinks(call, wording);
    }

    static void addTo(Map<String, VerbHandler> verbs) {
        verbs.put("add-wants", call -> new DependencyLinkVerbs(call).run("wants"));
        verbs.put("add-requires", call -> new DependencyLinkVerbs(call).run("requires"));
    }

    private void run(String kind) {
        try {
            add(kind);
        } catch (BusError e) {
            call.reply()
                    .fail(1, wording.failed(call.isOffline() ? "add dependency on unit" : "add dependency", e.text()));
            return;
        }
        links.printReports();
        call.finishFileChange(links.changed());
    }

    private void add(String kind) throws BusError {
        String target = UnitNameMangler.complete(call.names().get(0), ".target");
        requireUnmasked(target);
        List<String> units =
                call.names().stream().skip(1).map(UnitNameMangler::complete).toList();
        for (String unit : units) {
            requireUnmasked(unit);
        }
        for (String unit : units) {
            if (UnitNameMangler.isTemplate(unit) && !UnitNameMangler.isTemplate(target)) {
                if (wording.refusesTemplates()) {
                    throw new BusError("InvalidArgs", wording.templateRefused(unit, target));
                }
                continue;
            }
            String path = links.directory() + "/" + target + "." + kind + "/" + unit;
            links.link(path, store.read(store.primaryName(unit)).path());
        }
    }

    private void requireUnmasked(String unit) throws BusError {
        UnitSource source = store.read(store.primaryName(unit));
        if (!source.exists()) {
            throw new BusError("NoSuchUnit", wording.fileMissing(unit));
        }
        if (source.masked() && source.path().startsWith(call.scope().configDirectory)) {
            throw new BusError("UnitMasked", wording.masked(source.path()));
        }
    }
}

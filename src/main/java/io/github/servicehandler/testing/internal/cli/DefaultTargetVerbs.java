package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.testing.internal.files.BusError;
import io.github.servicehandler.testing.internal.files.UnitFileLookup;
import io.github.servicehandler.testing.internal.files.UnitNameMangler;
import io.github.servicehandler.testing.internal.files.UnitSource;
import io.github.servicehandler.testing.internal.files.VersionWording;
import java.util.Map;

/** The systemctl verbs get-default and set-default, which read and change the target that the machine boots into. */
final class DefaultTargetVerbs {

    private static final String DEFAULT = "default.target";

    private final SystemctlCall call;
    private final UnitFileLookup store;
    private final VersionWording wording;
    private final UnitFileLinks links;

    private DefaultTargetVerbs(SystemctlCall call) {
        this.call = call;
        this.store = call.unitFiles();
        this.wording = call.wording();
        this.links = new UnitFileLinks(call, wording);
    }

    static void addTo(Map<String, VerbHandler> verbs) {
        verbs.put("get-default", call -> new DefaultTargetVerbs(call).get());
        verbs.put("set-default", call -> new DefaultTargetVerbs(call).set());
    }

    private void get() {
        call.reply().out(store.primaryName(DEFAULT));
    }

    private void set() {
        try {
            link(UnitNameMangler.complete(call.names().get(0), ".target"));
        } catch (BusError e) {
            fail(e);
            return;
        }
        links.printReports();
        call.finishFileChange(links.changed());
    }

    private void fail(BusError error) {
        if (!call.isOffline()) {
            call.reply().fail(1, wording.failed("set default target", error.text()));
            return;
        }
        String text = wording.failed("set default unit", error.text());
        if (!error.is("NoSuchUnit") || wording.failsForMissingDefault()) {
            call.reply().fail(1, text);
            return;
        }
        call.reply().err(text);
        call.reply()
                .err("Note: \"" + store.primaryName(DEFAULT) + "\" is the default unit (possibly a runtime override).");
    }

    private void link(String target) throws BusError {
        if (!target.endsWith(".target") || target.equals(DEFAULT)) {
            throw new BusError("InvalidArgs", "Invalid argument");
        }
        UnitSource source = store.read(store.primaryName(target));
        if (!source.exists()) {
            throw new BusError("NoSuchUnit", wording.fileMissing(target));
        }
        if (source.masked()) {
            throw new BusError("UnitMasked", wording.masked(source.path()));
        }
        links.link(call.scope().configDirectory + "/" + DEFAULT, source.path());
    }
}

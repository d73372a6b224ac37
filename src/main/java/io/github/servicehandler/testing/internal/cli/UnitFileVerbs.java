package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.testing.internal.files.FileTree;
import io.github.servicehandler.testing.internal.files.ManagerScope;
import io.github.servicehandler.testing.internal.files.UnitFileLookup;
import io.github.servicehandler.testing.internal.files.UnitSource;
import io.github.servicehandler.testing.internal.files.VersionWording;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The systemctl verbs that write and remove unit files and drop-ins: edit with {@code --stdin}, and revert. */
final class UnitFileVerbs {

    private static final int FIRST_WITH_STDIN = 256;
    private static final int FIRST_WITH_SHORT_MASK_ERROR = 258;

    private final SystemctlCall call;
    private final UnitFileLookup store;
    private final ManagerScope scope;
    private final int version;

    private UnitFileVerbs(SystemctlCall call) {
        this.call = call;
        this.store = call.unitFiles();
        this.scope = call.scope();
        this.version = call.manager().version();
    }

    static void addTo(Map<String, VerbHandler> verbs) {
        verbs.put("edit", call -> new UnitFileVerbs(call).edit());
        verbs.put("revert", call -> new UnitFileVerbs(call).revert());
    }

    private void edit() {
        if (!call.line().has("--stdin")) {
            call.reply()
                    .fail(
                            1,
                            version < FIRST_WITH_STDIN
                                    ? "Cannot edit units if not on a tty."
                                    : "Cannot edit units interactively if not on a tty.");
            return;
        }
        String dropIn = call.line().value("--drop-in", "override.conf");
        if (dropIn.contains("/") || dropIn.isEmpty()) {
            call.reply().fail(1, "Invalid drop-in file name '" + dropIn + "'.");
            return;
        }
        Map<String, String> targets = new LinkedHashMap<>();
        for (String name : call.units()) {
            if (!mayEdit(name)) {
                return;
            }
            targets.put(name, path(name, dropIn.endsWith(".conf") ? dropIn : dropIn + ".conf"));
        }
        String text = call.command().input().strip();
        if (text.isEmpty()) {
            call.reply().err("Stripped stdin content is empty, not writing file.");
            return;
        }
        targets.values().forEach(path -> {
            store.files().write(path, text + "\n");
            call.reply().err("Successfully installed edited file '" + path + "'.");
        });
        if (!call.isOffline()) {
            call.manager().reload();
        }
    }

    /** Returns whether a unit can be edited; prints the error otherwise. */
    private boolean mayEdit(String name) {
        UnitSource source = store.read(store.primaryName(name));
        if (source.masked() && source.path().startsWith(scope.configDirectory + "/")) {
            call.reply()
                    .fail(
                            1,
                            version < FIRST_WITH_SHORT_MASK_ERROR
                                    ? "Cannot edit " + name + ": unit is masked."
                                    : "Unit '" + name + "' masked, cannot edit.");
            return false;
        }
        if (!source.exists() && !call.line().has("--force")) {
            String option = scope.systemctlOption();
            call.reply().err("No files found for " + name + ".");
            call.reply()
                    .fail(1, "Run 'systemctl edit" + option + " --force --full " + name + "' to create a new unit.");
            return false;
        }
        if (source.exists()
                && call.line().has("--full")
                && call.line().has("--runtime")
                && source.path().startsWith(scope.configDirectory + "/")) {
            call.reply()
                    .fail(
                            1,
                            "Refusing to create \"" + scope.runtimeDirectory + "/" + name
                                    + "\" because it would be overridden by \"" + source.path() + "\" anyway.");
            return false;
        }
        return true;
    }

    private String path(String name, String dropIn) {
        String directory = call.line().has("--runtime") ? scope.runtimeDirectory : scope.configDirectory;
        String unit = store.primaryName(name);
        return directory + "/" + (call.line().has("--full") ? unit : unit + ".d/" + dropIn);
    }

    /** Removes drop-ins and masks of units, and the files that override those of the vendor. */
    private void revert() {
        VersionWording wording = call.wording();
        List<String> removed = new ArrayList<>();
        for (String name : call.units()) {
            String vendorFile = scope.vendorDirectory + "/" + name;
            boolean hasVendorFile = store.files().get(vendorFile) != null;
            for (String directory : writable()) {
                String dropIns = directory + "/" + name + ".d";
                TreeSet<String> files =
                        new TreeSet<>(store.files().below(dropIns).keySet());
                files.forEach(file -> removed.add(dropIns + "/" + file));
                if (!files.isEmpty()) {
                    removed.add(dropIns);
                }
            }
            for (String directory : List.of(scope.configDirectory, scope.runtimeDirectory)) {
                FileTree.Node entry = store.files().get(directory + "/" + name);
                if (entry != null
                        && (hasVendorFile || (entry.isLink() && store.files().isMask(directory + "/" + name)))) {
                    removed.add(directory + "/" + name);
                }
            }
        }
        for (String path : removed) {
            store.files().remove(path);
            if (!call.quiet()) {
                call.reply().err(wording.linkRemoved(path));
            }
        }
        call.finishFileChange(!removed.isEmpty());
    }

    private List<String> writable() {
        return List.of(
                scope.controlDirectory(false),
                scope.controlDirectory(true),
                scope.configDirectory,
                scope.runtimeDirectory);
    }
}

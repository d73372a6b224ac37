package io.github.servicehandler.testing.internal.files;

import io.github.servicehandler.unit.UnitFileProblem;
import java.util.List;

/** The state of a unit file, derived from the links in the file tree; see systemctl(1), "is-enabled". */
public final class UnitFileStateLookup {

    private final UnitFileLookup store;
    private final ManagerScope scope;

    public UnitFileStateLookup(UnitFileLookup store, ManagerScope scope) {
        this.store = store;
        this.scope = scope;
    }

    /**
     * Returns the state as {@code systemctl is-enabled} prints it, or an empty string if there is no such unit file.
     */
    public String state(String name) {
        String path = store.find(name);
        if (path == null && UnitNameMangler.isInstance(name)) {
            path = store.find(UnitNameMangler.template(name));
        }
        FileTree.Entry entry = path == null ? null : store.files().get(path);
        if (path == null || entry == null) {
            return "";
        }
        if (store.read(name).parts().stream()
                .flatMap(part -> part.content().problems().stream())
                .anyMatch(UnitFileProblem::fatal)) {
            return "bad";
        }
        boolean runtime = path.startsWith(scope.runtime + "/");
        if (entry.masks()) {
            return runtime ? "masked-runtime" : "masked";
        }
        if (path.startsWith(scope.transients + "/")) {
            return "transient";
        }
        if (entry.link() && !UnitFileLookup.fileName(entry.text()).equals(UnitFileLookup.fileName(path))) {
            return "alias";
        }
        if (isLinkedIn(scope.config, name)) {
            return "enabled";
        }
        if (isLinkedIn(scope.runtime, name)) {
            return "enabled-runtime";
        }
        if (UnitNameMangler.isTemplate(name) && store.isAnyInstanceLinkedIn(scope.config, name)) {
            return "indirect";
        }
        if (entry.link()) {
            return runtime ? "linked-runtime" : "linked";
        }
        return byInstallSection(name);
    }

    private String byInstallSection(String name) {
        InstallSection install = new InstallSection(store, scope, name);
        if (install.hasLinks()) {
            return "disabled";
        }
        return install.also().isEmpty() ? "static" : "indirect";
    }

    private boolean isLinkedIn(String directory, String name) {
        return store.isLinkedIn(directory, name)
                || (UnitNameMangler.isTemplate(name)
                        && store.isLinkedIn(directory, new InstallSection(store, scope, name).instance()));
    }

    /**
     * Returns the preset column of {@code systemctl list-unit-files}. The fake has no preset files, and without them
     * systemd enables all units.
     */
    public static String preset(String state) {
        return List.of(
                                "enabled",
                                "disabled",
                                "masked",
                                "enabled-runtime",
                                "masked-runtime",
                                "indirect",
                                "linked",
                                "static")
                        .contains(state)
                ? "enabled"
                : "";
    }
}

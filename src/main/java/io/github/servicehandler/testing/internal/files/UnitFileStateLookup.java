package io.github.servicehandler.testing.internal.files;

import io.github.servicehandler.unit.UnitFileProblem;
import java.util.List;

/** The state of a unit file, derived from the links in the file tree; see systemctl(1), "is-enabled". */
public final class UnitFileStateLookup {

    private final UnitFileLookup unitFiles;
    private final ManagerScope scope;

    public UnitFileStateLookup(UnitFileLookup unitFiles, ManagerScope scope) {
        this.unitFiles = unitFiles;
        this.scope = scope;
    }

    /**
     * Returns the state as {@code systemctl is-enabled} prints it, or an empty string if there is no such unit file.
     */
    public String state(String name) {
        String path = unitFiles.find(name);
        if (path == null && UnitNameMangler.isInstance(name)) {
            path = unitFiles.find(UnitNameMangler.template(name));
        }
        FileTree.Node entry = path == null ? null : unitFiles.files().get(path);
        if (path == null || entry == null) {
            return "";
        }
        if (unitFiles.read(name).parts().stream()
                .flatMap(part -> part.content().problems().stream())
                .anyMatch(UnitFileProblem::fatal)) {
            return "bad";
        }
        boolean runtime = path.startsWith(scope.runtimeDirectory + "/");
        if (entry.isMask()) {
            return runtime ? "masked-runtime" : "masked";
        }
        if (path.startsWith(scope.transientDirectory + "/")) {
            return "transient";
        }
        if (entry.isLink() && !UnitFileLookup.fileName(entry.text()).equals(UnitFileLookup.fileName(path))) {
            return "alias";
        }
        if (isLinkedIn(scope.configDirectory, name)) {
            return "enabled";
        }
        if (isLinkedIn(scope.runtimeDirectory, name)) {
            return "enabled-runtime";
        }
        if (UnitNameMangler.isTemplate(name) && unitFiles.isAnyInstanceLinkedIn(scope.configDirectory, name)) {
            return "indirect";
        }
        if (entry.isLink()) {
            return runtime ? "linked-runtime" : "linked";
        }
        return byInstallSection(name);
    }

    private String byInstallSection(String name) {
        InstallSection install = new InstallSection(unitFiles, scope, name);
        if (install.hasLinks()) {
            return "disabled";
        }
        return install.also().isEmpty() ? "static" : "indirect";
    }

    private boolean isLinkedIn(String directory, String name) {
        return unitFiles.isLinkedIn(directory, name)
                || (UnitNameMangler.isTemplate(name)
                        && unitFiles.isLinkedIn(directory, new InstallSection(unitFiles, scope, name).instance()));
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

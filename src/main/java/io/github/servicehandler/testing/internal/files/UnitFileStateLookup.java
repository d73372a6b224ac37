package io.github.servicehandler.testing.internal.files;

import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The state of a unit file, derived from the links in the file tree; see systemctl(1), "is-enabled", and
 * unit_file_lookup_state() in systemd's install.c.
 */
public final class UnitFileStateLookup {

    private static final Set<String> STATES_WITH_PRESET = Set.of(
            "bad",
            "enabled",
            "disabled",
            "masked",
            "enabled-runtime",
            "masked-runtime",
            "indirect",
            "linked",
            "static");

    private final UnitFileLookup unitFiles;
    private final ManagerScope scope;

    public UnitFileStateLookup(UnitFileLookup unitFiles, ManagerScope scope) {
        this.unitFiles = unitFiles;
        this.scope = scope;
    }

    /**
     * Returns the state as {@code systemctl show} prints it, or an empty string if there is no such unit file. The
     * state {@code bad} means that the state cannot be determined.
     */
    public String state(String name) {
        String unit = unitFiles.primaryName(name);
        String path = path(unit);
        if (path == null || isDangling(path)) {
            return "";
        }
        InstallSection install = new InstallSection(unitFiles, scope, unit);
        if (!install.problem().isEmpty()) {
            return "bad";
        }
        if (unitFiles.files().isMask(path)) {
            return path.startsWith(scope.runtimeDirectory + "/") ? "masked-runtime" : "masked";
        }
        if ((!unit.equals(name) && !UnitNameMangler.isInstance(unit)) || isRenamed(path)) {
            return "alias";
        }
        if (path.startsWith(scope.transientDirectory + "/")) {
            return "transient";
        }
        String enabled = stateByLinks(unit, install::asksForLink);
        if (!enabled.isEmpty()) {
            return enabled;
        }
        return stateByLinks(unit, link -> true).isEmpty() ? byInstallSection(install) : "indirect";
    }

    /**
     * Returns the state as a list of unit files shows it, where a link to a file that does not exist is bad. An alias
     * may lead to a unit in another directory.
     */
    public String listedState(String name) {
        String state = state(name);
        String path = path(unitFiles.primaryName(name));
        return state.isEmpty() || path == null || isDangling(path) ? "bad" : state;
    }

    private boolean isDangling(String path) {
        return unitFiles.files().file(path) == null && !unitFiles.files().isMask(path);
    }

    /** Returns whether a path is that of a link to a file with another name. */
    private boolean isRenamed(String path) {
        String end = unitFiles.files().end(path);
        return end != null && !UnitFileLookup.fileName(end).equals(UnitFileLookup.fileName(path));
    }

    private @Nullable String path(String unit) {
        String path = unitFiles.find(unit);
        return path == null && UnitNameMangler.isInstance(unit) ? unitFiles.find(UnitNameMangler.template(unit)) : path;
    }

    /** Returns the state that the links with certain names lead to; empty if there are none. */
    private String stateByLinks(String unit, Predicate<String> accepts) {
        UnitLinkIndex links = unitFiles.links();
        if (scope.configDirectories().stream().anyMatch(directory -> links.hasLink(directory, unit, accepts))) {
            return "enabled";
        }
        if (links.hasLink(scope.runtimeDirectory, unit, accepts)) {
            return "enabled-runtime";
        }
        // links of the vendor only enable instances
        if (UnitNameMangler.isInstance(unit) && links.hasLink(scope.vendorDirectory, unit, accepts)) {
            return "static";
        }
        if (links.isLinked(scope.configDirectory, unit)) {
            return "linked";
        }
        return links.isLinked(scope.runtimeDirectory, unit) ? "linked-runtime" : "";
    }

    private static String byInstallSection(InstallSection install) {
        if (install.hasLinks()) {
            return "disabled";
        }
        return install.also().isEmpty() ? "static" : "indirect";
    }

    /** Returns the preset column of {@code systemctl list-unit-files} for a unit file in the given state. */
    public String preset(String name, String state) {
        return STATES_WITH_PRESET.contains(state)
                ? new PresetPolicy(unitFiles, scope).decide(name).word()
                : "";
    }
}

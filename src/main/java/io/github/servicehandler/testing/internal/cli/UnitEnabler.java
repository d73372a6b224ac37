package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.testing.internal.files.BusError;
import io.github.servicehandler.testing.internal.files.InstallSection;
import io.github.servicehandler.testing.internal.files.ManagerScope;
import io.github.servicehandler.testing.internal.files.UnitFileLookup;
import io.github.servicehandler.testing.internal.files.UnitNameMangler;
import io.github.servicehandler.testing.internal.files.UnitSource;
import io.github.servicehandler.testing.internal.files.VersionWording;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The part of {@code systemctl enable} that creates links; see install_context_apply() in systemd's install.c. */
final class UnitEnabler {

    private final UnitFileLookup store;
    private final ManagerScope scope;
    private final VersionWording wording;
    private final UnitFileLinks links;
    private boolean foundInstallInfo;
    private @Nullable BusError firstError;

    UnitEnabler(SystemctlCall call, VersionWording wording, UnitFileLinks links) {
        this.store = call.unitFiles();
        this.scope = call.scope();
        this.wording = wording;
        this.links = links;
    }

    /**
     * Enables units. If one of them is missing or masked, nothing is changed. After any other error the remaining units
     * are still enabled, and the first error is thrown at the end.
     *
     * @return whether any unit has links to create
     */
    boolean enable(List<String> units) throws BusError {
        for (String unit : units) {
            requireEnableable(unit);
        }
        Set<String> known = new LinkedHashSet<>(units);
        Set<String> pending = new LinkedHashSet<>(units);
        while (!pending.isEmpty()) {
            String unit = pending.iterator().next();
            pending.remove(unit);
            if (units.contains(unit) || isEnableable(unit)) {
                InstallSection install = new InstallSection(store, scope, store.primaryName(unit));
                install.also().stream().filter(known::add).forEach(pending::add);
                apply(install);
            }
        }
        if (firstError != null) {
            throw firstError;
        }
        return foundInstallInfo;
    }

    private void requireEnableable(String unit) throws BusError {
        if (store.isSevered(unit)) {
            throw new BusError("InvalidArgs", wording.severed(unit));
        }
        String primaryName = store.primaryName(unit);
        if (!primaryName.equals(unit) && isAliasOfConfiguration(unit)) {
            throw new BusError("UnitLinked", wording.aliasOrLinked(unit));
        }
        InstallSection install = new InstallSection(store, scope, primaryName);
        UnitSource source = install.source();
        if (!source.exists()) {
            throw new BusError("NoSuchUnit", wording.fileMissing(unit));
        }
        if (source.masked()) {
            throw new BusError("UnitMasked", wording.masked(source.path()));
        }
        if (source.path().startsWith(scope.transientDirectory + "/")) {
            throw new BusError("InvalidArgs", wording.transientOrGenerated(source.path()));
        }
        install.requireReadable();
    }

    /** Returns whether the link that makes a name an alias was created by the administrator, not by the vendor. */
    private boolean isAliasOfConfiguration(String name) {
        String path = store.find(name);
        if (path == null && UnitNameMangler.isInstance(name)) {
            path = store.find(UnitNameMangler.template(name));
        }
        return path != null && !path.startsWith(scope.vendorDirectory + "/");
    }

    /** Returns whether a unit of {@code Also=} can be enabled; reports the failure if not. */
    private boolean isEnableable(String unit) throws BusError {
        UnitSource source = store.read(store.primaryName(unit));
        if (source.masked()) {
            links.report("Unit " + source.path() + " is masked, ignoring.");
            foundInstallInfo = true;
            return false;
        }
        try {
            requireEnableable(unit);
            return true;
        } catch (BusError e) {
            if (!wording.ignoresAuxiliaryFailures()) {
                throw e;
            }
            links.report("Failed to enable auxiliary unit " + unit + ", ignoring.");
            return false;
        }
    }

    private void apply(InstallSection install) {
        for (String alias : install.aliases()) {
            attempt(() -> createAlias(install, alias));
        }
        for (Map.Entry<String, List<String>> dependents : install.dependents().entrySet()) {
            if (!dependents.getValue().isEmpty() && attempt(() -> requireUnmaskedInstance(install))) {
                for (String dependent : dependents.getValue()) {
                    attempt(() -> createDependency(install, dependent, dependents.getKey()));
                }
            }
        }
    }

    private interface Step {
        void run() throws BusError;
    }

    private boolean attempt(Step step) {
        try {
            step.run();
            return true;
        } catch (BusError e) {
            firstError = firstError == null ? e : firstError;
            return false;
        }
    }

    private void createAlias(InstallSection install, String alias) throws BusError {
        Optional<String> link = install.aliasLink(alias);
        if (link.isPresent()) {
            String file = install.source().path();
            String target = wording.linksAliasesToLinks() ? file : end(file);
            String path = links.directory() + "/" + link.get();
            links.create(path, target, wording.replacesDanglingLinks() && links.isDangling(path));
            foundInstallInfo = true;
        }
    }

    /** Returns where a path leads in the end; links that enable a unit lead to its file, not to another link. */
    private String end(String path) {
        return Objects.requireNonNullElse(store.files().end(path), path);
    }

    private void requireUnmaskedInstance(InstallSection install) throws BusError {
        UnitSource instance = store.read(install.instance());
        if (instance.masked()) {
            throw new BusError("UnitMasked", wording.masked(instance.path()));
        }
    }

    private void createDependency(InstallSection install, String dependent, String suffix) throws BusError {
        if (install.canBeLinkedTo(dependent)) {
            String path = links.directory() + "/" + dependent + suffix + "/" + install.instance();
            links.create(path, end(install.source().path()), true);
            foundInstallInfo = true;
            if (wording.warnsOfMissingDependents()
                    && !store.read(store.primaryName(dependent)).exists()) {
                links.report("Unit " + install.source().path() + " is added as a dependency to a non-existent unit "
                        + dependent + ".");
            }
        }
    }
}

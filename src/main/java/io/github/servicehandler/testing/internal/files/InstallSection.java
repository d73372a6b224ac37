package io.github.servicehandler.testing.internal.files;

import io.github.servicehandler.unit.UnitFileProblem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The {@code [Install]} section of a unit file, which determines the links that enabling the unit creates. */
public final class InstallSection {

    private static final Set<String> TYPES_WITH_ALIASES =
            Set.of("service", "socket", "target", "device", "timer", "path");
    private static final Set<String> TYPES_WITH_TEMPLATES = Set.of("service", "socket", "target", "timer", "path");
    private static final Pattern INSTANCE = Pattern.compile("[A-Za-z0-9:_.\\\\@-]+");

    private final String name;
    private final UnitSource source;
    private final UnitSettings settings;
    private final VersionWording wording;

    /** Reads the section of a unit by its primary name. */
    public InstallSection(UnitFileLookup unitFiles, ManagerScope scope, String name) {
        this.name = name;
        this.source = unitFiles.read(name);
        this.settings = new UnitSettings(source, name, scope, unitFiles.version());
        this.wording = new VersionWording(unitFiles.version());
    }

    public UnitSource source() {
        return source;
    }

    /**
     * Fails if systemd cannot use the unit's files to change or to report its enablement.
     *
     * @throws BusError if a file is not a unit file, or if the section has an invalid name
     */
    public void requireReadable() throws BusError {
        String problem = problem();
        if (!problem.isEmpty()) {
            throw new BusError("InvalidArgs", "File " + name + ": " + problem);
        }
    }

    /** Returns why systemd cannot use the unit's files, in the words of the C library; empty if it can. */
    public String problem() {
        if (source.parts().stream()
                .flatMap(part -> part.content().problems().stream())
                .anyMatch(UnitFileProblem::fatal)) {
            return "Bad message";
        }
        String instance = defaultInstance();
        boolean valid = also().stream().allMatch(UnitNameMangler::isValid)
                && (instance.isEmpty() || INSTANCE.matcher(instance).matches());
        return valid ? "" : "Invalid argument";
    }

    public List<String> also() {
        return settings.installWords("Also");
    }

    /** Returns the values of {@code Alias=}; units of some types cannot have aliases. */
    public List<String> aliases() {
        return TYPES_WITH_ALIASES.contains(UnitNameMangler.suffix(name)) ? settings.installWords("Alias") : List.of();
    }

    /** Returns the units in whose directories enabling the unit creates links, by the suffix of the directory. */
    public Map<String, List<String>> dependents() {
        Map<String, List<String>> units = new LinkedHashMap<>();
        units.put(".wants", settings.installWords("WantedBy"));
        units.put(".requires", settings.installWords("RequiredBy"));
        if (wording.hasUpheldBy()) {
            units.put(".upholds", settings.installWords("UpheldBy"));
        }
        return units;
    }

    public boolean hasLinks() {
        return !aliases().isEmpty()
                || dependents().values().stream().anyMatch(units -> !units.isEmpty())
                || !defaultInstance().isEmpty();
    }

    private String defaultInstance() {
        boolean canHave =
                UnitNameMangler.isTemplate(name) && TYPES_WITH_TEMPLATES.contains(UnitNameMangler.suffix(name));
        return canHave ? settings.last("Install", "DefaultInstance", "") : "";
    }

    /**
     * Returns the name that the created links use: the default instance of a template that has one, or else the unit's
     * own name.
     */
    public String instance() {
        String instance = defaultInstance();
        return instance.isEmpty() ? name : name.replace("@.", "@" + instance + ".");
    }

    /** Returns whether enabling the unit creates a link of this name that makes it count as enabled. */
    boolean asksForLink(String linkName) {
        return linkName.equals(name) || linkName.equals(instance()) || aliases().contains(linkName);
    }

    /**
     * Returns the path of the link for an alias, relative to the directory of unit files; empty if systemd ignores the
     * alias.
     *
     * @param alias one of {@link #aliases()}
     * @throws BusError if the unit cannot have the alias and this version of systemd reports it
     */
    public Optional<String> aliasLink(String alias) throws BusError {
        int slash = alias.lastIndexOf('/');
        if (slash >= 0) {
            return dependencyAlias(alias, alias.substring(0, slash), alias.substring(slash + 1));
        }
        String link = UnitNameMangler.isTemplate(alias) && UnitNameMangler.isInstance(name)
                ? UnitNameMangler.stem(alias) + UnitNameMangler.instance(name) + "." + UnitNameMangler.suffix(alias)
                : alias;
        if (link.equals(name)) {
            return wording.ignoresAliasesOfOneself() ? Optional.empty() : Optional.of(link);
        }
        return canBeCalled(link) ? Optional.of(link) : refused(wording.aliasRefused(name, link));
    }

    /** Verifies an alias that is a link in a directory such as {@code multi-user.target.wants}. */
    private Optional<String> dependencyAlias(String alias, String directory, String file) throws BusError {
        String unit = directory.replaceAll("\\.(wants|requires)$", "");
        if (unit.equals(directory) || !UnitNameMangler.isValid(unit)) {
            return refused(wording.invalidReference(alias));
        }
        boolean ofTemplate = UnitNameMangler.isTemplate(unit)
                && UnitNameMangler.isInstance(name)
                && UnitNameMangler.template(name).equals(file);
        return file.equals(name) || ofTemplate ? Optional.of(alias) : refused(wording.aliasRefused(name, alias));
    }

    private Optional<String> refused(String text) throws BusError {
        if (wording.refusesTemplates()) {
            throw new BusError("InvalidArgs", text);
        }
        return Optional.empty();
    }

    private boolean canBeCalled(String link) {
        if (!UnitNameMangler.isValid(link)
                || !UnitNameMangler.suffix(link).equals(UnitNameMangler.suffix(name))
                || link.contains("@") != name.contains("@")) {
            return false;
        }
        return UnitNameMangler.isTemplate(link)
                ? UnitNameMangler.isTemplate(name)
                : UnitNameMangler.isTemplate(name)
                        || UnitNameMangler.instance(link).equals(UnitNameMangler.instance(name));
    }

    /**
     * Fails if the unit cannot be linked into the directory of another unit.
     *
     * @return whether the link is possible; old versions do not report that a template needs an instance
     * @throws BusError if the name is invalid, or if a template cannot be linked and this version of systemd reports it
     */
    public boolean canBeLinkedTo(String unit) throws BusError {
        if (!UnitNameMangler.isValid(unit)) {
            throw new BusError("InvalidArgs", wording.invalidName(unit));
        }
        if (!UnitNameMangler.isTemplate(instance()) || unit.contains("@")) {
            return true;
        }
        refused(wording.templateRefused(name, unit));
        return false;
    }
}

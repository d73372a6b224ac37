package io.github.servicehandler.testing.internal.files;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The {@code [Install]} section of a unit file, which determines the links that enabling the unit creates. */
public final class InstallSection {

    private final String name;
    private final UnitSource source;
    private final UnitSettings settings;

    public InstallSection(UnitFileLookup unitFiles, ManagerScope scope, String name) {
        this.name = name;
        this.source = unitFiles.read(name);
        this.settings = new UnitSettings(source, name, scope);
    }

    UnitSource source() {
        return source;
    }

    public List<String> also() {
        return settings.installWords("Also");
    }

    public boolean hasLinks() {
        return !settings.installWords("WantedBy").isEmpty()
                || !settings.installWords("RequiredBy").isEmpty()
                || !settings.installWords("Alias").isEmpty()
                || !settings.installWords("DefaultInstance").isEmpty();
    }

    /**
     * Returns the name that the created links use: the default instance of a template that has one, or else the unit's
     * own name.
     */
    public String instance() {
        String instance = settings.last("Install", "DefaultInstance", "");
        return UnitNameMangler.isTemplate(name) && !instance.isEmpty()
                ? name.replace("@.", "@" + instance + ".")
                : name;
    }

    /**
     * Returns the targets of the links to create, by the path of the link.
     *
     * @param directory the directory of unit files in which the links are created
     * @throws BusError if the section asks for a link that a template cannot have and this version of systemd reports
     *     it
     */
    public Map<String, String> links(String directory, VersionWording wording) throws BusError {
        Map<String, String> links = new LinkedHashMap<>();
        for (String alias : settings.installWords("Alias")) {
            if (canHaveAlias(alias)) {
                links.put(directory + "/" + alias, source.path());
            }
        }
        addDependencyLinks(directory, "WantedBy", ".wants/", links, wording);
        addDependencyLinks(directory, "RequiredBy", ".requires/", links, wording);
        return links;
    }

    /**
     * Fails if the unit cannot have one of its aliases; systemd creates the other links nevertheless.
     *
     * @throws BusError if an alias is invalid and this version of systemd reports it
     */
    public void requireValidAliases(VersionWording wording) throws BusError {
        for (String alias : settings.installWords("Alias")) {
            if (!canHaveAlias(alias) && wording.refusesTemplates()) {
                throw new BusError("InvalidArgs", wording.aliasRefused(name, alias));
            }
        }
    }

    private boolean canHaveAlias(String alias) {
        return !name.contains("@") || alias.contains("@");
    }

    private void addDependencyLinks(
            String directory, String key, String suffix, Map<String, String> links, VersionWording wording)
            throws BusError {
        for (String target : settings.installWords(key)) {
            if (UnitNameMangler.isTemplate(instance()) && !target.contains("@")) {
                if (!wording.refusesTemplates()) {
                    continue;
                }
                throw new BusError("InvalidArgs", wording.templateRefused(name, target));
            }
            links.put(directory + "/" + target + suffix + instance(), source.path());
        }
    }
}

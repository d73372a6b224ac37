package io.github.servicehandler.testing.internal.files;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Is the {@code [Install]} section of a unit file: which links enabling it makes. */
public final class InstallSection {

    private final String name;
    private final UnitSource source;
    private final UnitSettings settings;

    public InstallSection(UnitFileLookup store, ManagerScope scope, String name) {
        this.name = name;
        this.source = store.read(name);
        this.settings = new UnitSettings(source, name, scope);
    }

    UnitSource source() {
        return source;
    }

    public List<String> also() {
        return settings.words("Install", "Also");
    }

    public boolean hasLinks() {
        return !settings.words("Install", "WantedBy").isEmpty()
                || !settings.words("Install", "RequiredBy").isEmpty()
                || !settings.words("Install", "Alias").isEmpty()
                || !settings.words("Install", "DefaultInstance").isEmpty();
    }

    /** Returns the name of the instance that enabling this template means, else the unit's own name. */
    public String instance() {
        String instance = settings.last("Install", "DefaultInstance", "");
        return UnitNameMangler.isTemplate(name) && !instance.isEmpty()
                ? name.replace("@.", "@" + instance + ".")
                : name;
    }

    /** Returns the links to make in a directory, with where they lead. */
    public Map<String, String> links(String directory, VersionWording wording) throws BusError {
        Map<String, String> links = new LinkedHashMap<>();
        for (String alias : settings.words("Install", "Alias")) {
            if (canBe(alias)) {
                links.put(directory + "/" + alias, source.path());
            }
        }
        pull(directory, "WantedBy", ".wants/", links, wording);
        pull(directory, "RequiredBy", ".requires/", links, wording);
        return links;
    }

    /** Complains about an alias that the unit cannot have; that does not keep its other links from being made. */
    public void requireAliases(VersionWording wording) throws BusError {
        for (String alias : settings.words("Install", "Alias")) {
            if (!canBe(alias) && wording.refusesTemplates()) {
                throw new BusError("InvalidArgs", wording.aliasRefused(name, alias));
            }
        }
    }

    private boolean canBe(String alias) {
        return !name.contains("@") || alias.contains("@");
    }

    private void pull(String directory, String key, String kind, Map<String, String> links, VersionWording wording)
            throws BusError {
        for (String target : settings.words("Install", key)) {
            if (UnitNameMangler.isTemplate(instance()) && !target.contains("@")) {
                if (!wording.refusesTemplates()) {
                    continue;
                }
                throw new BusError("InvalidArgs", wording.templateRefused(name, target));
            }
            links.put(directory + "/" + target + kind + instance(), source.path());
        }
    }
}

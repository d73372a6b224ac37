package io.github.servicehandler.testing;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Are the verbs that change links between unit files: enable, disable, reenable, mask, unmask. */
final class FileVerbs {

    private static final String NOT_MEANT_TO_BE_ENABLED = """
            The unit files have no installation config (WantedBy=, RequiredBy=, Also=,
            Alias= settings in the [Install] section, and DefaultInstance= for template
            units). This means they are not meant to be enabled using systemctl.
            \s
            Possible reasons for having this kind of units are:
            • A unit may be statically enabled by being symlinked from another unit's
              .wants/ or .requires/ directory.
            • A unit's purpose may be to act as a helper for some other unit which has
              a requirement dependency on it.
            • A unit may be started when needed via activation (socket, path, timer,
              D-Bus, udev, scripted systemctl call, ...).
            • In case of template units, the unit is meant to be enabled with some
              instance name specified.""";

    private final Call call;
    private final UnitStore store;
    private final String directory;
    private boolean carriesInstallInfo;

    private FileVerbs(Call call) {
        this.call = call;
        this.store = call.manager().store();
        Scope scope = call.manager().scope();
        this.directory = call.line().has("--runtime") ? scope.runtime : scope.config;
    }

    static void addTo(Map<String, Systemctl.Verb> verbs) {
        verbs.put("enable", call -> new FileVerbs(call).run(FileVerbs::enable, JobType.START));
        verbs.put("disable", call -> new FileVerbs(call).run(FileVerbs::disable, JobType.STOP));
        verbs.put("reenable", call -> new FileVerbs(call).run(FileVerbs::reenable, JobType.START));
        verbs.put("mask", call -> new FileVerbs(call).run(FileVerbs::mask, JobType.STOP));
        verbs.put("unmask", call -> new FileVerbs(call).run(FileVerbs::unmask, JobType.NOP));
    }

    private interface Change {
        void make(FileVerbs verbs, List<String> units) throws BusError;
    }

    private void run(Change change, JobType now) {
        List<String> units = call.names().stream().map(Names::complete).toList();
        try {
            change.make(this, units);
        } catch (BusError e) {
            call.reply().fail(1, "Failed to " + call.verb() + " unit: " + e.text());
            return;
        }
        if (!call.line().has("--no-reload")) {
            call.manager().reload();
        }
        if (call.line().has("--now") && now != JobType.NOP) {
            JobVerbs.run(call, units, now, now.word());
        }
    }

    private void enable(List<String> units) throws BusError {
        for (String unit : units) {
            requireUnmasked(unit);
        }
        for (String unit : withAlso(units)) {
            InstallSection install = new InstallSection(store, call.manager().scope(), store.canonical(unit));
            carriesInstallInfo |= install.hasLinks() || !install.also().isEmpty();
            for (Map.Entry<String, String> link : install.links(directory).entrySet()) {
                link(link.getKey(), link.getValue());
            }
        }
        if (!carriesInstallInfo && !call.quiet()) {
            NOT_MEANT_TO_BE_ENABLED.lines().forEach(call.reply()::err);
        }
    }

    private void requireUnmasked(String unit) throws BusError {
        Source source = store.read(store.canonical(unit));
        if (!source.exists()) {
            throw new BusError("NoSuchUnit", "Unit file " + unit + " does not exist.");
        }
        if (source.masked()) {
            throw new BusError("UnitMasked", "Unit file " + source.path() + " is masked.");
        }
    }

    private Set<String> withAlso(List<String> units) {
        Set<String> all = new LinkedHashSet<>();
        List<String> ahead = new ArrayList<>(units);
        while (!ahead.isEmpty()) {
            String unit = ahead.remove(0);
            if (all.add(unit)) {
                ahead.addAll(new InstallSection(store, call.manager().scope(), unit).also());
            }
        }
        return all;
    }

    private void disable(List<String> units) throws BusError {
        for (String unit : units) {
            Source source = store.read(unit);
            if (!source.exists()) {
                throw new BusError("NoSuchUnit", "Unit file " + unit + " does not exist.");
            }
            if (source.masked()) {
                call.reply().err("Unit " + source.path() + " is masked, ignoring.");
            }
        }
        for (String unit : withAlso(units)) {
            removeLinksTo(unit);
        }
    }

    private void removeLinksTo(String unit) {
        for (String file : List.copyOf(store.files().below(directory).keySet())) {
            FileTree.Entry entry = store.files().get(directory + "/" + file);
            if (entry == null || !entry.link() || entry.masks()) {
                continue;
            }
            String name = UnitStore.fileName(file);
            boolean instance = Names.isTemplate(unit)
                    && Names.isInstance(name)
                    && Names.template(name).equals(unit);
            boolean alias =
                    file.indexOf('/') < 0 && UnitStore.fileName(entry.text()).equals(unit);
            if (alias || (file.contains("/") && (name.equals(unit) || instance))) {
                remove(directory + "/" + file);
            }
        }
    }

    private void reenable(List<String> units) throws BusError {
        for (String unit : units) {
            requireUnmasked(unit);
        }
        disable(units);
        enable(units);
    }

    private void mask(List<String> units) throws BusError {
        for (String unit : units) {
            String path = directory + "/" + unit;
            FileTree.Entry entry = store.files().get(path);
            if (entry != null && entry.masks()) {
                continue;
            }
            if (entry != null) {
                throw new BusError("FileExists", "File " + path + " already exists.");
            }
            warnIfMissing(unit);
            link(path, "/dev/null");
        }
    }

    private void unmask(List<String> units) {
        for (String unit : units) {
            FileTree.Entry entry = store.files().get(directory + "/" + unit);
            if (entry != null && entry.link() && entry.masks()) {
                remove(directory + "/" + unit);
            } else {
                warnIfMissing(unit);
            }
        }
    }

    private void warnIfMissing(String unit) {
        if (!store.read(unit).exists()) {
            call.reply().err("Unit " + unit + " does not exist, proceeding anyway.");
        }
    }

    private void link(String path, String target) {
        FileTree.Entry entry = store.files().get(path);
        if (entry == null || !entry.text().equals(target)) {
            store.files().link(path, target);
            String quote = call.manager().version() >= 257 ? "'" : "";
            tell("Created symlink " + quote + path + quote + " → " + quote + target + quote + ".");
        }
    }

    private void remove(String path) {
        store.files().remove(path);
        String quote = call.manager().version() >= 257 ? "'" : call.manager().version() >= 250 ? "\"" : "";
        tell("Removed " + quote + path + quote + ".");
    }

    private void tell(String text) {
        if (!call.quiet()) {
            call.reply().err(text);
        }
    }
}

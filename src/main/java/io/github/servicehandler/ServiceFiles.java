package io.github.servicehandler;

import io.github.servicehandler.journal.ServiceFile;
import io.github.servicehandler.journal.ServiceFileText;
import io.github.servicehandler.unit.UnitName;
import java.util.ArrayList;
import java.util.List;

/**
 * A reader for the files of a unit: one command reads the unit's properties, and others run only for what these do not
 * contain.
 */
final class ServiceFiles {

    private static final List<String> OF_TEXT = List.of("LoadState", "FragmentPath", "DropInPaths");

    private final Manager manager;
    private final UnitName unit;

    ServiceFiles(Manager manager, UnitName unit) {
        this.manager = manager;
        this.unit = unit;
    }

    /** Returns the files by kind, each once. */
    List<ServiceFile> list() {
        UnitProperties properties = known(ServiceFileList.PROPERTIES);
        Surroundings surroundings = new Surroundings(manager);
        ServiceFileList files = new ServiceFileList(properties, surroundings);
        ServiceLogs logs = new ServiceLogs(properties, surroundings, unit);
        if (logs.areFiles()) {
            logs.paths(text(properties)).forEach(path -> files.add(ServiceFile.Kind.LOG_FILE, path));
        }
        return files.list(new FileAccess(manager));
    }

    /** Returns the text of the unit file and its drop-ins. */
    ServiceFileText text() {
        UnitProperties properties = known(OF_TEXT);
        if (properties.text("LoadState").equals("masked")) {
            throw notFound(unit + " is masked, so systemd does not read its file; unmask it first");
        }
        return text(properties);
    }

    private ServiceFileText text(UnitProperties properties) {
        List<String> paths = new ArrayList<>();
        paths.add(properties.text("FragmentPath"));
        paths.addAll(ShellWords.split(properties.text("DropInPaths")));
        paths.removeIf(String::isEmpty);
        return paths.isEmpty()
                ? new ServiceFileText(List.of())
                : manager.read(manager.systemctl().cat(unit), text -> CatParser.parse(text, paths));
    }

    private UnitProperties known(List<String> names) {
        UnitProperties properties = manager.properties(unit, names);
        if (properties.text("LoadState").equals("not-found")) {
            throw notFound("there is no unit " + unit + ": check the name, or run daemon-reload if its file is new");
        }
        return properties;
    }

    private UnitNotFoundException notFound(String message) {
        return new UnitNotFoundException(message, manager.systemctl().show(List.of(unit), OF_TEXT), null);
    }
}

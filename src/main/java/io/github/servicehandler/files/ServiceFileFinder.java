package io.github.servicehandler.files;

import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.command.UnitNotFoundException;
import io.github.servicehandler.internal.systemctl.ManagerClient;
import io.github.servicehandler.internal.text.QuotedWords;
import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.unit.UnitProperties;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A finder of the files of a unit. One command reads the unit's properties. Further commands run only for information
 * that the properties do not contain. Thread-safe.
 */
public final class ServiceFileFinder {

    private static final Logger log = LoggerFactory.getLogger(ServiceFileFinder.class.getPackageName());

    private static final List<String> TEXT_PROPERTIES = List.of("LoadState", "FragmentPath", "DropInPaths");

    private final ManagerClient client;
    private final UnitName unit;

    private ServiceFileFinder(ManagerClient client, UnitName unit) {
        this.client = client;
        this.unit = unit;
    }

    /**
     * Returns a finder for the files of one unit. Runs nothing.
     *
     * @param runner the runner of the commands
     * @param address the unit's manager
     * @param unit the unit
     * @param timeout how long each command may run; positive
     * @return the finder
     */
    public static ServiceFileFinder of(CommandRunner runner, ManagerAddress address, UnitName unit, Duration timeout) {
        return new ServiceFileFinder(new ManagerClient(address, runner, timeout), unit);
    }

    /**
     * Returns the files, ordered by kind. Each file occurs once per kind. A file whose path cannot be determined, or
     * that the locale of this JVM cannot represent, is left out with a warning in the log.
     *
     * @return the files and directories
     * @throws UnitNotFoundException if there is no such unit
     * @throws CommandException if the manager cannot be queried
     */
    public List<ServiceFile> list() {
        UnitProperties properties = requireUnit(ServiceFileCollector.PROPERTIES);
        ManagerDirectories directories = new ManagerDirectories(client);
        ServiceFileCollector files = new ServiceFileCollector(properties, directories);
        OutputFileFinder logs = new OutputFileFinder(properties, directories, new MachineIdentity(client), unit);
        if (logs.hasFiles()) {
            addLogs(files, logs, properties);
        }
        return files.list(new FileExistenceProbe(client));
    }

    private void addLogs(ServiceFileCollector files, OutputFileFinder logs, UnitProperties properties) {
        try {
            logs.paths(text(properties)).forEach(path -> files.add(ServiceFile.Kind.LOG_FILE, path));
        } catch (CommandException e) {
            // such as a unit file that only root may read
            log.warn(
                    "the log files of {} are not listed, because its unit file cannot be read: {}",
                    unit,
                    e.getMessage());
        }
    }

    /**
     * Returns the text of the unit file and its drop-ins. The unit may be a template.
     *
     * @return the text
     * @throws UnitNotFoundException if there is no such unit, or it is masked
     * @throws CommandException if the manager cannot be queried
     */
    public UnitFileText text() {
        if (unit.isTemplate()) {
            return client.read(client.commands().cat(unit), text -> CatOutputParser.parse(text, unit));
        }
        UnitProperties properties = requireUnit(TEXT_PROPERTIES);
        if (properties.text("LoadState").equals("masked")) {
            throw notFound(unit + " is masked, so systemd does not read its file; unmask it first");
        }
        return text(properties);
    }

    private UnitFileText text(UnitProperties properties) {
        List<String> paths = new ArrayList<>();
        paths.add(properties.text("FragmentPath"));
        paths.addAll(QuotedWords.split(properties.text("DropInPaths")));
        paths.removeIf(String::isEmpty);
        return paths.isEmpty()
                ? new UnitFileText(List.of())
                : client.read(client.commands().cat(unit), text -> CatOutputParser.parse(text, paths));
    }

    private UnitProperties requireUnit(List<String> names) {
        UnitProperties properties = client.properties(unit, names);
        if (properties.text("LoadState").equals("not-found")) {
            throw notFound("there is no unit " + unit + ": check the name, or run daemon-reload if its file is new");
        }
        return properties;
    }

    private UnitNotFoundException notFound(String message) {
        return new UnitNotFoundException(message, client.commands().show(List.of(unit), TEXT_PROPERTIES), null);
    }
}

package io.github.servicehandler.files;

import io.github.servicehandler.files.ServiceFile.Kind;
import io.github.servicehandler.internal.text.QuotedWords;
import io.github.servicehandler.internal.text.VisibleText;
import io.github.servicehandler.unit.UnitProperties;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files that a unit's properties name. */
final class ServiceFileCollector {

    private static final Logger log = LoggerFactory.getLogger(ServiceFileCollector.class.getPackageName());

    private static final List<String> COMMANDS = List.of(
            "ExecCondition",
            "ExecStartPre",
            "ExecStart",
            "ExecStartPost",
            "ExecReload",
            "ExecReloadPost",
            "ExecStop",
            "ExecStopPost");

    static final List<String> PROPERTIES = properties();

    private static final Pattern PROGRAM = Pattern.compile("\\{ path=(.*?) ; argv\\[\\]=.*", Pattern.DOTALL);
    private static final Pattern WILDCARD = Pattern.compile("[*?\\[]");
    private static final Pattern ENVIRONMENT_FILE = Pattern.compile("(.*) \\(ignore_errors=(yes|no)\\)");

    private final UnitProperties properties;
    private final ManagerDirectories directories;
    private final Map<Kind, Map<Path, Boolean>> optionalByPath = new EnumMap<>(Kind.class);

    ServiceFileCollector(UnitProperties properties, ManagerDirectories directories) {
        this.properties = properties;
        this.directories = directories;
        addUnitFiles();
        addEnvironmentFiles();
        addPrograms();
        addPathsOfProcesses();
        addDirectories();
    }

    private static List<String> properties() {
        List<String> all = new ArrayList<>(List.of(
                "Id",
                "LoadState",
                "FragmentPath",
                "DropInPaths",
                "SourcePath",
                "EnvironmentFiles",
                "WorkingDirectory",
                "RootDirectory",
                "RootImage",
                "User",
                "PIDFile",
                "RuntimeDirectory",
                "StateDirectory",
                "CacheDirectory",
                "LogsDirectory",
                "ConfigurationDirectory",
                "StandardOutput",
                "StandardError"));
        all.addAll(COMMANDS);
        return List.copyOf(all);
    }

    void add(Kind kind, String path) {
        add(kind, path, false);
    }

    private void add(Kind kind, String path, boolean optional) {
        if (path.isEmpty()) {
            return;
        }
        try {
            optionalByPath
                    .computeIfAbsent(kind, any -> new LinkedHashMap<>())
                    .merge(ReportedPath.of(path), optional, Boolean::logicalAnd);
        } catch (InvalidPathException e) {
            log.warn("{} \"{}\" is not listed: {}", kind, VisibleText.line(path), e.getReason());
        }
    }

    private void addUnitFiles() {
        add(Kind.UNIT_FILE, properties.text("FragmentPath"));
        QuotedWords.split(properties.text("DropInPaths")).forEach(path -> add(Kind.DROP_IN, path));
        add(Kind.SOURCE, properties.text("SourcePath"));
    }

    private void addEnvironmentFiles() {
        for (String value : properties.all("EnvironmentFiles")) {
            Matcher matcher = ENVIRONMENT_FILE.matcher(value);
            if (matcher.matches()) {
                add(Kind.ENVIRONMENT_FILE, matcher.group(1), matcher.group(2).equals("yes"));
            }
        }
    }

    private void addPrograms() {
        for (String property : COMMANDS) {
            for (String value : properties.all(property)) {
                Matcher matcher = PROGRAM.matcher(value);
                if (matcher.matches()) {
                    addInRoot(Kind.EXECUTABLE, matcher.group(1), false);
                }
            }
        }
    }

    private void addPathsOfProcesses() {
        add(Kind.ROOT_DIRECTORY, properties.text("RootDirectory"));
        String directory = properties.text("WorkingDirectory");
        boolean optional = directory.startsWith("!");
        String path = optional ? directory.substring(1) : directory;
        if (path.equals("~")) {
            home().ifPresent(home -> addInRoot(Kind.WORKING_DIRECTORY, home, optional));
        } else {
            addInRoot(Kind.WORKING_DIRECTORY, path, optional);
        }
        add(Kind.PID_FILE, properties.text("PIDFile"));
    }

    /** Returns the home directory of the service's user; empty if that is not the manager's own user. */
    private Optional<String> home() {
        String user = properties.text("User");
        return user.isEmpty() || Optional.of(user).equals(directories.user()) ? directories.home() : Optional.empty();
    }

    /** Adds a path below the root directory. A path inside an image does not exist outside it and is left out. */
    private void addInRoot(Kind kind, String path, boolean optional) {
        String root = properties.text("RootDirectory");
        if (properties.text("RootImage").isEmpty()) {
            add(kind, path.startsWith("/") && !root.equals("/") ? root + path : path, optional);
        }
    }

    private void addDirectories() {
        addBelow(Kind.RUNTIME_DIRECTORY, "RuntimeDirectory", ManagerDirectories::runtime);
        addBelow(Kind.STATE_DIRECTORY, "StateDirectory", ManagerDirectories::state);
        addBelow(Kind.CACHE_DIRECTORY, "CacheDirectory", ManagerDirectories::cache);
        addBelow(Kind.LOGS_DIRECTORY, "LogsDirectory", ManagerDirectories::logs);
        addBelow(Kind.CONFIGURATION_DIRECTORY, "ConfigurationDirectory", ManagerDirectories::configuration);
    }

    /** One of the directories of {@link ManagerDirectories}. */
    @FunctionalInterface
    private interface BaseDirectory {
        Optional<String> of(ManagerDirectories directories);
    }

    private void addBelow(Kind kind, String property, BaseDirectory base) {
        for (String name : QuotedWords.split(properties.text(property))) {
            base.of(directories).ifPresent(directory -> add(kind, directory + "/" + name));
        }
    }

    /** Returns whether a path is a pattern: see EnvironmentFile= in systemd.exec(5). Other settings have none. */
    private static boolean isPattern(Kind kind, Path path) {
        return kind == Kind.ENVIRONMENT_FILE
                && WILDCARD.matcher(path.toString()).find();
    }

    /** Returns all added files, by kind, each path once. */
    List<ServiceFile> list(FileExistenceProbe access) {
        List<Path> paths = optionalByPath.entrySet().stream()
                .flatMap(entry -> entry.getValue().keySet().stream().filter(path -> !isPattern(entry.getKey(), path)))
                .distinct()
                .toList();
        Map<Path, ServiceFile.Access> found = access.of(paths);
        List<ServiceFile> files = new ArrayList<>();
        optionalByPath.forEach((kind, pathsToOptional) -> pathsToOptional.forEach((path, optional) -> files.add(
                new ServiceFile(kind, path, found.getOrDefault(path, ServiceFile.Access.UNKNOWN), optional))));
        files.sort(Comparator.comparing(ServiceFile::kind));
        return List.copyOf(files);
    }
}

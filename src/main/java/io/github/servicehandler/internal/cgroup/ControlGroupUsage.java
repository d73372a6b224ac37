package io.github.servicehandler.internal.cgroup;

import io.github.servicehandler.ServiceStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The resource usage of services of this machine, read from their control groups without a process and without the
 * manager. A group is found by the main process of the service, and cached as long as the service has that process.
 * Thread-safe.
 */
public final class ControlGroupUsage {

    private final Path processes;
    private final Path hierarchies;
    private final Map<String, Found> found = new ConcurrentHashMap<>();

    private record Found(long mainPid, ControlGroup group) {}

    /** The resource to read. */
    @FunctionalInterface
    public interface Meter {
        OptionalLong read(ControlGroup group) throws IOException;
    }

    /**
     * @param processes the directory of proc(5)
     * @param hierarchies the directory of the control groups
     */
    ControlGroupUsage(Path processes, Path hierarchies) {
        this.processes = processes;
        this.hierarchies = hierarchies;
    }

    public static ControlGroupUsage ofThisMachine() {
        return new ControlGroupUsage(Path.of("/proc"), Path.of("/sys/fs/cgroup"));
    }

    /** Returns the usage of a service; empty if it cannot be read here, for example without a main process. */
    public OptionalLong read(ServiceStatus status, Meter meter) {
        try {
            Optional<ControlGroup> group = groupOf(status);
            return group.isPresent() ? meter.read(group.get()) : OptionalLong.empty();
        } catch (IOException | UncheckedIOException e) {
            // the process has ended, or this program may not read the files
            found.remove(status.id());
            return OptionalLong.empty();
        }
    }

    private Optional<ControlGroup> groupOf(ServiceStatus status) throws IOException {
        if (status.mainPid().isEmpty()) {
            return Optional.empty();
        }
        long mainPid = status.mainPid().getAsLong();
        Found last = found.get(status.id());
        if (last != null && last.mainPid() == mainPid) {
            return Optional.of(last.group());
        }
        Optional<ControlGroup> group =
                path(status.id(), mainPid).map(path -> new ControlGroup(hierarchies, path, processes));
        group.ifPresent(known -> found.put(status.id(), new Found(mainPid, known)));
        return group;
    }

    /**
     * Returns the path of the group of the unit; empty if the process belongs to something else here, since the same
     * number may be another process in another pid namespace.
     */
    private Optional<String> path(String unit, long pid) throws IOException {
        String entries = Files.readString(processes.resolve(Long.toString(pid)).resolve("cgroup"));
        return entries.lines()
                .filter(entry -> entry.startsWith("0::/") || entry.contains(":name=systemd:/"))
                .map(entry -> entry.substring(entry.indexOf(":/") + 1) + "/")
                .filter(path -> path.contains("/" + unit + "/"))
                .map(path -> path.substring(1, path.indexOf("/" + unit + "/") + 1 + unit.length()))
                .findFirst();
    }
}

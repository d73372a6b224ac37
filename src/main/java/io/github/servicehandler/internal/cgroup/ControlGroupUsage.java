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
 * Resource usage of services of this machine, read from their control groups, without a process and without work for
 * the manager. A group is found through the service's main process, and is remembered while that process remains the
 * main process. Thread-safe.
 */
public final class ControlGroupUsage {

    private final Path processes;
    private final Path hierarchies;
    private final Map<String, KnownGroup> knownGroups = new ConcurrentHashMap<>();

    /** The group of a service, with the main process through which it was found. */
    private record KnownGroup(long mainPid, ControlGroup group) {}

    /** A value to read from a control group. */
    @FunctionalInterface
    public interface Meter {
        OptionalLong read(ControlGroup group) throws IOException;
    }

    /**
     * Creates a reader.
     *
     * @param processes the directory of proc(5)
     * @param hierarchies the directory of the control groups
     */
    ControlGroupUsage(Path processes, Path hierarchies) {
        this.processes = processes;
        this.hierarchies = hierarchies;
    }

    /** Returns the usage on this machine. */
    public static ControlGroupUsage ofThisMachine() {
        return new ControlGroupUsage(Path.of("/proc"), Path.of("/sys/fs/cgroup"));
    }

    /**
     * Returns a value of a service's control group; empty if the group is not visible here, or the service has no main
     * process.
     */
    public OptionalLong read(ServiceStatus status, Meter meter) {
        try {
            Optional<ControlGroup> group = groupOf(status);
            return group.isPresent() ? meter.read(group.get()) : OptionalLong.empty();
        } catch (IOException | UncheckedIOException e) {
            // the process has ended meanwhile, or this user may not read its files
            knownGroups.remove(status.id());
            return OptionalLong.empty();
        }
    }

    private Optional<ControlGroup> groupOf(ServiceStatus status) throws IOException {
        if (status.mainPid().isEmpty()) {
            return Optional.empty();
        }
        long mainPid = status.mainPid().getAsLong();
        KnownGroup last = knownGroups.get(status.id());
        if (last != null && last.mainPid() == mainPid) {
            return Optional.of(last.group());
        }
        Optional<ControlGroup> group =
                path(status.id(), mainPid).map(path -> new ControlGroup(hierarchies, path, processes));
        group.ifPresent(present -> knownGroups.put(status.id(), new KnownGroup(mainPid, present)));
        return group;
    }

    /**
     * Returns the path of the unit's group; empty if the process belongs to another unit here, as a process id of
     * another pid namespace may.
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

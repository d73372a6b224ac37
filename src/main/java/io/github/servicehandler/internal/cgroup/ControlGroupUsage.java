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
 * Reads what services of this machine use from their control groups: that costs neither a process nor the manager
 * anything. A group is found by the service's main process, and remembered for as long as it has that one. Thread-safe.
 */
public final class ControlGroupUsage {

    private final Path processes;
    private final Path hierarchies;
    private final Map<String, Found> found = new ConcurrentHashMap<>();

    private record Found(long mainPid, ControlGroup group) {}

    /** Says what to read. */
    @FunctionalInterface
    public interface Meter {
        OptionalLong read(ControlGroup group) throws IOException;
    }

    /**
     * @param processes where proc(5) is
     * @param hierarchies where control groups are
     */
    ControlGroupUsage(Path processes, Path hierarchies) {
        this.processes = processes;
        this.hierarchies = hierarchies;
    }

    public static ControlGroupUsage ofThisMachine() {
        return new ControlGroupUsage(Path.of("/proc"), Path.of("/sys/fs/cgroup"));
    }

    /** Returns what a service uses; empty if that cannot be seen from here, as of one without a main process. */
    public OptionalLong read(ServiceStatus status, Meter meter) {
        try {
            Optional<ControlGroup> group = groupOf(status);
            return group.isPresent() ? meter.read(group.get()) : OptionalLong.empty();
        } catch (IOException | UncheckedIOException e) {
            // it has ended meanwhile, or is not ours to see
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
     * Returns the path of the unit's group; empty if that process is another's here: a number of another pid namespace
     * may be anybody's.
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

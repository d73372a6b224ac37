package io.github.servicehandler.watchdog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what the processes of a service's control group use, where systemd keeps no account of it: for a user manager to which memory and
 * pids are not delegated, or a kernel without these controllers. Shared memory counts once for each process; the page cache, which
 * {@code MemoryCurrent} has in it, does not count. See proc(5) and cgroups(7). Immutable and thread-safe.
 */
final class CgroupUsage {

    private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB$");
    private static final Pattern THREADS = Pattern.compile("(?m)^Threads:\\s+(\\d+)$");
    private static final long KIB = 1024;

    /** A directory has two links, and one more from each directory in it. */
    private static final Integer LINKS_OF_A_LEAF = 2;

    private final Path processes;
    private final List<Path> hierarchies;

    /**
     * @param processes where proc(5) is
     * @param hierarchies where control groups are, of version 2 first
     */
    CgroupUsage(Path processes, List<Path> hierarchies) {
        this.processes = processes;
        this.hierarchies = List.copyOf(hierarchies);
    }

    static CgroupUsage ofThisMachine() {
        Path root = Path.of("/sys/fs/cgroup");
        return new CgroupUsage(Path.of("/proc"), List.of(root, root.resolve("unified"), root.resolve("systemd")));
    }

    /** Returns how many bytes of memory a service's processes hold; empty if that cannot be seen from here. */
    OptionalLong memory(String unit, OptionalLong mainPid) throws IOException {
        OptionalLong kib = sum(unit, mainPid, RESIDENT);
        return kib.isEmpty() ? kib : OptionalLong.of(kib.getAsLong() * KIB);
    }

    /** Returns how many processes and threads a service has; empty if that cannot be seen from here. */
    OptionalLong tasks(String unit, OptionalLong mainPid) throws IOException {
        return sum(unit, mainPid, THREADS);
    }

    private OptionalLong sum(String unit, OptionalLong mainPid, Pattern line) throws IOException {
        if (mainPid.isEmpty()) {
            return OptionalLong.empty();
        }
        String path = read(mainPid.getAsLong(), "cgroup")
                .lines()
                .filter(entry -> entry.startsWith("0::/") || entry.contains(":name=systemd:/"))
                .map(entry -> entry.substring(entry.indexOf(":/") + 1) + "/")
                .filter(group -> group.contains("/" + unit + "/"))
                .findFirst()
                .orElse("");
        // a number of another pid namespace may be anybody's here
        return path.isEmpty()
                ? OptionalLong.empty()
                : sumOf(path.substring(1, path.indexOf("/" + unit + "/") + unit.length() + 1), line);
    }

    private OptionalLong sumOf(String group, Pattern line) throws IOException {
        for (Path hierarchy : hierarchies) {
            Path directory = hierarchy.resolve(group);
            if (Files.exists(directory.resolve("cgroup.procs"))) {
                long sum = 0;
                for (Path members : groupsBelow(directory)) {
                    sum += sum(members, line);
                }
                return OptionalLong.of(sum);
            }
        }
        return OptionalLong.empty();
    }

    private static List<Path> groupsBelow(Path directory) throws IOException {
        if (Files.getAttribute(directory, "unix:nlink").equals(LINKS_OF_A_LEAF)) {
            // to walk through one looks at each of its many files
            return List.of(directory.resolve("cgroup.procs"));
        }
        try (var files = Files.walk(directory)) {
            return files.filter(file -> file.endsWith("cgroup.procs")).toList();
        }
    }

    private long sum(Path members, Pattern line) throws IOException {
        long sum = 0;
        for (String pid : Files.readAllLines(members)) {
            Matcher matcher = line.matcher(read(Long.parseLong(pid), "status"));
            sum += matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
        }
        return sum;
    }

    private String read(long pid, String file) throws IOException {
        try {
            return Files.readString(processes.resolve(Long.toString(pid)).resolve(file));
        } catch (NoSuchFileException e) {
            // it has ended meanwhile
            return "";
        }
    }
}

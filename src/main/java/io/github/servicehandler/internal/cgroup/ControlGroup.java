package io.github.servicehandler.internal.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The resource usage of a control group, read from the same files as systemd reads. If the kernel does not account for
 * a resource, for example in a user manager to which memory and pids are not delegated, the usage of the processes is
 * summed up. Shared memory then counts once for each process, and the page cache does not count. See cgroups(7) and
 * proc(5). Immutable and thread-safe.
 */
public final class ControlGroup {

    private static final Pattern NUMBER = Pattern.compile("^(\\d+)\\n?$");
    private static final Pattern MICROS = Pattern.compile("(?m)^usage_usec (\\d+)$");
    private static final long NANOS_PER_MICRO = 1000;

    private static final List<Place> MEMORY = List.of(
            new Place("", "memory.current", NUMBER, 1), new Place("memory", "memory.usage_in_bytes", NUMBER, 1));
    private static final List<Place> TASKS =
            List.of(new Place("", "pids.current", NUMBER, 1), new Place("pids", "pids.current", NUMBER, 1));
    private static final List<Place> CPU = List.of(
            new Place("", "cpu.stat", MICROS, NANOS_PER_MICRO),
            new Place("unified", "cpu.stat", MICROS, NANOS_PER_MICRO),
            new Place("cpuacct", "cpuacct.usage", NUMBER, 1));
    private static final List<String> WITH_PROCESSES = List.of("", "unified", "systemd");

    private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB$");
    private static final Pattern THREADS = Pattern.compile("(?m)^Threads:\\s+(\\d+)$");
    private static final long KIB = 1024;

    /** The number of links of a directory without subdirectories. Each subdirectory adds one. */
    private static final Integer LINKS_OF_A_LEAF = 2;

    private final Path processes;
    private final Optional<Account> memory;
    private final Optional<Account> tasks;
    private final Optional<Account> cpu;
    private final Optional<Path> directory;

    /**
     * A place where a usage may be found: the hierarchy, which is empty for version 2 alone, the file, the pattern of
     * the number in it, and the factor to the unit that is returned.
     */
    private record Place(String hierarchy, String file, Pattern number, long factor) {}

    private record Account(Path file, Pattern number, long factor) {

        OptionalLong read() throws IOException {
            Matcher matcher = number.matcher(Files.readString(file));
            return matcher.find() ? OptionalLong.of(Long.parseLong(matcher.group(1)) * factor) : OptionalLong.empty();
        }
    }

    /**
     * @param hierarchies the directory of the control groups
     * @param group the relative path of the group in each hierarchy
     * @param processes the directory of proc(5)
     */
    ControlGroup(Path hierarchies, String group, Path processes) {
        this.processes = processes;
        this.memory = account(hierarchies, group, MEMORY);
        this.tasks = account(hierarchies, group, TASKS);
        this.cpu = account(hierarchies, group, CPU);
        this.directory = WITH_PROCESSES.stream()
                .map(hierarchy -> hierarchies.resolve(hierarchy).resolve(group))
                .filter(path -> Files.exists(members(path)))
                .findFirst();
    }

    private static Optional<Account> account(Path hierarchies, String group, List<Place> places) {
        return places.stream()
                .map(place -> new Account(
                        hierarchies.resolve(place.hierarchy()).resolve(group).resolve(place.file()),
                        place.number(),
                        place.factor()))
                .filter(account -> Files.exists(account.file()))
                .findFirst();
    }

    private static Path members(Path directory) {
        return directory.resolve("cgroup.procs");
    }

    /** Returns the memory in use, in bytes; empty if it cannot be read here. */
    public OptionalLong memory() throws IOException {
        return memory.isPresent() ? memory.get().read() : sum(RESIDENT, KIB);
    }

    /** Returns the number of processes and threads; empty if it cannot be read here. */
    public OptionalLong tasks() throws IOException {
        return tasks.isPresent() ? tasks.get().read() : sum(THREADS, 1);
    }

    /** Returns the CPU time used since the group was created, in nanoseconds; empty if it cannot be read here. */
    public OptionalLong cpu() throws IOException {
        return cpu.isPresent() ? cpu.get().read() : OptionalLong.empty();
    }

    private OptionalLong sum(Pattern line, long factor) throws IOException {
        if (directory.isEmpty()) {
            return OptionalLong.empty();
        }
        long sum = 0;
        for (Path members : membersBelow(directory.get())) {
            sum += sumOf(members, line);
        }
        return OptionalLong.of(sum * factor);
    }

    private static List<Path> membersBelow(Path directory) throws IOException {
        if (Files.getAttribute(directory, "unix:nlink").equals(LINKS_OF_A_LEAF)) {
            // a walk would look at each of the many files
            return List.of(members(directory));
        }
        try (var files = Files.walk(directory)) {
            return files.filter(file -> file.endsWith("cgroup.procs")).toList();
        }
    }

    private long sumOf(Path members, Pattern line) throws IOException {
        long sum = 0;
        for (String pid : Files.readString(members).lines().toList()) {
            Matcher matcher = line.matcher(status(pid));
            sum += matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
        }
        return sum;
    }

    private String status(String pid) throws IOException {
        try {
            return Files.readString(processes.resolve(pid).resolve("status"));
        } catch (NoSuchFileException e) {
            // the process has ended
            return "";
        }
    }
}

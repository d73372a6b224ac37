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
 * Reads what the processes of a control group use, where systemd reads it too. Where the kernel keeps no account of it,
 * as for a user manager to which memory and pids are not delegated, the group's processes are added up: shared memory
 * counts once for each of them then, and the page cache does not count. See cgroups(7) and proc(5). Immutable and
 * thread-safe.
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

    /** A directory has two links, and one more from each directory in it. */
    private static final Integer LINKS_OF_A_LEAF = 2;

    private final Path processes;
    private final Optional<Account> memory;
    private final Optional<Account> tasks;
    private final Optional<Account> cpu;
    private final Optional<Path> directory;

    /**
     * Is where there may be an account: in which hierarchy, the first being version 2 alone, in which file, and how it
     * is written there.
     */
    private record Place(String hierarchy, String file, Pattern number, long factor) {}

    private record Account(Path file, Pattern number, long factor) {

        OptionalLong read() throws IOException {
            Matcher matcher = number.matcher(Files.readString(file));
            return matcher.find() ? OptionalLong.of(Long.parseLong(matcher.group(1)) * factor) : OptionalLong.empty();
        }
    }

    /**
     * @param hierarchies where control groups are
     * @param group the group's path in each hierarchy, not absolute
     * @param processes where proc(5) is
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

    /** Returns the bytes of memory in use; empty if that cannot be seen from here. */
    public OptionalLong memory() throws IOException {
        return memory.isPresent() ? memory.get().read() : sum(RESIDENT, KIB);
    }

    /** Returns how many processes and threads there are; empty if that cannot be seen from here. */
    public OptionalLong tasks() throws IOException {
        return tasks.isPresent() ? tasks.get().read() : sum(THREADS, 1);
    }

    /** Returns the nanoseconds of CPU time used since the group was made; empty if that cannot be seen from here. */
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
            // to walk through one looks at each of its many files
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
            // it has ended meanwhile
            return "";
        }
    }
}

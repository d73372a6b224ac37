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
 * Resource usage of the processes of a control group, read from the files that systemd reads, too. If the kernel keeps
 * no account, as for a user manager to which memory and pids are not delegated, the usage is the sum over the group's
 * processes: it then counts shared memory once for each process and leaves out the page cache. See cgroups(7) and
 * proc(5). Immutable and thread-safe.
 */
public final class ControlGroup {

    private static final Pattern NUMBER = Pattern.compile("^(\\d+)\\n?$");
    private static final Pattern MICROS = Pattern.compile("(?m)^usage_usec (\\d+)$");
    private static final long NANOS_PER_MICRO = 1000;

    private static final List<AccountFile> MEMORY = List.of(
            new AccountFile("", "memory.current", NUMBER, 1),
            new AccountFile("memory", "memory.usage_in_bytes", NUMBER, 1));
    private static final List<AccountFile> TASKS =
            List.of(new AccountFile("", "pids.current", NUMBER, 1), new AccountFile("pids", "pids.current", NUMBER, 1));
    private static final List<AccountFile> CPU = List.of(
            new AccountFile("", "cpu.stat", MICROS, NANOS_PER_MICRO),
            new AccountFile("unified", "cpu.stat", MICROS, NANOS_PER_MICRO),
            new AccountFile("cpuacct", "cpuacct.usage", NUMBER, 1));
    private static final List<String> PROCESS_HIERARCHIES = List.of("", "unified", "systemd");

    private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB$");
    private static final Pattern THREADS = Pattern.compile("(?m)^Threads:\\s+(\\d+)$");
    private static final long KIB = 1024;

    /** A directory has two links, and one more from each directory in it. */
    private static final Integer LEAF_LINKS = 2;

    private final Path processes;
    private final Optional<Account> memory;
    private final Optional<Account> tasks;
    private final Optional<Account> cpu;
    private final Optional<Path> directory;

    /**
     * A file in which the kernel may keep an account of the group.
     *
     * @param hierarchy the hierarchy below the mount point; empty where version 2 is mounted alone
     * @param file the name of the file in the group's directory
     * @param number the pattern of the number in the file
     * @param factor the unit of the number
     */
    private record AccountFile(String hierarchy, String file, Pattern number, long factor) {}

    /** An account that exists for this group. */
    private record Account(Path file, Pattern number, long factor) {

        OptionalLong read() throws IOException {
            Matcher matcher = number.matcher(Files.readString(file));
            return matcher.find() ? OptionalLong.of(Long.parseLong(matcher.group(1)) * factor) : OptionalLong.empty();
        }
    }

    /**
     * Finds the accounts of a group.
     *
     * @param hierarchies the directory of the control groups
     * @param group the group's path in each hierarchy, relative
     * @param processes the directory of proc(5)
     */
    ControlGroup(Path hierarchies, String group, Path processes) {
        this.processes = processes;
        this.memory = account(hierarchies, group, MEMORY);
        this.tasks = account(hierarchies, group, TASKS);
        this.cpu = account(hierarchies, group, CPU);
        this.directory = PROCESS_HIERARCHIES.stream()
                .map(hierarchy -> hierarchies.resolve(hierarchy).resolve(group))
                .filter(path -> Files.exists(processesFile(path)))
                .findFirst();
    }

    private static Optional<Account> account(Path hierarchies, String group, List<AccountFile> accountFiles) {
        return accountFiles.stream()
                .map(accountFile -> new Account(
                        hierarchies
                                .resolve(accountFile.hierarchy())
                                .resolve(group)
                                .resolve(accountFile.file()),
                        accountFile.number(),
                        accountFile.factor()))
                .filter(account -> Files.exists(account.file()))
                .findFirst();
    }

    private static Path processesFile(Path directory) {
        return directory.resolve("cgroup.procs");
    }

    /** Returns the bytes of memory in use; empty if the account is not visible here. */
    public OptionalLong memory() throws IOException {
        return memory.isPresent() ? memory.get().read() : sum(RESIDENT, KIB);
    }

    /** Returns the number of processes and threads; empty if the account is not visible here. */
    public OptionalLong tasks() throws IOException {
        return tasks.isPresent() ? tasks.get().read() : sum(THREADS, 1);
    }

    /**
     * Returns the nanoseconds of CPU time used since the group was created; empty if the account is not visible here.
     */
    public OptionalLong cpu() throws IOException {
        return cpu.isPresent() ? cpu.get().read() : OptionalLong.empty();
    }

    private OptionalLong sum(Pattern line, long factor) throws IOException {
        if (directory.isEmpty()) {
            return OptionalLong.empty();
        }
        long sum = 0;
        for (Path file : processesFilesBelow(directory.get())) {
            sum += sumOf(file, line);
        }
        return OptionalLong.of(sum * factor);
    }

    private static List<Path> processesFilesBelow(Path directory) throws IOException {
        if (Files.getAttribute(directory, "unix:nlink").equals(LEAF_LINKS)) {
            // a walk would look at each of the many files in the directory
            return List.of(processesFile(directory));
        }
        try (var files = Files.walk(directory)) {
            return files.filter(file -> file.endsWith("cgroup.procs")).toList();
        }
    }

    private long sumOf(Path file, Pattern line) throws IOException {
        long sum = 0;
        for (String pid : Files.readString(file).lines().toList()) {
            Matcher matcher = line.matcher(status(pid));
            sum += matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
        }
        return sum;
    }

    private String status(String pid) throws IOException {
        try {
            return Files.readString(processes.resolve(pid).resolve("status"));
        } catch (NoSuchFileException e) {
            // the process has ended meanwhile
            return "";
        }
    }
}

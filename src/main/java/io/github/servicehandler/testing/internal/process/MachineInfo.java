package io.github.servicehandler.testing.internal.process;

import io.github.servicehandler.testing.internal.files.ShellGlob;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The machine as units see it: files, programs, conditions, and the numbers and ids that it assigns. */
public final class MachineInfo {

    private static final String KERNEL = "6.1";
    private static final Pattern COMPARISON = Pattern.compile("(<=|>=|!=|<|>|=)?\\s*([0-9]+)(?:\\.([0-9]+))?.*");
    private static final Set<String> FILES = Set.of("/bin/sh", "/dev/null", "/etc/passwd");

    private final Set<String> paths = new TreeSet<>(Set.of("/", "/etc", "/usr", "/bin", "/tmp"));
    private final ProgramRegistry programs = new ProgramRegistry();

    public MachineInfo() {
        paths.addAll(FILES);
    }

    private int lastPid = 1000;
    private long lastId;

    public int nextPid() {
        return ++lastPid;
    }

    /** Returns a unique id of 32 hexadecimal digits. */
    public String nextId() {
        return String.format("%016x%016x", ++lastId * 0x9e3779b97f4a7c15L, lastId);
    }

    /**
     * Returns a name for a transient unit that was created without one.
     *
     * @param version the version of systemd, which determines the form of the name
     */
    public String nextRunName(int version) {
        return version < 257 ? "run-r" + nextId() : "run-p" + nextPid() + "-i" + ++lastId;
    }

    public ProgramRegistry programs() {
        return programs;
    }

    public void addPath(String path) {
        paths.add(path);
    }

    public void removePath(String path) {
        paths.remove(path);
    }

    /**
     * Returns whether a program, directory or file that a service needs is missing. The fake has no real disk, so it
     * treats all paths as present except those that start with {@code /nonexistent}.
     */
    public static boolean isMissing(String path) {
        return path.startsWith("/nonexistent");
    }

    /**
     * Returns whether a condition is met.
     *
     * @param kind the name of the condition without {@code Condition} or {@code Assert}, such as {@code PathExists}
     */
    public boolean meetsCondition(String kind, String value) {
        return switch (kind) {
            case "PathIsDirectory" -> paths.contains(value) && !FILES.contains(value);
            case "PathExists", "PathIsReadWrite", "FileNotEmpty", "FileIsExecutable", "DirectoryNotEmpty" ->
                paths.contains(value);
            case "PathExistsGlob" -> paths.stream().anyMatch(ShellGlob.of(value)::matches);
            case "PathIsSymbolicLink", "PathIsMountPoint", "NeedsUpdate", "FirstBoot", "ACPower", "Security" -> false;
            case "User" -> value.equals("user") || value.equals("1000");
            case "KernelVersion" -> meetsKernel(value);
            case "Host" -> value.equals("fake");
            case "Virtualization" -> value.equals("no") || value.equals("false");
            // an unknown condition counts as met, so that a real unit file starts
            default -> true;
        };
    }

    /** Compares the kernel's version with a version of one or two numbers; any other text counts as met. */
    private static boolean meetsKernel(String value) {
        Matcher comparison = COMPARISON.matcher(value);
        if (!comparison.matches()) {
            return true;
        }
        int order = Integer.compare(number(KERNEL), number(comparison.group(2) + "." + orZero(comparison.group(3))));
        return switch (orEquals(comparison.group(1))) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            case ">=" -> order >= 0;
            case "!=" -> order != 0;
            default -> order == 0;
        };
    }

    private static int number(String version) {
        String[] parts = version.split("\\.", 2);
        return Integer.parseInt(parts[0]) * 1000 + Integer.parseInt(parts[1]);
    }

    private static String orZero(@Nullable String text) {
        return text == null ? "0" : text;
    }

    private static String orEquals(@Nullable String text) {
        return text == null ? "=" : text;
    }
}

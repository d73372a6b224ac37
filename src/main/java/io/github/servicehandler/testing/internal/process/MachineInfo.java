package io.github.servicehandler.testing.internal.process;

import io.github.servicehandler.testing.internal.files.ShellGlob;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Is what units can find out about the machine around them. */
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

    /** Returns 32 hexadecimal digits, never the same again. */
    public String nextId() {
        return String.format("%016x%016x", ++lastId * 0x9e3779b97f4a7c15L, lastId);
    }

    /** Returns a name for a unit to which nobody gave one. */
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
     * Tells whether a path is known to be missing, as a program, directory or file that a service needs. The fake's
     * disk is empty, so all others it takes for present.
     */
    public static boolean lacks(String path) {
        return path.startsWith("/nonexistent");
    }

    /** Tells whether a condition such as {@code PathExists} is met. */
    public boolean meets(String kind, String value) {
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
            // what the fake does not know, it lets pass, so that a real unit file starts
            default -> true;
        };
    }

    /** Understands comparisons with a version of one or two numbers; all else it lets pass. */
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

package io.github.servicehandler.testing;

import java.util.Set;
import java.util.TreeSet;

/** Is what units can find out about the machine around them. */
final class Machine {

    private final Set<String> paths =
            new TreeSet<>(Set.of("/", "/etc", "/usr", "/bin", "/bin/sh", "/tmp", "/dev/null"));
    private final Programs programs = new Programs();

    private int lastPid = 1000;
    private long lastId;

    int nextPid() {
        return ++lastPid;
    }

    /** Returns 32 hexadecimal digits, never the same again. */
    String nextId() {
        return String.format("%016x%016x", ++lastId * 0x9e3779b97f4a7c15L, lastId);
    }

    Programs programs() {
        return programs;
    }

    void addPath(String path) {
        paths.add(path);
    }

    void removePath(String path) {
        paths.remove(path);
    }

    /** Tells whether a condition such as {@code PathExists} is met. */
    boolean meets(String kind, String value) {
        return switch (kind) {
            case "PathExists",
                    "PathIsDirectory",
                    "PathIsReadWrite",
                    "FileNotEmpty",
                    "FileIsExecutable",
                    "DirectoryNotEmpty" -> paths.contains(value);
            case "PathExistsGlob" -> paths.stream().anyMatch(Glob.of(value)::matches);
            case "PathIsSymbolicLink", "PathIsMountPoint", "NeedsUpdate", "FirstBoot", "ACPower", "Security" -> false;
            case "User" -> value.equals("user") || value.equals("1000");
            case "Host" -> value.equals("fake");
            case "Virtualization" -> value.equals("no") || value.equals("false");
            // what the fake does not know, it lets pass, so that a real unit file starts
            default -> true;
        };
    }
}

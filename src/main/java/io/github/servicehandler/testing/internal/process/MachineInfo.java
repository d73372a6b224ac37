package io.github.servicehandler.testing.internal.process;

import io.github.servicehandler.testing.internal.files.ManagerScope;
import java.util.Set;
import java.util.TreeSet;

/** The machine as units see it: files, programs, conditions, and the numbers and ids that it assigns. */
public final class MachineInfo {

    private final Set<String> paths = new TreeSet<>(MachineConditions.DIRECTORIES);
    private final MachineConditions conditions = new MachineConditions(paths);
    private final ProgramRegistry programs = new ProgramRegistry();

    public MachineInfo() {
        paths.addAll(MachineConditions.FILES);
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
    public boolean meetsCondition(String kind, String value, ManagerScope scope) {
        return conditions.isMet(kind, value, scope);
    }

    /** Returns whether a condition's value is an absolute path where systemd requires one; it ignores other values. */
    public static boolean isValidCondition(String kind, String value) {
        return !MachineConditions.needsAbsolutePath(kind) || value.startsWith("/");
    }

    public boolean exists(String path) {
        return paths.contains(path);
    }
}

package io.github.servicehandler.testing.internal.process;

import io.github.servicehandler.internal.settings.SettingValues;
import io.github.servicehandler.testing.internal.files.ManagerScope;
import io.github.servicehandler.testing.internal.files.ShellGlob;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The checks of {@code Condition…=} and {@code Assert…=} settings against the fake's machine: Debian on a physical
 * x86-64 computer on mains power, with paths that a test may add.
 */
final class MachineConditions {

    private static final String KERNEL = "6.1";
    private static final Pattern COMPARISON = Pattern.compile("(<=|>=|!=|<|>|=)?\\s*([0-9]+)(?:\\.([0-9]+))?.*");
    private static final Set<String> EXECUTABLES = Set.of("/bin/sh");

    /** The paths that are no directories. */
    static final Set<String> FILES = Set.of("/bin/sh", "/dev/null", "/etc/passwd");

    /** The directories that exist on every machine. */
    static final Set<String> DIRECTORIES = Set.of("/", "/etc", "/usr", "/bin", "/tmp");

    private final Set<String> paths;

    MachineConditions(Set<String> paths) {
        this.paths = paths;
    }

    boolean isMet(String kind, String value, ManagerScope scope) {
        return switch (kind) {
            case "PathIsDirectory", "DirectoryNotEmpty" ->
                exists(value) && !FILES.contains(SettingValues.simplifiedPath(value));
            case "FileNotEmpty" ->
                exists(value)
                        && !DIRECTORIES.contains(SettingValues.simplifiedPath(value))
                        && !SettingValues.simplifiedPath(value).equals("/dev/null");
            case "FileIsExecutable" -> exists(value) && mayBeExecutable(SettingValues.simplifiedPath(value));
            case "PathExists", "PathIsReadWrite" -> exists(value);
            case "PathExistsGlob" ->
                paths.stream().anyMatch(ShellGlob.of(SettingValues.simplifiedPath(value))::matches);
            case "PathIsMountPoint" -> SettingValues.simplifiedPath(value).equals("/");
            case "ACPower" -> isBoolean(value, true);
            case "FirstBoot" -> isBoolean(value, false);
            case "User" -> isUser(value, scope);
            case "Group" -> isGroup(value, scope);
            case "KernelVersion" -> meetsKernel(value);
            case "Host" -> value.equals("fake");
            case "Virtualization" -> isBoolean(value, false);
            case "Architecture" -> value.equals("native") || value.equals("x86-64");
            case "Capability" -> value.startsWith("CAP_");
            case "Environment" -> hasVariable(value, scope);
            case "PathIsSymbolicLink",
                    "PathIsSocket",
                    "PathIsEncrypted",
                    "NeedsUpdate",
                    "Security",
                    "KernelCommandLine" -> false;
            // a condition that cannot be checked counts as met, so that a real unit file starts
            default -> true;
        };
    }

    /** Returns whether systemd accepts only absolute paths for a condition; it ignores all others. */
    static boolean needsAbsolutePath(String kind) {
        return kind.startsWith("Path")
                || List.of("FileNotEmpty", "FileIsExecutable", "DirectoryNotEmpty", "NeedsUpdate")
                        .contains(kind);
    }

    private boolean exists(String path) {
        return paths.contains(SettingValues.simplifiedPath(path));
    }

    private static boolean mayBeExecutable(String path) {
        return EXECUTABLES.contains(path) || (!FILES.contains(path) && !DIRECTORIES.contains(path));
    }

    private static boolean isUser(String value, ManagerScope scope) {
        return scope == ManagerScope.USER
                ? value.equals("user") || value.equals("1000")
                : value.equals("root") || value.equals("0") || value.equals("@system");
    }

    private static boolean isGroup(String value, ManagerScope scope) {
        return scope == ManagerScope.USER
                ? value.equals("user") || value.equals("1000")
                : value.equals("root") || value.equals("0");
    }

    private static boolean hasVariable(String value, ManagerScope scope) {
        return scope.environment().stream()
                .anyMatch(assignment ->
                        value.contains("=") ? assignment.equals(value) : assignment.startsWith(value + "="));
    }

    private static boolean isBoolean(String value, boolean wanted) {
        return SettingValues.parseBoolean(value).equals(Optional.of(wanted));
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

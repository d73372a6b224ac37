package io.github.servicehandler.testing.internal.manager;

import io.github.servicehandler.internal.settings.AccountName;
import io.github.servicehandler.internal.settings.SettingValues;
import io.github.servicehandler.testing.internal.files.UnitSettings;
import io.github.servicehandler.testing.internal.process.ExecLine;
import io.github.servicehandler.testing.internal.services.ServiceConfig;
import io.github.servicehandler.testing.internal.services.WorkingDirectory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * The checks of those settings whose mistakes can make systemd refuse a whole unit. It ignores the invalid values of
 * all other settings.
 */
final class SettingCheck {

    /**
     * What is wrong with a value.
     *
     * @param text systemd's message; empty if the value is valid
     * @param isFatal whether systemd refuses the unit
     */
    record Result(String text, boolean isFatal) {

        static final Result VALID = new Result("", false);

        static Result fatal(String text) {
            return text.isEmpty() ? VALID : new Result(text, true);
        }
    }

    private static final List<String> COMMANDS_OF_SOCKETS =
            List.of("ExecStartPre", "ExecStartPost", "ExecStopPre", "ExecStopPost");
    private static final Map<String, BiFunction<String, UnitSettings, Result>> CHECKS = new HashMap<>();

    static {
        ServiceConfig.COMMANDS.forEach(key -> CHECKS.put(key, SettingCheck::command));
        COMMANDS_OF_SOCKETS.forEach(key -> CHECKS.put(key, SettingCheck::command));
        CHECKS.put("WorkingDirectory", SettingCheck::workingDirectory);
        for (String key : List.of("RootDirectory", "RootImage", "RootVerity")) {
            CHECKS.put(key, (value, settings) -> path(key, value, settings));
        }
        for (String key : List.of("User", "Group", "SocketUser", "SocketGroup")) {
            CHECKS.put(key, SettingCheck::account);
        }
        CHECKS.put("SupplementaryGroups", SettingCheck::accounts);
        CHECKS.put("DynamicUser", SettingCheck::flag);
        for (String key : List.of("SELinuxContext", "AppArmorProfile", "SmackProcessLabel")) {
            CHECKS.put(key, SettingCheck::label);
        }
    }

    private static final Set<String> CHECKED_EVEN_IF_EMPTY = Set.of("DynamicUser");

    private SettingCheck() {}

    /** Checks one assignment in the section that is named after the unit's type. */
    static Result check(String key, String value, UnitSettings settings) {
        return value.isEmpty() && !CHECKED_EVEN_IF_EMPTY.contains(key)
                ? Result.VALID
                : CHECKS.getOrDefault(key, (text, any) -> Result.VALID).apply(value, settings);
    }

    private static Result command(String value, UnitSettings settings) {
        ExecLine line = ExecLine.parse(value, settings);
        return new Result(line.mistake(), line.isFatal());
    }

    private static Result workingDirectory(String value, UnitSettings settings) {
        String complaint = WorkingDirectory.complaint(value, settings);
        return new Result(complaint, !complaint.isEmpty() && !WorkingDirectory.mayBeMissing(value));
    }

    private static Result path(String key, String value, UnitSettings settings) {
        return Result.fatal(settings.resolve(value)
                .map(path -> path.isEmpty() ? "" : SettingValues.complaintAboutPath(key, path))
                .orElse(unresolved(value)));
    }

    private static Result account(String value, UnitSettings settings) {
        return Result.fatal(settings.resolve(value)
                .map(name -> AccountName.isValid(name) ? "" : "Invalid user/group name or numeric ID: " + name)
                .orElse(unresolved(value)));
    }

    private static Result accounts(String value, UnitSettings settings) {
        for (String word : value.split("[ \t]+", -1)) {
            Result result = account(word, settings);
            if (result.isFatal()) {
                return result;
            }
        }
        return Result.VALID;
    }

    private static Result flag(String value, UnitSettings settings) {
        return Result.fatal(
                SettingValues.parseBoolean(value).isPresent()
                        ? ""
                        : "Failed to parse boolean value, ignoring: " + value);
    }

    /** Checks the label of a security module; a dash before it means that mistakes do not matter. */
    private static Result label(String value, UnitSettings settings) {
        String complaint = settings.resolve(value).isPresent() ? "" : unresolved(value);
        return new Result(complaint, !complaint.isEmpty() && !value.startsWith("-"));
    }

    private static String unresolved(String value) {
        return "Failed to resolve unit specifiers in " + value + ": Invalid slot";
    }
}

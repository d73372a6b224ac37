package io.github.servicehandler.testing.internal.files;

import io.github.servicehandler.internal.settings.SettingValues;
import io.github.servicehandler.unit.SizeLimit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The resource settings that {@code systemctl set-property} changes, and the form in which it writes their values. */
public final class ResourceSettings {

    /** The settings that {@code systemctl show} prints under the same name. */
    public static final List<String> SHOWN = List.of(
            "CPUWeight",
            "StartupCPUWeight",
            "IOWeight",
            "MemoryMin",
            "MemoryLow",
            "MemoryHigh",
            "MemoryMax",
            "MemorySwapMax",
            "TasksMax");

    private static final Set<String> WEIGHTS = Set.of("CPUWeight", "StartupCPUWeight", "IOWeight");
    private static final Set<String> ACCOUNTING =
            Set.of("CPUAccounting", "IOAccounting", "MemoryAccounting", "TasksAccounting", "IPAccounting");
    private static final Pattern PERCENT = Pattern.compile("(\\d+)(?:\\.(\\d{1,2}))?%");
    private static final int MAX_WEIGHT = 10_000;

    private ResourceSettings() {}

    public static boolean isKnown(String key) {
        return SHOWN.contains(key) || ACCOUNTING.contains(key) || key.equals("CPUQuota");
    }

    /**
     * Returns what systemctl shows of a setting that is not set; an empty text for a setting whose default depends on
     * the machine.
     */
    public static String unset(String key) {
        return switch (key) {
            case "MemoryMin", "MemoryLow" -> "0";
            case "TasksMax" -> "";
            default -> WEIGHTS.contains(key) ? "[not set]" : "infinity";
        };
    }

    /** Returns whether a version ignores the setting: 262 no longer has a switch for the accounting of CPU time. */
    public static boolean isDeprecated(String key, int version) {
        return key.equals("CPUAccounting") && version >= 258;
    }

    /** Returns the value as it is written to a drop-in, or empty if it is invalid. */
    public static Optional<String> parse(String key, String value) {
        if (ACCOUNTING.contains(key)) {
            return SettingValues.parseBoolean(value).map(on -> on ? "yes" : "no");
        }
        if (value.isEmpty()) {
            return Optional.of(key.equals("CPUQuota") || WEIGHTS.contains(key) ? "" : "infinity");
        }
        if (key.equals("CPUQuota")) {
            return quota(value);
        }
        if (WEIGHTS.contains(key)) {
            return value.matches("\\d{1,5}") && Integer.parseInt(value) >= 1 && Integer.parseInt(value) <= MAX_WEIGHT
                    ? Optional.of(value)
                    : Optional.empty();
        }
        return value.equals("infinity") ? Optional.of(value) : size(value);
    }

    private static Optional<String> quota(String value) {
        Matcher matcher = PERCENT.matcher(value);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String fraction = matcher.group(2) == null ? "" : matcher.group(2);
        return Optional.of(String.format(
                Locale.ROOT, "%d.%s%%", Long.parseLong(matcher.group(1)), (fraction + "00").substring(0, 2)));
    }

    private static Optional<String> size(String value) {
        try {
            OptionalLong bytes = SizeLimit.parse(value).bytes();
            return bytes.isPresent() ? Optional.of("" + bytes.getAsLong()) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

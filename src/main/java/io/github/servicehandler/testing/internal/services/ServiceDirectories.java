package io.github.servicehandler.testing.internal.services;

import io.github.servicehandler.testing.internal.files.BusError;
import io.github.servicehandler.testing.internal.units.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The directories that systemd creates for a service. */
public final class ServiceDirectories {

    private static final Map<String, String> SETTING_BY_KIND = new LinkedHashMap<>();

    static {
        SETTING_BY_KIND.put("runtime", "RuntimeDirectory");
        SETTING_BY_KIND.put("state", "StateDirectory");
        SETTING_BY_KIND.put("cache", "CacheDirectory");
        SETTING_BY_KIND.put("logs", "LogsDirectory");
        SETTING_BY_KIND.put("configuration", "ConfigurationDirectory");
    }

    public static final List<String> SETTINGS = List.copyOf(SETTING_BY_KIND.values());

    private static final Set<String> CLEANED_BY_DEFAULT = Set.of("runtime", "cache");
    private static final int FIRST_WITH_FD_STORE = 254;

    private ServiceDirectories() {}

    /**
     * Checks the arguments of {@code systemctl clean --what=}.
     *
     * @param kinds the kinds to remove; empty for the default
     * @throws BusError if a kind is unknown, or if the unit has none of these directories
     */
    public static void checkClean(Unit unit, List<String> kinds) throws BusError {
        List<String> wanted = new ArrayList<>(kinds.isEmpty() ? CLEANED_BY_DEFAULT : kinds);
        if (wanted.contains("all")) {
            wanted.addAll(SETTING_BY_KIND.keySet());
        }
        boolean found = false;
        for (String kind : wanted) {
            boolean known = kind.equals("all")
                    || SETTING_BY_KIND.containsKey(kind)
                    || (kind.equals("fdstore") && unit.context.version() >= FIRST_WITH_FD_STORE);
            if (!known) {
                throw new BusError("InvalidArgs", "Invalid resource type: " + kind);
            }
            found |= kindsOf(unit).contains(kind);
        }
        if (!found) {
            throw new BusError("NoSuchResource", "No matching resources found.");
        }
    }

    /** Returns the values of {@code systemctl clean --what=}. */
    public static List<String> kinds(int version) {
        List<String> kinds = new ArrayList<>(SETTING_BY_KIND.keySet());
        if (version >= FIRST_WITH_FD_STORE) {
            kinds.addAll(List.of("fdstore", "all"));
        }
        return kinds;
    }

    /** Returns the kinds of directories that a unit has, as {@code systemctl clean --what=} names them. */
    public static List<String> kindsOf(Unit unit) {
        return SETTING_BY_KIND.keySet().stream()
                .filter(kind -> !unit.settings()
                        .words("Service", SETTING_BY_KIND.getOrDefault(kind, ""))
                        .isEmpty())
                .toList();
    }
}

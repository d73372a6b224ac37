package io.github.servicehandler.testing;

import java.util.ArrayList;
import java.util.List;

/** Knows the directories that systemd makes for a service. */
final class Directories {

    static final List<String> SETTINGS =
            List.of("RuntimeDirectory", "StateDirectory", "CacheDirectory", "LogsDirectory", "ConfigurationDirectory");

    private Directories() {}

    static List<String> of(Unit unit) {
        List<String> all = new ArrayList<>();
        SETTINGS.forEach(setting -> all.addAll(unit.settings().words("Service", setting)));
        return all;
    }
}

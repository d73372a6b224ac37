package io.github.servicehandler.files;

import io.github.servicehandler.internal.systemctl.ManagerClient;
import io.github.servicehandler.internal.systemctl.ManagerVersion;
import io.github.servicehandler.internal.text.QuotedWords;
import io.github.servicehandler.unit.UnitProperties;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directories below which a manager creates those of its services: systemd.exec(5), {@code RuntimeDirectory=}. For
 * the system manager they are fixed. A user manager took them from its environment when it was started; it is queried
 * once, when they are needed.
 */
final class ManagerDirectories {

    private static final int FIRST_WITH_STATE_HOME = 254;
    private static final String CONTROL = "/systemd/user.control";

    private static final Pattern USER_RUNTIME = Pattern.compile("/run/user/(\\d+)");

    private final ManagerClient client;
    private @Nullable Map<String, String> cached;

    ManagerDirectories(ManagerClient client) {
        this.client = client;
    }

    boolean isUser() {
        return client.address().isUser();
    }

    Optional<String> runtime() {
        return get("runtime");
    }

    Optional<String> state() {
        return get("state");
    }

    Optional<String> cache() {
        return get("cache");
    }

    Optional<String> logs() {
        return get("logs");
    }

    Optional<String> configuration() {
        return get("configuration");
    }

    /** Returns the home directory of the manager's user. */
    Optional<String> home() {
        return get("home");
    }

    /** Returns the name of the manager's user. */
    Optional<String> user() {
        return get("user");
    }

    /** Returns the number of the manager's user, which a user manager has in the path of its runtime directory. */
    Optional<String> userId() {
        return isUser()
                ? runtime().map(USER_RUNTIME::matcher).filter(Matcher::matches).map(matcher -> matcher.group(1))
                : Optional.of("0");
    }

    /**
     * Returns the directory for temporary files.
     *
     * @param otherwise the directory if the manager's environment names none
     */
    Optional<String> temporary(String otherwise) {
        return get("temporary").or(() -> Optional.of(otherwise));
    }

    private Optional<String> get(String kind) {
        Map<String, String> all = cached;
        if (all == null) {
            all = isUser() ? ofUser() : ofSystem();
            cached = all;
        }
        return Optional.ofNullable(all.get(kind));
    }

    private static Map<String, String> ofSystem() {
        return Map.of(
                "runtime", "/run",
                "state", "/var/lib",
                "cache", "/var/cache",
                "logs", "/var/log",
                "configuration", "/etc",
                "home", "/root",
                "user", "root");
    }

    private Map<String, String> ofUser() {
        UnitProperties properties = client.managerProperties("Version", "UnitPath", "Environment");
        Map<String, String> environment = properties.environment();
        Map<String, String> found = new HashMap<>();
        put(found, "home", environment.get("HOME"));
        put(found, "user", environment.get("USER"));
        put(found, "temporary", temporary(environment));
        // these two come from the directories that the manager really uses, since its environment may have changed
        // after its start
        List<String> control = QuotedWords.split(properties.text("UnitPath")).stream()
                .filter(directory -> directory.endsWith(CONTROL))
                .map(directory -> directory.substring(0, directory.length() - CONTROL.length()))
                .toList();
        boolean hasControl = control.size() == 2;
        put(found, "configuration", hasControl ? control.get(0) : below(environment, "XDG_CONFIG_HOME", ".config"));
        put(found, "runtime", hasControl ? control.get(1) : environment.get("XDG_RUNTIME_DIR"));
        put(found, "cache", below(environment, "XDG_CACHE_HOME", ".cache"));
        boolean hasStateHome = ManagerVersion.of(properties) >= FIRST_WITH_STATE_HOME;
        String state = hasStateHome ? below(environment, "XDG_STATE_HOME", ".local/state") : found.get("configuration");
        put(found, "state", state);
        put(found, "logs", state == null ? null : state + "/log");
        return found;
    }

    private static @Nullable String temporary(Map<String, String> environment) {
        return Stream.of("TMPDIR", "TEMP", "TMP")
                .map(variable -> environment.getOrDefault(variable, ""))
                .filter(directory -> directory.startsWith("/"))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String below(Map<String, String> environment, String variable, String otherwise) {
        String set = environment.get(variable);
        String home = environment.get("HOME");
        // systemd ignores relative paths
        return set != null && set.startsWith("/") ? set : home == null ? null : home + "/" + otherwise;
    }

    private static void put(Map<String, String> map, String key, @Nullable String value) {
        if (value != null) {
            map.put(key, value);
        }
    }
}

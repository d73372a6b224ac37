package io.github.servicehandler.internal.systemdbus;

import io.github.servicehandler.internal.dbus.BusException;
import io.github.servicehandler.internal.dbus.Message;
import io.github.servicehandler.internal.dbus.SystemdBusNames;
import io.github.servicehandler.internal.dbus.Variant;
import io.github.servicehandler.internal.systemctl.StatusProperties;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The properties of services that are up or have a job, as they have been read and as the manager's signals have
 * changed them since. Only properties that do not change without a signal are kept, in the words of systemctl.
 * Thread-safe; the thread that reads the bus changes it.
 */
final class ServicePropertyCache implements OpenBus.SignalReceiver {

    /** The number of services above which all of them are forgotten; each takes about 4 KiB. */
    private static final int MOST = 2_000;

    private static final Set<String> KEPT = Set.copyOf(StatusProperties.ANNOUNCED);

    private final Map<String, Map<String, String>> byPath = new ConcurrentHashMap<>();

    /** Returns the properties of the service at a path, or {@code null} if they are not known. Not to be changed. */
    @Nullable
    Map<String, String> get(String path) {
        return byPath.get(path);
    }

    /** Keeps the properties of a unit that have just been read, if it is a service that is up or has a job. */
    void put(String path, Map<String, Variant> read) {
        Map<String, String> kept = kept(read);
        boolean staysLoaded = !"inactive".equals(kept.get("ActiveState")) || !"".equals(kept.get("Job"));
        String id = kept.getOrDefault("Id", "");
        // signals bear the path of the primary name
        if (staysLoaded
                && "loaded".equals(kept.get("LoadState"))
                && id.endsWith(".service")
                && SystemdBusNames.unitPath(id).equals(path)) {
            if (byPath.size() >= MOST) {
                byPath.clear();
            }
            byPath.put(path, kept);
        }
    }

    private static Map<String, String> kept(Map<String, Variant> values) {
        Map<String, String> kept = new HashMap<>();
        values.forEach((property, value) -> {
            if (KEPT.contains(property)) {
                kept.put(property, ShowFormatter.of(property, value));
            }
        });
        return kept;
    }

    @Override
    public void onSignal(Message signal) {
        switch (signal.member()) {
            case "PropertiesChanged" -> byPath.computeIfPresent(signal.path(), (path, known) -> changed(known, signal));
            case "UnitNew", "UnitRemoved" -> byPath.remove(signal.value(1, String.class));
            case "Reloading", "UnitFilesChanged" -> byPath.clear();
            default -> {
                // other signals say nothing about these properties
            }
        }
    }

    /** Returns the properties after a signal, or {@code null} if it does not contain all new values. */
    private static @Nullable Map<String, String> changed(Map<String, String> known, Message signal) {
        List<?> withoutValue = signal.value(2, List.class);
        if (withoutValue.stream().anyMatch(KEPT::contains)) {
            return null;
        }
        Map<String, String> changed = new HashMap<>(known);
        changed.putAll(kept(SystemdBusNames.properties(signal, 1)));
        return changed;
    }

    @Override
    public void onEnd(BusException reason) {
        byPath.clear();
    }
}

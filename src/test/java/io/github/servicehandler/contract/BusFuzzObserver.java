package io.github.servicehandler.contract;

import io.github.servicehandler.internal.dbus.BusConnection;
import io.github.servicehandler.internal.dbus.Message;
import io.github.servicehandler.internal.dbus.SystemdBusNames;
import io.github.servicehandler.unit.UnitName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * An observer that uses the manager's private socket, because a process per observation would take most of a run's
 * time.
 */
final class BusFuzzObserver implements FuzzObserver {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Path socket;
    private final List<String> names;
    private BusConnection bus;

    BusFuzzObserver(boolean user, List<String> names) {
        this.names = names;
        socket = Path.of(user ? System.getenv("XDG_RUNTIME_DIR") : "/run", "systemd/private");
        bus = connect();
    }

    private BusConnection connect() {
        return BusConnection.toPrivateSocket(socket, signal -> {}, reason -> {}, TIMEOUT);
    }

    @Override
    public Map<String, Map<String, String>> units() {
        if (!bus.isOpen()) {
            bus = connect();
        }
        Map<String, List<CompletableFuture<Message>>> requests = new LinkedHashMap<>();
        names.forEach(unit -> requests.put(unit, request(unit)));
        Map<String, Map<String, String>> units = new LinkedHashMap<>();
        requests.forEach((unit, answers) -> units.put(unit, properties(answers)));
        return units;
    }

    @Override
    public void close() {
        bus.close();
    }

    private List<CompletableFuture<Message>> request(String unit) {
        String path = SystemdBusNames.unitPath(unit);
        CompletableFuture<Message> general = bus.send(SystemdBusNames.getAll(path, SystemdBusNames.UNIT));
        return List.of(
                general,
                bus.send(SystemdBusNames.getAll(
                        path,
                        "org.freedesktop.systemd1." + UnitName.of(unit).type().section())));
    }

    private static Map<String, String> properties(List<CompletableFuture<Message>> answers) {
        Map<String, String> properties = new HashMap<>();
        for (CompletableFuture<Message> answer : answers) {
            Message message =
                    answer.orTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS).join();
            SystemdBusNames.properties(message, 0).forEach((key, value) -> {
                if (REQUESTED.contains(key)) {
                    properties.put(key, format(key, value.value()));
                }
            });
        }
        return properties;
    }

    private static String format(String key, Object value) {
        if (key.equals("Job")) {
            String job = String.valueOf(((List<?>) value).get(0));
            return job.equals("0") ? "" : job;
        }
        if (key.equals("RestartUSec")) {
            Duration time = Duration.of(((Number) value).longValue(), ChronoUnit.MICROS);
            return time.toSeconds() > 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
        }
        return value instanceof Boolean flag ? flag ? "yes" : "no" : String.valueOf(value);
    }
}

package io.github.servicehandler.contract;

import io.github.servicehandler.internal.dbus.BusConnection;
import io.github.servicehandler.internal.dbus.Message;
import io.github.servicehandler.internal.dbus.SystemdBusNames;
import io.github.servicehandler.internal.dbus.Variant;
import io.github.servicehandler.unit.UnitName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An observer that uses the manager's private socket, because a process per observation would take most of a run's
 * time.
 */
final class BusFuzzObserver implements FuzzObserver {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final Set<String> OF_SERVICES =
            Set.of("Result", "NRestarts", "ExecMainCode", "ExecMainStatus", "MainPID", "RestartUSec");

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
        Set<String> loaded = loaded();
        Map<String, List<CompletableFuture<Map<String, Variant>>>> requests = new LinkedHashMap<>();
        names.forEach(unit -> requests.put(unit, isLoadedService(unit, loaded) ? requestEach(unit) : requestAll(unit)));
        Map<String, Map<String, String>> units = new LinkedHashMap<>();
        requests.forEach((unit, answers) -> units.put(unit, properties(answers)));
        return units;
    }

    @Override
    public void close() {
        bus.close();
    }

    private static boolean isLoadedService(String unit, Set<String> loaded) {
        return unit.endsWith(".service") && loaded.contains(unit);
    }

    private Set<String> loaded() {
        Message list = SystemdBusNames.manager("ListUnitsByPatterns").withBody("asas", List.of(), List.of("case*"));
        return ((List<?>) await(bus.send(list)).body().get(0))
                .stream().map(row -> String.valueOf(((List<?>) row).get(0))).collect(Collectors.toSet());
    }

    /** Requests single properties of a service, which costs a fraction of all of them. */
    private List<CompletableFuture<Map<String, Variant>>> requestEach(String unit) {
        String path = SystemdBusNames.unitPath(unit);
        return REQUESTED.stream()
                .map(property -> bus.send(SystemdBusNames.get(path, interfaceOf(property), property))
                        .thenApply(answer ->
                                Map.of(property, (Variant) answer.body().get(0))))
                .toList();
    }

    private static String interfaceOf(String property) {
        return OF_SERVICES.contains(property) ? SystemdBusNames.SERVICE : SystemdBusNames.UNIT;
    }

    /** Requests all properties, because every call makes the manager load a unit that is not loaded. */
    private List<CompletableFuture<Map<String, Variant>>> requestAll(String unit) {
        String type = UnitName.of(unit).type().section();
        return Stream.of(SystemdBusNames.UNIT, "org.freedesktop.systemd1." + type)
                .map(name -> bus.send(SystemdBusNames.getAll(SystemdBusNames.unitPath(unit), name))
                        .thenApply(answer -> SystemdBusNames.properties(answer, 0)))
                .toList();
    }

    private static Map<String, String> properties(List<CompletableFuture<Map<String, Variant>>> answers) {
        Map<String, String> properties = new HashMap<>();
        for (CompletableFuture<Map<String, Variant>> answer : answers) {
            await(answer).forEach((key, value) -> {
                if (REQUESTED.contains(key)) {
                    properties.put(key, format(key, value.value()));
                }
            });
        }
        return properties;
    }

    private static <T> T await(CompletableFuture<T> answer) {
        return answer.orTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS).join();
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

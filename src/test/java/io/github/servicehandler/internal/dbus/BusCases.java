package io.github.servicehandler.internal.dbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.RunningCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Test cases for connections to a real manager, over each route. Their units are transient and are gone afterwards. */
@Timeout(60)
abstract class BusCases {

    static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final AtomicInteger UNITS = new AtomicInteger();

    /** The routes to a manager. */
    enum Door {
        PRIVATE_SOCKET,
        BUS,
        BRIDGE
    }

    private final Path privateSocket;
    private final Path busSocket;
    final RecordingListener ear = new RecordingListener();

    BusCases(Path privateSocket, Path busSocket) {
        this.privateSocket = privateSocket;
        this.busSocket = busSocket;
    }

    final BusConnection connect(Door door) {
        return switch (door) {
            case PRIVATE_SOCKET -> BusConnection.toPrivateSocket(privateSocket, ear, ear, TIMEOUT);
            case BUS -> BusConnection.toBus(busSocket, ear, ear, TIMEOUT);
            case BRIDGE -> BusConnection.overBus(bridge(), ear, ear, TIMEOUT);
        };
    }

    private Transport bridge() {
        Command command = Command.of("systemd-stdio-bridge", "--bus-path=" + BusAddress.ofSocket(busSocket));
        RunningCommand running = CommandRunner.local().start(command);
        return new StreamTransport(running.stdout(), running.stdin(), running::close, command.toString());
    }

    static Object managerProperty(BusConnection manager, String name) {
        Message get = SystemdBusNames.get(SystemdBusNames.MANAGER_PATH, SystemdBusNames.MANAGER, name);
        return manager.call(get, TIMEOUT).value(0, Variant.class).value();
    }

    @ParameterizedTest
    @EnumSource
    void getAllSaysWhatGetSays(Door door) {
        try (BusConnection manager = connect(door)) {
            Message getAll = SystemdBusNames.getAll(SystemdBusNames.MANAGER_PATH, SystemdBusNames.MANAGER);
            Map<String, Variant> all = SystemdBusNames.properties(manager.call(getAll, TIMEOUT), 0);

            assertThat(all).hasSizeGreaterThan(50);
            for (String name : List.of("Version", "Environment", "UnitPath", "DefaultTimeoutStartUSec")) {
                assertThat(all.get(name)).extracting(Variant::value).isEqualTo(managerProperty(manager, name));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRefusalHasSystemdsName(Door door) {
        try (BusConnection manager = connect(door)) {
            Message getUnit = SystemdBusNames.manager("GetUnit").withBody("s", "nope.service");

            assertThatExceptionOfType(BusException.class)
                    .isThrownBy(() -> manager.call(getUnit, TIMEOUT))
                    .withMessageStartingWith("Unit nope.service not loaded.")
                    .extracting(BusException::errorName)
                    .isEqualTo("org.freedesktop.systemd1.NoSuchUnit");
        }
    }

    @ParameterizedTest
    @EnumSource
    void unitsHaveThePathsThatTheirNamesSay(Door door) {
        try (BusConnection manager = connect(door)) {
            List<?> units =
                    manager.call(SystemdBusNames.manager("ListUnits"), TIMEOUT).value(0, List.class);
            for (Object each : units) {
                List<?> unit = (List<?>) each;
                assertThat(SystemdBusNames.unitPath((String) unit.get(0))).isEqualTo(unit.get(6));
                assertThat(SystemdBusNames.unitName((String) unit.get(6))).isEqualTo(unit.get(0));
            }
            assertThat(units).hasSizeGreaterThan(10);
            for (String name : List.of("1_a:b.c@d-e\\x20f.service", "_.service", "-.slice", "0.target")) {
                Message load = SystemdBusNames.manager("LoadUnit").withBody("s", name);
                assertThat(manager.call(load, TIMEOUT).body()).containsExactly(SystemdBusNames.unitPath(name));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServiceThatIsKilledIsHeardOf(Door door) throws InterruptedException {
        String unit = "bus-it-" + ProcessHandle.current().pid() + "-" + UNITS.incrementAndGet() + ".service";
        String path = SystemdBusNames.unitPath(unit);
        try (BusConnection manager = connect(door)) {
            manager.call(SystemdBusNames.subscribe(), TIMEOUT);
            manager.call(startSleep(unit), TIMEOUT);
            Message done = awaitSignal(signal ->
                    signal.member().equals("JobRemoved") && signal.body().get(2).equals(unit));
            assertThat(done.body().get(3)).isEqualTo("done");

            long pid = manager.call(SystemdBusNames.get(path, SystemdBusNames.SERVICE, "MainPID"), TIMEOUT)
                                    .value(0, Variant.class)
                                    .value()
                            instanceof Long value
                    ? value
                    : 0;
            assertThat(ProcessHandle.of(pid).map(ProcessHandle::destroyForcibly))
                    .contains(true);

            Message failed = awaitSignal(signal -> isChange(signal, path, "ActiveState", "failed"));
            assertThat(SystemdBusNames.properties(failed, 1)).containsEntry("SubState", Variant.of("s", "failed"));
            manager.call(SystemdBusNames.manager("ResetFailedUnit").withBody("s", unit), TIMEOUT);
            awaitSignal(signal -> signal.member().equals("UnitRemoved")
                    && signal.body().get(0).equals(unit));
        }
    }

    private static Message startSleep(String unit) {
        List<Object> command = List.of("/bin/sleep", List.of("/bin/sleep", "infinity"), false);
        List<Object> properties = List.of(
                List.of("Description", Variant.of("s", "läuft")),
                List.of("ExecStart", Variant.of("a(sasb)", List.of(command))));
        return SystemdBusNames.manager("StartTransientUnit")
                .withBody("ssa(sv)a(sa(sv))", unit, "fail", properties, List.of());
    }

    private static boolean isChange(Message signal, String path, String property, String value) {
        return signal.member().equals("PropertiesChanged")
                && signal.path().equals(path)
                && Variant.of("s", value)
                        .equals(SystemdBusNames.properties(signal, 1).get(property));
    }

    private Message awaitSignal(Predicate<Message> wanted) throws InterruptedException {
        Message signal = ear.signal();
        while (!wanted.test(signal)) {
            signal = ear.signal();
        }
        return signal;
    }

    @ParameterizedTest
    @EnumSource
    void thousandsOfCallsCanBeUnderWay(Door door) throws Exception {
        Message get = SystemdBusNames.get(SystemdBusNames.MANAGER_PATH, SystemdBusNames.MANAGER, "Version");
        try (BusConnection manager = connect(door)) {
            List<CompletableFuture<Message>> answers = new ArrayList<>();
            for (int i = 0; i < 5000; i++) {
                answers.add(manager.send(get));
            }
            for (CompletableFuture<Message> answer : answers) {
                assertThat(answer.get(20, TimeUnit.SECONDS).signature()).hasToString("v");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void closingIsHeardOfOnce(Door door) throws InterruptedException {
        BusConnection manager = connect(door);
        manager.close();

        assertThat(ear.end()).hasMessageContaining("was closed");
        assertThat(ear.unread()).isZero();
    }
}

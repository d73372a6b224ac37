package io.github.servicehandler.internal.dbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.github.servicehandler.RequiresUserManager;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Test cases with the manager of the user who runs the tests. */
@RequiresUserManager
class UserBusIT extends BusCases {

    private static final Path DIRECTORY = Path.of(System.getenv().getOrDefault("XDG_RUNTIME_DIR", "/nonexistent"));

    UserBusIT() {
        super(DIRECTORY.resolve("systemd/private"), DIRECTORY.resolve("bus"));
    }

    @Test
    void aReexecutionEndsThePrivateSocketButNotTheBus() throws InterruptedException {
        RecordingListener busEar = new RecordingListener();
        try (BusConnection direct = connect(Door.PRIVATE_SOCKET);
                BusConnection bus = BusConnection.toBus(DIRECTORY.resolve("bus"), busEar, busEar, TIMEOUT)) {
            direct.sendNoReply(SystemdBusNames.manager("Reexecute").withoutReply());

            assertThat(ear.end()).hasMessageContaining("systemd/private");
            await().ignoreExceptions().until(() -> connect(Door.PRIVATE_SOCKET), again -> {
                again.close();
                return true;
            });
            assertThat(bus.isOpen()).isTrue();
            assertThat(managerProperty(bus, "Version")).isNotNull();
        }
    }

    @Test
    void theSystemManagersPrivateSocketIsNotForUs() {
        assumeThat(System.getProperty("user.name")).isNotEqualTo("root");
        assertThatExceptionOfType(BusException.class)
                .isThrownBy(() -> BusConnection.toPrivateSocket(Path.of("/run/systemd/private"), ear, ear, TIMEOUT)
                        .close())
                .withMessageContaining("/run/systemd/private")
                .extracting(BusException::errorName)
                .isIn(DBusErrorNames.DISCONNECTED, DBusErrorNames.AUTH_FAILED);
    }

    @Test
    void theSystemBusIsForEverybody() {
        try (BusConnection manager = BusConnection.toBus(Path.of("/run/dbus/system_bus_socket"), ear, ear, TIMEOUT)) {
            assertThat(managerProperty(manager, "Version")).isNotNull();
        }
    }
}

package io.github.servicehandler.internal.systemdbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.servicehandler.internal.dbus.BusException;
import io.github.servicehandler.internal.dbus.DBusErrorNames;
import io.github.servicehandler.internal.dbus.Message;
import io.github.servicehandler.internal.dbus.TestPeer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class AsyncBusClientTest {

    @TempDir
    private Path directory;

    private final List<String> handled = new CopyOnWriteArrayList<>();

    private CompletableFuture<Void> call(TestPeer.Handler handler) throws IOException {
        try (TestManager manager = new TestManager(directory, handler)) {
            OpenBus bus = manager.connect();
            CompletableFuture<Void> done = new AsyncBusClient(bus, bus::close)
                    .call(ManagerCallFactory.barrier(), reply -> handled.add("reply"), () -> handled.add("refused"));
            return done.exceptionally(failure -> {
                        handled.add("lost");
                        return null;
                    })
                    .orTimeout(10, TimeUnit.SECONDS)
                    .whenComplete((nothing, failure) -> bus.close());
        }
    }

    @Test
    void anErrorThatThePeerSendsIsARefusal() throws IOException {
        call((guest, call) -> guest.send(Message.errorOf(call, "x.NoSuchUnit", "not loaded")))
                .join();

        assertThat(handled).containsExactly("refused");
    }

    @Test
    void garbageIsNoRefusal() throws IOException {
        call((guest, call) -> guest.write(new byte[100])).join();

        assertThat(handled).containsExactly("lost");
    }

    @Test
    void aLossIsReportedOnceAndEndsTheUseOfTheConnection() throws Exception {
        try (TestManager manager = new TestManager(directory, (guest, call) -> guest.hangUp())) {
            CompletableFuture<String> lost = new CompletableFuture<>();
            AsyncBusClient client = new AsyncBusClient(manager.connect(), () -> handled.add("released"));
            client.receive(signal -> {}, reason -> lost.complete(reason.errorName()));

            var unused = client.call(ManagerCallFactory.barrier(), reply -> {}, () -> {});

            assertThat(lost.get(10, TimeUnit.SECONDS)).isEqualTo(DBusErrorNames.DISCONNECTED);
            client.close();
            assertThat(handled).containsExactly("released");
        }
    }

    @Test
    void aConnectionThatIsLostAlreadyIsNotListenedTo() throws Exception {
        try (TestManager manager = new TestManager(directory, (guest, call) -> {})) {
            OpenBus bus = manager.connect();
            AsyncBusClient client = new AsyncBusClient(bus, () -> {});
            bus.close();

            assertThatExceptionOfType(BusException.class)
                    .isThrownBy(() -> client.receive(signal -> {}, reason -> {}))
                    .withMessageContaining("lost");
        }
    }
}
